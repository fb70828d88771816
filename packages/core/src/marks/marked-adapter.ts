/** A LoggerAdapter for one marked call: its methods are those of LoggerAdapter, and know where the call stands. */
import { CRITICAL, DEBUG, ERROR, INFO, WARNING } from '@pylogging/formatter'
import { type AdaptedLogger, isLogOverridden, type LoggerAdapter, logThrough } from '../model/adapter.js'
import { kw } from '../model/call-args.js'
import { exceptionKeywords } from '../model/exc-info.js'
import type { MarkedPlace } from '../model/marked-place.js'
import { shared } from '../model/shared.js'

export class MarkedAdapter {
  declare readonly adapter: LoggerAdapter<AdaptedLogger>
  declare readonly place: MarkedPlace

  constructor(adapter: LoggerAdapter<AdaptedLogger>, place: MarkedPlace) {
    this.adapter = adapter
    this.place = place
  }

  debug(msg: unknown, ...args: unknown[]): void {
    const { adapter, place } = this
    if (isLogOverridden(adapter)) adapter.log(DEBUG, msg, ...args)
    else if (adapter.isEnabledFor(DEBUG)) {
      logThrough(adapter, MarkedAdapter.prototype.debug, DEBUG, msg, args, undefined, place)
    }
  }

  info(msg: unknown, ...args: unknown[]): void {
    const { adapter, place } = this
    if (isLogOverridden(adapter)) adapter.log(INFO, msg, ...args)
    else if (adapter.isEnabledFor(INFO)) {
      logThrough(adapter, MarkedAdapter.prototype.info, INFO, msg, args, undefined, place)
    }
  }

  warning(msg: unknown, ...args: unknown[]): void {
    const { adapter, place } = this
    if (isLogOverridden(adapter)) adapter.log(WARNING, msg, ...args)
    else if (adapter.isEnabledFor(WARNING)) {
      logThrough(adapter, MarkedAdapter.prototype.warning, WARNING, msg, args, undefined, place)
    }
  }

  error(msg: unknown, ...args: unknown[]): void {
    const { adapter, place } = this
    if (isLogOverridden(adapter)) adapter.log(ERROR, msg, ...args)
    else if (adapter.isEnabledFor(ERROR)) {
      logThrough(adapter, MarkedAdapter.prototype.error, ERROR, msg, args, undefined, place)
    }
  }

  critical(msg: unknown, ...args: unknown[]): void {
    const { adapter, place } = this
    if (isLogOverridden(adapter)) adapter.log(CRITICAL, msg, ...args)
    else if (adapter.isEnabledFor(CRITICAL)) {
      logThrough(adapter, MarkedAdapter.prototype.critical, CRITICAL, msg, args, undefined, place)
    }
  }

  exception(msg: unknown, ...args: unknown[]): void {
    const { adapter, place } = this
    const isOwn = !isLogOverridden(adapter)
    if (isOwn && !adapter.isEnabledFor(ERROR)) return
    const keywords = exceptionKeywords(msg, args)
    if (isOwn) logThrough(adapter, MarkedAdapter.prototype.exception, ERROR, msg, args, keywords, place)
    else adapter.log(ERROR, msg, ...args, kw(keywords))
  }

  log(level: number, msg: unknown, ...args: unknown[]): void {
    const { adapter, place } = this
    if (typeof level !== 'number' && shared.raiseExceptions) throw new TypeError('level must be an integer')
    if (adapter.isEnabledFor(level)) {
      logThrough(adapter, MarkedAdapter.prototype.log, level, msg, args, undefined, place)
    }
  }
}
