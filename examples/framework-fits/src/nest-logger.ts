/**
 * Nest's LoggerService: what Nest and `new Logger('Orders')` say goes to the logger `nest.Orders`.
 */
import type { LoggerService } from '@nestjs/common'
import { CRITICAL, DEBUG, ERROR, getLogger, INFO, WARNING } from '@pylogging/core'

export class PyLogger implements LoggerService {
  log(message: unknown, ...rest: unknown[]): void {
    log(INFO, message, rest)
  }

  warn(message: unknown, ...rest: unknown[]): void {
    log(WARNING, message, rest)
  }

  debug(message: unknown, ...rest: unknown[]): void {
    log(DEBUG, message, rest)
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    log(DEBUG, message, rest)
  }

  /** Nest hands over the text of a stack, if any, before the context; an Error brings its own. */
  error(message: unknown, ...rest: unknown[]): void {
    log(ERROR, message, rest)
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    log(CRITICAL, message, rest)
  }
}

/** @param rest - More to say, perhaps an Error, and the context at its end. */
function log(level: number, message: unknown, rest: unknown[]): void {
  const context = typeof rest.at(-1) === 'string' ? `nest.${rest.at(-1)}` : 'nest'
  const error = [message, ...rest].find((each) => each instanceof Error)
  getLogger(context).log(level, '%s', message, { exc_info: error ?? null })
}
