/**
 * The same process of the service, ported: worker.py line by line.
 *
 *   node dist/worker.js FILE NAME PORT      logs until SIGTERM, then prints how many records it logged
 */
import { setTimeout } from 'node:timers/promises'
import logging from '@pylogging/core'
import { SocketHandler, TimedRotatingFileHandler } from '@pylogging/core/handlers'

const [file = 'app.log', name = 'node', port] = process.argv.slice(2)
const handler = new TimedRotatingFileHandler(file, { when: 'S' })
handler.setFormatter(new logging.Formatter('%(asctime)s %(levelname)s %(name)s: %(message)s'))
logging.root.addHandler(handler)
logging.root.addHandler(new SocketHandler('127.0.0.1', Number(port)))
logging.root.setLevel('INFO')
const logger = logging.getLogger(name)
let isStopping = false

process.once('SIGTERM', () => {
  isStopping = true
})
console.log('ready')
let number = 0
while (!isStopping) {
  logger.info('order %d', number)
  number += 1
  await setTimeout(2)
}
console.log(number)
