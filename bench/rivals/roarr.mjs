/** roarr: JSON alone, to stdout, which a program's user sends to a file. All levels or none, by an environment variable. */
import { closeSync, openSync } from 'node:fs'

export const json = { line: toStdout, json: toStdout, off: () => logging() }

/** The descriptor that is free next is the one that was closed, as after a redirection by a shell. */
function toStdout(file) {
  closeSync(1)
  if (openSync(file, 'a') !== 1) throw new Error('stdout was not replaced')
  process.env.ROARR_LOG = 'true'
  return logging()
}

async function logging() {
  const { Roarr } = await import('roarr')
  const logger = Roarr.child({ logger: 'shop.orders' })
  return { log: (i) => logger.info('order %d of %s', i, 'anna') }
}
