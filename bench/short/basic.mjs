/** A program of a hundred lines, by basicConfig: `node basic.mjs FILE`. */
import logging from '@pylogging/core'
import { done } from './done.cjs'

logging.basicConfig({
  filename: process.argv[2],
  level: 'INFO',
  format: '%(asctime)s %(levelname)s %(name)s: %(message)s',
})
const logger = logging.getLogger('shop.orders')
for (let i = 0; i < 100; i += 1) logger.info('order %d of %s', i, 'anna')
done()
