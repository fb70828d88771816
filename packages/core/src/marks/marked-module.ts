/**
 * Python's module-level functions for one marked call: `logging.info('ready')`, or `info('ready')` where it is imported by
 * name.
 *
 * They do what module/root.ts does. Where the root logger has a method of the program's own, that one is called on their
 * behalf, as there.
 */
import { CRITICAL, DEBUG, ERROR, INFO, WARNING } from '@pylogging/formatter'
import { exceptionKeywords } from '../model/exc-info.js'
import { logPublic } from '../model/log-call.js'
import { Logger } from '../model/logger.js'
import type { MarkedPlace } from '../model/marked-place.js'
import { delegate } from '../model/running-call.js'
import { configuredRoot, critical, debug, error, exception, fatal, info, log, warning } from '../module/root.js'

export type FunctionName = 'debug' | 'info' | 'warning' | 'error' | 'critical' | 'fatal' | 'exception' | 'log'
type Method = (msg: unknown, ...args: unknown[]) => void

/** Their names. */
export const functions: ReadonlyMap<unknown, FunctionName> = new Map<unknown, FunctionName>([
  [debug, 'debug'],
  [info, 'info'],
  [warning, 'warning'],
  [error, 'error'],
  [critical, 'critical'],
  [fatal, 'fatal'],
  [exception, 'exception'],
  [log, 'log'],
])

const LEVELS = { debug: DEBUG, info: INFO, warning: WARNING, error: ERROR, critical: CRITICAL, fatal: CRITICAL }

/** Returns a function of the module that knows the place of the one call that is made of it. */
export function markedFunction(name: FunctionName, place: MarkedPlace): Method {
  if (name === 'log') return markedLog(place)
  return name === 'exception' ? markedException(place) : markedLevel(name, LEVELS[name], place)
}

function markedLevel(name: keyof typeof LEVELS, level: number, place: MarkedPlace): Method {
  const method = name === 'fatal' ? 'critical' : name
  return function marked(msg, ...args) {
    const logger = configuredRoot()
    if (logger[method] !== Logger.prototype[method]) delegate(marked, () => logger[method](msg, ...args))
    else if (logger.isEnabledFor(level)) logPublic(logger, marked, level, msg, args, place)
  }
}

function markedException(place: MarkedPlace): Method {
  return function marked(msg, ...args) {
    const logger = configuredRoot()
    const { prototype } = Logger
    if (logger.exception !== prototype.exception || logger.error !== prototype.error) {
      delegate(marked, () => logger.exception(msg, ...args))
    } else if (logger.isEnabledFor(ERROR)) {
      logPublic(logger, marked, ERROR, msg, args, place, exceptionKeywords(msg, args))
    }
  }
}

function markedLog(place: MarkedPlace): Method {
  return function marked(level, ...args) {
    const logger = configuredRoot()
    const [msg, ...rest] = args
    if (logger.log !== Logger.prototype.log || !Number.isInteger(level)) {
      delegate(marked, () => logger.log(level as number, ...(args as [unknown])))
    } else if (logger.isEnabledFor(level as number)) logPublic(logger, marked, level as number, msg, rest, place)
  }
}
