/** The state of loggers and handlers that a configuration changes, kept so that it can be put back. */
import { NOTSET } from '@pylogging/formatter'
import type { FilterLike } from '../model/filter.js'
import type { Handler } from '../model/handler.js'
import type { Logger } from '../model/logger.js'
import { manager, root } from '../model/tree.js'

interface LoggerState {
  readonly level: number
  readonly propagate: boolean
  readonly disabled: boolean
  readonly handlers: readonly Handler[]
  readonly filters: readonly FilterLike[]
}

/** A logger that is not in here was not there yet. */
export type TreeState = ReadonlyMap<Logger, LoggerState>

const FRESH: LoggerState = { level: NOTSET, propagate: true, disabled: false, handlers: [], filters: [] }

export function captureTree(): TreeState {
  return new Map(allLoggers().map((logger) => [logger, stateOf(logger)]))
}

/** Makes the tree what it was. Loggers that came since stay, as if nobody had configured them. */
export function restoreTree(state: TreeState): void {
  for (const logger of allLoggers()) {
    const { handlers, filters, ...others } = state.get(logger) ?? FRESH
    Object.assign(logger, others, { handlers: [...handlers], filters: [...filters] })
  }
  manager._clear_cache()
}

/** Takes back what was changed from one state to the other, except where the program has changed it again since. */
export function revertChange(before: TreeState, after: TreeState): void {
  for (const [logger, then] of after) {
    const prior = before.get(logger) ?? FRESH
    if (logger.level === then.level) logger.level = prior.level
    if (logger.propagate === then.propagate) logger.propagate = prior.propagate
    if (logger.disabled === then.disabled) logger.disabled = prior.disabled
    logger.handlers = logger.handlers.filter((each) => !isAdded(each, prior.handlers, then.handlers))
    logger.filters = logger.filters.filter((each) => !isAdded(each, prior.filters, then.filters))
  }
  manager._clear_cache()
}

function isAdded<T>(each: T, prior: readonly T[], then: readonly T[]): boolean {
  return then.includes(each) && !prior.includes(each)
}

function stateOf({ level, propagate, disabled, handlers, filters }: Logger): LoggerState {
  return { level, propagate, disabled, handlers: [...handlers], filters: [...filters] }
}

function allLoggers(): Logger[] {
  return [root, ...[...manager.loggerDict.values()].filter((each): each is Logger => !('loggerMap' in each))]
}
