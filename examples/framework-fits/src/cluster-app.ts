/**
 * A program for PM2's cluster mode: several processes run it, and each opens the same rotating file by itself.
 *
 *   LOG_FILE=app.log pm2 start dist/cluster-app.js -i 4 --wait-ready
 *   pm2 reload cluster-app
 *
 * PM2 tells its processes apart by NODE_APP_INSTANCE, and so does the name of the process in the lines. On reload it starts
 * a new process, waits for its 'ready', and ends the old one by SIGINT: both write the file meanwhile.
 */
import { setTimeout } from 'node:timers/promises'
import { Formatter, getLogger, setProcessName } from '@pylogging/core'
import { TimedRotatingFileHandler } from '@pylogging/core/handlers'

setProcessName(`app-${process.env['NODE_APP_INSTANCE']}`)
const handler = new TimedRotatingFileHandler(process.env['LOG_FILE'] ?? 'app.log', { when: 'S' })
handler.setFormatter(new Formatter('%(processName)s %(process)d %(message)s'))
const logger = getLogger('app')
logger.addHandler(handler)
logger.setLevel('INFO')

let isStopping = false
process.once('SIGINT', () => {
  isStopping = true
})
process.send?.('ready')

let count = 0
for (; !isStopping; count += 1) {
  logger.info('order %d', count)
  await setTimeout(2)
}
logger.info('stopped after %d', count)
process.disconnect?.()
