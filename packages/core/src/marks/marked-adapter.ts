/** A LoggerAdapter for one marked call: its methods are those of LoggerAdapter, and know where the call stands. */
import { CRITICAL, DEBUG, ERROR, INFO, WARNING } from '@pylogging/formatter'
import { type AdaptedLogger, isLogOverridden, type LoggerAdapter, logThrough } from '../model/adapter.js'
import { kw } from '../model/call-args.js'
import { exceptionKeywords } from '../model/exc-info.js'
import type { MarkedPlace } from '../model/marked-place.js'
import { shared } from '../model/shared.js'

type LevelMethod = (this: MarkedAdapter, msg: unknown, ...args: unknown[]) => void

export class MarkedAdapter {
  declare readonly adapter: LoggerAdapter<AdaptedLogger>
  declare readonly place: MarkedPlace
  declare debug: LevelMethod
  declare info: LevelMethod
  declare warning: LevelMethod
  declare error: LevelMethod
  declare critical: LevelMethod

  constructor(adapter: LoggerAdapter<AdaptedLogger>, place: MarkedPlace) {
    this.adapter = adapter
    this.place = place
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

function methodOf(level: number): LevelMethod {
  return function marked(msg, ...args) {
    const { adapter, place } = this
    if (isLogOverridden(adapter)) adapter.log(level, msg, ...args)
    else if (adapter.isEnabledFor(level)) logThrough(adapter, marked, level, msg, args, undefined, place)
  }
}

Object.assign(MarkedAdapter.prototype, {
  debug: methodOf(DEBUG),
  info: methodOf(INFO),
  warning: methodOf(WARNING),
  error: methodOf(ERROR),
  critical: methodOf(CRITICAL),
})
