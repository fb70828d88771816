/**
 * Findings about the handlers and loggers that a configuration makes, whatever form it has: files that never rotate,
 * records that come out twice, formats that ask a record for attributes that it does not have.
 */
import { Formatter, isError, LogRecord, nearestName } from '@pylogging/formatter'
import { NullHandler } from '../handlers/stream.js'
import type { FilterLike } from '../model/filter.js'
import type { Handler } from '../model/handler.js'
import type { Logger } from '../model/logger.js'
import { shared } from '../model/shared.js'
import { checkFiles } from './check-files.js'
import { checkPeers } from './check-peers.js'
import { FILLING, unexpanded } from './check-values.js'
import { type Finding, finding, type Places } from './findings.js'
import { isStandIn } from './stand-ins.js'

/** The attributes of handlers that are read here. The ones that are there tell which kind of handler it is. */
interface Shown {
  readonly backupCount?: number
  readonly baseFilename?: string
  readonly flushLevel?: number
  readonly listener?: unknown
  readonly maxBytes?: number
  readonly stream?: unknown
  readonly target?: unknown
  readonly when?: string
}

const ATTRIBUTES = [...Object.keys(new LogRecord('', 0, '', 0, '', [], null).toDict()), 'message', 'asctime']

export function checkMade(
  handlers: ReadonlyMap<string, Handler>,
  used: ReadonlySet<string>,
  places: Places,
): Finding[] {
  const found = [...handlers].flatMap(([name, handler]) => {
    const at = (key?: string) => places('handler', name, key)
    return [...checkHandler(handler as Shown, at), ...checkFormat(handler, at('formatter'))]
  })
  const unused = [...handlers.keys()].filter((name) => !used.has(name))
  return [
    ...found,
    ...checkFiles(handlers, places),
    ...checkPeers(handlers, places),
    ...unused.map((name) =>
      finding('hint', places('handler', name), 'nothing uses it', 'name it in handlers of a logger, or take it out'),
    ),
    ...checkTwice(places),
  ]
}

function checkHandler(handler: Shown, at: (key?: string) => string): Finding[] {
  const { maxBytes, backupCount, when, flushLevel, target, stream, baseFilename, listener } = handler
  const findings: Finding[] = []
  // One that goes by time may have a size too.
  if (when === undefined && maxBytes === 0) {
    findings.push(
      finding(
        'warning',
        at('maxBytes'),
        'without maxBytes the file is never rotated and grows for ever',
        'give maxBytes and backupCount',
      ),
    )
  } else if (maxBytes && backupCount === 0) {
    findings.push(
      finding(
        'warning',
        at('backupCount'),
        'without backupCount the file is never rotated, whatever maxBytes is',
        'give how many old files are kept',
      ),
    )
  }
  if (when !== undefined && backupCount === 0) {
    findings.push(
      finding('hint', at('backupCount'), 'without backupCount no old file is ever removed', 'give how many are kept'),
    )
  }
  if (flushLevel !== undefined && !target) {
    findings.push(
      finding(
        'warning',
        at('target'),
        'without a target records are kept in memory and go nowhere',
        'name the handler they go to',
      ),
    )
  }
  if (listener) {
    findings.push(
      finding(
        'hint',
        at('listener'),
        'the listener is made but not started',
        `start it: getHandlerByName(…).listener.start()`,
      ),
    )
  }
  if (stream !== undefined && stream !== null && typeof (stream as { write?: unknown }).write !== 'function') {
    const shown = JSON.stringify(stream) ?? String(stream)
    findings.push(
      finding(
        'error',
        at('stream'),
        `${shown} is no stream, every record fails`,
        'write ext://sys.stdout or ext://sys.stderr',
      ),
    )
  }
  if (baseFilename !== undefined) findings.push(...checkPath(baseFilename, at('filename')))
  return findings
}

function checkPath(path: string, at: string): Finding[] {
  const sign = unexpanded(path)
  if (sign === undefined) return []
  return [finding('warning', at, `${sign} is not expanded: it is part of the file's name`, FILLING)]
}

/** A record must do that has nothing but its own attributes and what the filters before the formatter give it. */
function checkFormat(handler: Handler, at: string): Finding[] {
  const { formatter } = handler
  const filters = filtersBefore(handler)
  const record = filtered(new LogRecord('name', 20, 'file.ts', 1, 'message', [], null), filters)
  try {
    formatter?.format(record)
    return []
  } catch (error) {
    const message = isError(error) ? error.message : String(error)
    const field = /field not found in record: '([^']*)'/.exec(message)?.[1]
    const near = field === undefined ? undefined : nearestName(field, ATTRIBUTES)
    if (near !== undefined) return [finding('warning', at, message, `did you mean ${near}?`)]
    // A class of its own may want records of its own, as uvicorn's for requests does.
    if (field === undefined && formatter?.constructor !== Formatter) return []
    if (field === undefined) {
      return [finding('error', at, `no record can be formatted: ${message}`, 'correct the format')]
    }
    // A filter that is not here may well be what gives it.
    if (filters.some((each) => isStandIn((each as object).constructor))) return []
    const advice = 'a filter, `extra` or "defaults" must give it to every record, else the record is lost'
    return [finding('hint', at, message, advice)]
  }
}

/** The filters that a record has passed when the handler's formatter gets it, where one logger alone has the handler. */
function filtersBefore(handler: Handler): readonly FilterLike[] {
  const loggers = [shared.root, ...(shared.manager?.loggerDict.values() ?? [])] as Partial<Logger>[]
  const owners = loggers.filter(({ handlers }) => handlers?.includes(handler))
  return [...owners.flatMap(({ filters }) => filters ?? []), ...handler.filters]
}

function filtered(record: LogRecord, filters: readonly FilterLike[]): LogRecord {
  let result = record
  for (const filter of filters) {
    try {
      const answer = typeof filter === 'function' ? filter(result) : filter.filter(result)
      if (answer instanceof LogRecord) result = answer
    } catch {
      // The filter may need something of its program, which is not running here.
    }
  }
  return result
}

/** The most common trap of all: the same handler at a logger and above it, or another that writes to the same place. */
function checkTwice(places: Places): Finding[] {
  const loggers = [...(shared.manager?.loggerDict ?? [])].filter(
    (entry): entry is [string, Logger] => !('loggerMap' in entry[1]),
  )
  return loggers.flatMap(([name, logger]) =>
    logger.handlers.flatMap((handler) => {
      const above = logger.propagate ? twinAbove(logger, handler as Handler) : null
      if (above === null) return []
      const owner = above.logger === shared.root ? 'root' : JSON.stringify(above.logger.name)
      const twin = above.handler === handler ? '' : ` by ${JSON.stringify(above.handler.name)}`
      const message = `records come out twice at ${JSON.stringify(handler.name)}: here and at ${owner}${twin}`
      const advice = 'take the handler out of one, or set propagate to false'
      return [finding('warning', places('logger', name, 'handlers'), message, advice)]
    }),
  )
}

function twinAbove(logger: Logger, handler: Handler): { readonly logger: Logger; readonly handler: Handler } | null {
  if (handler instanceof NullHandler) return null
  for (
    let each = logger.parent as Logger | null;
    each !== null;
    each = each.propagate ? (each.parent as Logger | null) : null
  ) {
    const twin = (each.handlers as Handler[]).find((other) => other === handler || isSamePlace(other, handler))
    if (twin !== undefined) return { logger: each, handler: twin }
  }
  return null
}

/** Handlers with filters may well share the records of one place among them. */
function isSamePlace(one: Handler, other: Handler): boolean {
  if (one.filters.length > 0 || other.filters.length > 0) return false
  const [from, to] = [one as Shown, other as Shown]
  const isStandard = from.stream === process.stdout || from.stream === process.stderr
  if (isStandard && from.stream === to.stream) return true
  return from.baseFilename !== undefined && from.baseFilename === to.baseFilename
}
