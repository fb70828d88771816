import logging from '@pylogging/core'

logging.basicConfig({
  format: '%(asctime)s.%(msecs)03d %(levelname)-8s [%(name)s] %(filename)s:%(lineno)d %(funcName)s: %(message)s',
  datefmt: '%d/%b/%Y %H:%M:%S',
  level: logging.DEBUG,
})
const logger = logging.getLogger('shop.orders')

// Kept on the lines of format-lines.py, so that both print the same.
function order(): void {
  logger.info('order %d', 17)
}

order()
logger.warning('module level')

const brace = new logging.Formatter('{asctime} {levelname[0]} {module}:{lineno:>4} {message}', { style: '{' })
logging.getLogger().handlers[0]?.setFormatter(brace)
logger.error('default time')
