import logging from '@pylogging/core'

const logger = logging.getLogger('shop')
logger.setLevel(logging.DEBUG)
logger.propagate = false

const console = new logging.StreamHandler(process.stdout)
console.setLevel(logging.WARNING)
console.setFormatter(new logging.Formatter('%(levelname)s: %(message)s'))
logger.addHandler(console)

const file = new logging.FileHandler('debug.log', { encoding: 'utf-8' })
file.setFormatter(new logging.Formatter('%(asctime)s - %(name)s - %(levelname)s - %(message)s'))
logger.addHandler(file)

logger.debug('only in the file')
logger.error('in both')
logger.getChild('orders').warning('of a child, in both')
