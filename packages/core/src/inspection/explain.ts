/**
 * The explanation why a record would come out, or would not: the questions that a log call asks on its way, step by
 * step, in sentences.
 *
 *   explain(getLogger('app.db'), 'INFO')
 *
 *   INFO on "app.db" comes out at 1 of 2 handlers.
 *     "app.db" takes INFO: its level is INFO, from "app".
 *     "app": <FileHandler /var/log/app.log (NOTSET)> takes it.
 *     root: <StreamHandler <stderr> (WARNING)> drops it, its level is above INFO.
 *
 * Nothing is logged and no filter of the program's is called: such a filter decides by the record, so it is named.
 */
import { checkLevel, getLevelName, LogRecord, NOTSET, repr } from '@pylogging/formatter'
import { NullHandler } from '../handlers/stream.js'
import { Filter, type FilterLike } from '../model/filter.js'
import type { Handler } from '../model/handler.js'
import type { LevelArgument } from '../model/log-types.js'
import type { Logger } from '../model/logger.js'
import { shared } from '../model/shared.js'

/** A logger, or an adapter of one. */
export type Explainable = Logger | { readonly logger: Explainable }

/**
 * Returns why a record of this level would come out or not, step by step, in sentences. Nothing is logged.
 *
 * @throws ValueError, TypeError as `setLevel` for what is no level.
 */
export function explain<const T extends number | string>(logger: Explainable, level: LevelArgument<T>): string {
  const asked = theLogger(logger)
  const number = checkLevel(level)
  const steps: string[] = []
  const outcome = atLogger(asked, number, steps) ? atHandlers(asked, number, steps) : 'does not come out'
  const head = `${getLevelName(number)} on ${title(asked)} ${outcome}.`
  return [head, ...steps.map((step) => `  ${step}`)].map((line) => `${line}\n`).join('')
}

function theLogger(logger: Explainable): Logger {
  return 'logger' in logger ? theLogger(logger.logger as Explainable) : logger
}

function title(logger: Logger): string {
  return logger === logger.root ? 'root' : `"${logger.name}"`
}

/** @returns Whether the record gets to the handlers. */
function atLogger(logger: Logger, level: number, steps: string[]): boolean {
  const name = title(logger)
  const shown = getLevelName(level)
  if (logger.disabled) {
    steps.push(`${name} is disabled.`)
    return false
  }
  const { disable } = logger.manager
  const effective = logger.getEffectiveLevel()
  const isEnabled = disable < level && level >= effective
  const remembered = logger._cache.get(level)
  if (disable >= level) steps.push(`logging.disable drops ${getLevelName(disable)} and below everywhere.`)
  else steps.push(`${name} ${isEnabled ? 'takes' : 'drops'} ${shown}: its level is ${levelSource(logger, effective)}.`)
  if (remembered !== undefined && remembered !== isEnabled) {
    steps.push(
      `But it still ${remembered ? 'takes' : 'drops'} it: a level was assigned where setLevel should be called.`,
    )
  }
  if (!(remembered ?? isEnabled)) return false
  return !filtersStop(logger.filters, logger, level, `The filters of ${name}`, steps)
}

function levelSource(logger: Logger, effective: number): string {
  let source: Logger | null = logger
  while (source !== null && source.level === NOTSET) source = source.parent
  const level = getLevelName(effective)
  if (source === null) return `${level}, none is set up to root`
  return source === logger ? level : `${level}, from ${title(source)}`
}

function atHandlers(logger: Logger, level: number, steps: string[]): string {
  let found = 0
  let taking = 0
  for (let each: Logger | null = logger; each !== null; each = each.parent) {
    for (const handler of each.handlers) {
      found += 1
      const answer = atHandler(handler, logger, level)
      if (answer.takes) taking += 1
      steps.push(`${title(each)}: ${repr(handler)} ${answer.text}.`)
    }
    if (!each.propagate && each.parent !== null) {
      steps.push(`${title(each)} does not propagate: what is above it gets nothing.`)
      break
    }
  }
  if (found === 0) return atLastResort(level, steps)
  if (taking === 0) return 'does not come out'
  return found === 1 ? 'comes out' : `comes out at ${taking} of ${found} handlers`
}

function atHandler(handler: Handler, logger: Logger, level: number): { takes: boolean; text: string } {
  if (level < handler.level) return { takes: false, text: `drops it, its level is above ${getLevelName(level)}` }
  if (handler.constructor === NullHandler) return { takes: false, text: 'takes it and does nothing' }
  const steps: string[] = []
  const isStopped = filtersStop(handler.filters ?? [], logger, level, 'its filters', steps)
  const text = [isStopped ? 'drops it' : 'takes it', ...steps.map((step) => step.replace(/\.$/, ''))].join(', ')
  return { takes: !isStopped, text: handler._closed && !isStopped ? `${text}, though it is closed` : text }
}

/** Asks Python's own filters, which go by the name alone, and names the others. */
function filtersStop(
  filters: readonly FilterLike[],
  logger: Logger,
  level: number,
  owner: string,
  steps: string[],
): boolean {
  const isPlain = (filter: FilterLike): filter is Filter => (filter as object).constructor === Filter
  const record = new LogRecord(logger.name, level, '', 0, '', [], null)
  const stopping = filters.find((filter) => isPlain(filter) && !filter.filter(record))
  const others = filters.filter((filter) => !isPlain(filter))
  if (stopping !== undefined) steps.push(`${owner} drop it: ${repr(stopping)}.`)
  else if (others.length > 0)
    steps.push(`${owner} decide by the record: ${others.map((each) => repr(each)).join(', ')}.`)
  return stopping !== undefined
}

function atLastResort(level: number, steps: string[]): string {
  const { lastResort } = shared
  const isPrinted = Boolean(lastResort) && level >= (lastResort?.level ?? 0)
  const bare = isPrinted ? 'prints it bare on stderr' : `takes ${getLevelName(lastResort?.level ?? 0)} and above`
  steps.push(
    `There is no handler up to root; ${lastResort ? `logging.lastResort ${bare}` : 'logging.lastResort is null'}.`,
  )
  return isPrinted ? 'comes out' : 'does not come out'
}
