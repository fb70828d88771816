/**
 * A logger for one marked call: its methods are those of Logger, and know where the call stands.
 *
 * The level is asked when the method is called, after the arguments, as the unmarked method does.
 */
import { CRITICAL, DEBUG, ERROR, INFO, WARNING } from '@pylogging/formatter'
import { kw } from '../model/call-args.js'
import { exceptionKeywords } from '../model/exc-info.js'
import { logPublic } from '../model/log-call.js'
import { Logger } from '../model/logger.js'
import type { MarkedPlace } from '../model/marked-place.js'
import { shared } from '../model/shared.js'

export class MarkedLogger {
  declare readonly logger: Logger
  declare readonly place: MarkedPlace

  constructor(logger: Logger, place: MarkedPlace) {
    this.logger = logger
    this.place = place
  }

  debug(msg: unknown, ...args: unknown[]): void {
    const { logger } = this
    if (logger.isEnabledFor(DEBUG)) logPublic(logger, MarkedLogger.prototype.debug, DEBUG, msg, args, this.place)
  }

  info(msg: unknown, ...args: unknown[]): void {
    const { logger } = this
    if (logger.isEnabledFor(INFO)) logPublic(logger, MarkedLogger.prototype.info, INFO, msg, args, this.place)
  }

  warning(msg: unknown, ...args: unknown[]): void {
    const { logger } = this
    if (logger.isEnabledFor(WARNING)) logPublic(logger, MarkedLogger.prototype.warning, WARNING, msg, args, this.place)
  }

  error(msg: unknown, ...args: unknown[]): void {
    const { logger } = this
    if (logger.isEnabledFor(ERROR)) logPublic(logger, MarkedLogger.prototype.error, ERROR, msg, args, this.place)
  }

  critical(msg: unknown, ...args: unknown[]): void {
    const { logger } = this
    if (logger.isEnabledFor(CRITICAL)) {
      logPublic(logger, MarkedLogger.prototype.critical, CRITICAL, msg, args, this.place)
    }
  }

  fatal(msg: unknown, ...args: unknown[]): void {
    const { logger } = this
    if (logger.critical !== Logger.prototype.critical) logger.critical(msg, ...args)
    else if (logger.isEnabledFor(CRITICAL)) {
      logPublic(logger, MarkedLogger.prototype.fatal, CRITICAL, msg, args, this.place)
    }
  }

  exception(msg: unknown, ...args: unknown[]): void {
    const { logger } = this
    const isOwn = logger.error === Logger.prototype.error
    if (isOwn && !logger.isEnabledFor(ERROR)) return
    const keywords = exceptionKeywords(msg, args)
    if (isOwn) logPublic(logger, MarkedLogger.prototype.exception, ERROR, msg, args, this.place, keywords)
    else logger.error(msg, ...args, kw(keywords))
  }

  log(level: number, msg: unknown, ...args: unknown[]): void {
    const { logger } = this
    if (typeof level !== 'number' || !Number.isInteger(level)) {
      if (shared.raiseExceptions) throw new TypeError('level must be an integer')
      return
    }
    if (logger.isEnabledFor(level)) logPublic(logger, MarkedLogger.prototype.log, level, msg, args, this.place)
  }
}
