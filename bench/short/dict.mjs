/** A program of a hundred lines, by dictConfig: `node dict.mjs FILE`. */
import logging from '@pylogging/core'
import { dictConfig } from '@pylogging/core/config'
import { done } from './done.cjs'

dictConfig({
  version: 1,
  formatters: { plain: { format: '%(asctime)s %(levelname)s %(name)s: %(message)s' } },
  handlers: { file: { class: 'logging.FileHandler', filename: process.argv[2], formatter: 'plain' } },
  root: { level: 'INFO', handlers: ['file'] },
})
const logger = logging.getLogger('shop.orders')
for (let i = 0; i < 100; i += 1) logger.info('order %d of %s', i, 'anna')
done()
