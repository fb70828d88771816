/**
 * What PM2's cluster mode does: several processes with one program, and each opens the same rotating file by itself.
 *
 *   node dist/cluster.js FILE WORKERS RECORDS
 *
 * PM2 tells its processes apart by NODE_APP_INSTANCE; so does the name of the process in the lines.
 */
import cluster from 'node:cluster'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { Formatter, getLogger, setProcessName } from '@pylogging/core'
import { TimedRotatingFileHandler } from '@pylogging/core/handlers'

const [file = 'app.log', workers = '4', records = '100'] = process.argv.slice(2)

if (cluster.isPrimary) {
  const started = Array.from({ length: Number(workers) }, (_, index) =>
    cluster.fork({ NODE_APP_INSTANCE: String(index) }),
  )
  for (const worker of started) worker.once('exit', (code) => (process.exitCode ||= code))
} else {
  setProcessName(`app-${process.env['NODE_APP_INSTANCE']}`)
  const handler = new TimedRotatingFileHandler(file, { when: 'S' })
  handler.setFormatter(new Formatter('%(processName)s %(message)s'))
  const logger = getLogger('app')
  logger.addHandler(handler)
  logger.setLevel('INFO')
  for (let number = 0; number < Number(records); number += 1) {
    logger.info('record %d', number)
    await setTimeout(2)
  }
  process.disconnect()
  await once(process, 'disconnect')
}
