/**
 * What happens to a record that meets no handler: a warning or worse is printed bare on stderr; where even that was
 * switched off, the missing configuration is mentioned once.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, lastResort, Logger.callHandlers.
 */
import type { LogRecord } from '@pylogging/formatter'
import { writeText } from '../handlers/write-text.js'
import type { Logger } from '../model/logger.js'
import { shared } from '../model/shared.js'
import { sys } from '../model/sys.js'

export function callLastResort(logger: Logger, record: LogRecord): void {
  const { lastResort, raiseExceptions } = shared
  const { manager } = logger
  if (lastResort) {
    if (record.levelno >= lastResort.level) lastResort.handle(record)
  } else if (raiseExceptions && !manager.emittedNoHandlerWarning) {
    if (sys.stderr) writeText(sys.stderr, `No handlers could be found for logger "${logger.name}"\n`)
    manager.emittedNoHandlerWarning = true
  }
}
