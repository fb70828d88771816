import logging, { ValueError } from '@pylogging/core'

const logger = logging.getLogger('shop')
logging.basicConfig({ format: '%(levelname)s %(message)s' })

function pay(order: number): void {
  throw new ValueError(`no card for order ${order}`)
}

try {
  pay(17)
} catch (error) {
  logger.exception('order %d failed', 17, error)
  logger.warning('trying again', { exc_info: error })
  logger.error('without a traceback: %s', error)
}

process.on('uncaughtException', (error) => {
  logger.critical('uncaught', { exc_info: error })
  process.exit(1)
})

pay(18)
