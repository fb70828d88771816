/**
 * What can be said of the handlers and loggers that a configuration makes, whatever form it has: files that never rotate,
 * records that come out twice, formats that ask a record for what it does not have.
 */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { Formatter, isError, LogRecord, nearestName } from '@pylogging/formatter'
import type { Handler } from '../model/handler.js'
import type { Logger } from '../model/logger.js'
import { shared } from '../model/shared.js'
import type { Finding, Severity } from './findings.js'

/** How a part of the file is called, by its kind, its name and one of its keys. */
export type Places = (kind: 'handler' | 'formatter' | 'logger', name: string, key?: string) => string

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
  const sign = /\$\{?\w+\}?|%\w+%|(?<=^|[\\/])~(?=[\\/])/.exec(path)?.[0]
  if (sign !== undefined) {
    return [
      finding(
        'warning',
        at,
        `${sign} is not expanded: it is part of the file's name`,
        'loadConfig(file, { env: true }) fills in ${NAME}; here, --env',
      ),
    ]
  }
  const folder = dirname(path)
  if (existsSync(folder)) return []
  return [
    finding(
      'hint',
      at,
      `there is no folder ${folder} on this machine: opening the file fails`,
      'make it before configuring',
    ),
  ]
}

/** A record that has nothing but its own attributes must do. */
function checkFormat({ formatter }: Handler, at: string): Finding[] {
  const record = new LogRecord('name', 20, 'file.ts', 1, 'message', [], null)
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
    const advice = 'a filter, `extra` or "defaults" must give it to every record, else the record is lost'
    return field === undefined
      ? [finding('warning', at, `no record can be formatted: ${message}`, 'correct the format')]
      : [finding('hint', at, message, advice)]
  }
}

/** The most common trap of all: the same handler at a logger and above it. */
function checkTwice(places: Places): Finding[] {
  const loggers = [...(shared.manager?.loggerDict ?? [])].filter(
    (entry): entry is [string, Logger] => !('loggerMap' in entry[1]),
  )
  return loggers.flatMap(([name, logger]) =>
    logger.handlers.flatMap((handler) => {
      const above = logger.propagate ? ownerAbove(logger, handler) : null
      if (above === null) return []
      const owner = above === shared.root ? 'root' : JSON.stringify(above.name)
      const message = `records come out twice at ${JSON.stringify(handler.name)}: here and at ${owner}`
      return [
        finding(
          'warning',
          places('logger', name, 'handlers'),
          message,
          'take the handler out of one, or set propagate to false',
        ),
      ]
    }),
  )
}

function ownerAbove(logger: Logger, handler: Handler): Logger | null {
  for (let each = logger.parent; each !== null; each = each.propagate ? each.parent : null) {
    if (each.handlers.includes(handler)) return each
  }
  return null
}

function finding(severity: Severity, path: string, message: string, advice: string): Finding {
  return { path, severity, message, advice }
}
