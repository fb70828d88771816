import logging from '@pylogging/core'
import { fileConfig } from '@pylogging/core/config'

const early = logging.getLogger('early')
fileConfig('logging.ini', { defaults: { logfile: 'app.log' }, disable_existing_loggers: false })

logging.getLogger('shop').debug('order %d', 17)
early.info('still there')
early.debug('below the level of root')
