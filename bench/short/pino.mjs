/** A program of a hundred lines, JSON: `node pino.mjs FILE`. */
import pino from 'pino'
import { done } from './done.cjs'

const to = pino.destination({ dest: process.argv[2], sync: true })
const logger = pino({ name: 'shop.orders', timestamp: pino.stdTimeFunctions.isoTime }, to)
for (let i = 0; i < 100; i += 1) logger.info('order %d of %s', i, 'anna')
done()
