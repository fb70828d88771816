/**
 * Where records say they come from, beside where they do.
 *
 *   const places = placesOf((logger) => logger.info('x')) // here
 *   places[0] is `${at(import.meta.url, 'here')} <lambda>`
 *
 * A line is found by the comment that ends it, so that tests can be moved without counting.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import logging from '../../../packages/core/dist/face.mjs'

export { logging }

export const PLACE = '%(filename)s:%(lineno)d %(funcName)s'

let count = 0

/** A logger of its own below root, at level DEBUG, whose lines go into `lines`. */
export function recordingLogger({ format = PLACE, name = `call-site-${++count}`, handler } = {}) {
  const lines = []
  const logger = logging.getLogger(name)
  const target = handler ?? new logging.StreamHandler({ write: (text) => lines.push(text.slice(0, -1)) })
  if (format !== null) target.setFormatter(new logging.Formatter(format))
  logger.addHandler(target)
  logger.setLevel('DEBUG')
  logger.propagate = false
  return { logger, lines }
}

/** The places of what `action` logs; those of a promise when it returns one. */
export function placesOf(action) {
  const { logger, lines } = recordingLogger()
  const result = action(logger)
  return result instanceof Promise ? result.then(() => lines) : lines
}

/** `file:line` of the line that ends in the comment `mark`. */
export function at(url, mark) {
  const file = url.startsWith('file:') ? fileURLToPath(url) : url
  const index = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.endsWith(`// ${mark}`))
  if (index < 0) throw new Error(`no line of ${file} ends in "// ${mark}"`)
  return `${basename(file)}:${index + 1}`
}

/** A handler such as users write, that keeps the records it is given. */
export class KeepingHandler extends logging.Handler {
  records = []

  emit(record) {
    this.records.push(record)
  }
}
