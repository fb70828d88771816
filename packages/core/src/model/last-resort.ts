/**
 * The last resort of a record that meets no handler: a warning or worse is printed bare on stderr; where even that was
 * switched off, the missing configuration is mentioned once.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, lastResort, Logger.callHandlers.
 */
import type { LogRecord } from '@pylogging/formatter'
import { sys } from '../ground/sys.js'
import { writeText } from '../ground/write-text.js'
import type { AnyLogger } from './contracts.js'
import { shared } from './shared.js'

export function callLastResort(logger: AnyLogger, record: LogRecord): void {
  const { lastResort, raiseExceptions } = shared
  const { manager } = logger
  if (lastResort) {
    if (record.levelno >= lastResort.level) lastResort.handle(record)
  } else if (raiseExceptions && !manager.emittedNoHandlerWarning) {
    if (sys.stderr) writeText(sys.stderr, `No handlers could be found for logger "${logger.name}"\n`)
    manager.emittedNoHandlerWarning = true
  }
}
