import { readFileSync } from 'node:fs'
import logging from '@pylogging/core'
import { dictConfig } from '@pylogging/core/config'

dictConfig(JSON.parse(readFileSync('logging.json', 'utf8')))

logging.getLogger('shop.orders').debug('order %d', 17)
logging.getLogger('shop.orders').error('order %d failed', 17)
logging.getLogger('urllib3').info('too chatty')
logging.getLogger('elsewhere').info('ready')
