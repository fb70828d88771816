/**
 * The work of fileConfig: logging is configured from an INI file.
 *
 *   [loggers]           [handlers]          [formatters]
 *   keys = root,db      keys = file         keys = plain
 *
 *   [logger_db]                             [handler_file]
 *   qualname = app.db                       class = handlers.RotatingFileHandler
 *   handlers = file                         args = ('app.log', 'a', 10*1024*1024, 5)
 *
 * The order of work is CPython's, and so is what a file that fails half way leaves behind: formatters are made first, then
 * the handlers that were there are closed, then root gets its handlers, then the other loggers.
 *
 * `class`, `args`, `kwargs` and `defaults` are Python expressions; python-literal.ts computes them without any Python.
 *
 * Source: CPython 3.13.0, Lib/logging/config.py, fileConfig.
 */
import { Formatter, isError, typeName } from '@pylogging/formatter'
import { advise } from '../ground/advice.js'
import { KeyError, ValueError } from '../ground/errors.js'
import type { RecordFormatter } from '../model/contracts.js'
import type { Handler } from '../model/handler.js'
import type { Logger } from '../model/logger.js'
import { getLogger, root } from '../model/tree.js'
import { ImportError } from '../python/errors.js'
import { plainValue } from '../python/literal-containers.js'
import { strip } from '../python/python-space.js'
import { keywordsObject } from '../python/references.js'
import { callPositional } from './call-factory.js'
import { clearExistingHandlers, ExistingLoggers } from './existing-loggers.js'
import { Budget, checkLoggerName, MAX_EXPRESSIONS, MAX_READS } from './extent.js'
import { handlerClass, markedValue } from './file-expressions.js'
import { isKind } from './handler-options.js'
import type { RawConfigParser } from './ini.js'
import { changingLevels, setLevelOf } from './many-levels.js'
import { findName, resolveName } from './registry.js'
import { addUnknownNames, type NamedAt } from './unknown-names.js'

/** The value of an expression. */
type Evaluate = (expression: string) => unknown

/**
 * Configures logging from a file that was read.
 *
 * @param fill - Changes the values of `args`, `kwargs` and `defaults`.
 */
export function configureFrom(
  parser: RawConfigParser,
  disable: boolean,
  fill: (value: unknown) => unknown = (value) => value,
): void {
  const letters = new Budget(MAX_EXPRESSIONS)
  const evaluated = (expression: string) => {
    letters.spend(expression.length)
    return fill(markedValue(expression))
  }
  try {
    const formatters = makeFormatters(parser, evaluated)
    clearExistingHandlers()
    const handlers = makeHandlers(parser, formatters, evaluated)
    changingLevels(() => configureLoggers(parser, handlers, disable))
  } catch (error) {
    addUnknownNames(error, namesIn(parser), isKnown)
    throw error
  }
}

function makeFormatters(parser: RawConfigParser, evaluated: Evaluate): Map<string, RecordFormatter> {
  const formatters = new Map<string, RecordFormatter>()
  const keys = itemOf(parser, 'formatters', 'keys')
  if (keys === '') return formatters
  for (const name of names(keys))
    inSection(`formatter_${name}`, (section) => {
      const raw = (option: string, fallback: string | null) => parser.get(section, option, { raw: true, fallback })
      const args = [raw('format', null), raw('datefmt', null), raw('style', '%')]
      const defaults = raw('defaults', null)
      // The section must be there by now.
      if (!parser.has_section(section)) throw noSection(section)
      const className = parser.has_option(section, 'class') ? parser.item(section, 'class') : ''
      const klass = className === '' ? Formatter : resolveName(className)
      const keywords: Record<string, unknown> = defaults === null ? {} : { defaults: objectOf(evaluated(defaults)) }
      formatters.set(name, callPositional(klass, args, keywords) as RecordFormatter)
    })
  return formatters
}

function makeHandlers(
  parser: RawConfigParser,
  formatters: ReadonlyMap<string, RecordFormatter>,
  evaluated: Evaluate,
): Map<string, Handler> {
  const handlers = new Map<string, Handler>()
  const keys = itemOf(parser, 'handlers', 'keys')
  if (keys === '') return handlers
  const targets: [handler: Handler, target: string][] = []
  for (const name of names(keys))
    inSection(`handler_${name}`, (section) => {
      const optional = (option: string, otherwise: string) => {
        return parser.has_option(section, option) ? parser.item(section, option) : otherwise
      }
      const className = itemOf(parser, section, 'class')
      const formatter = optional('formatter', '')
      const klass = handlerClass(className)
      const args = evaluated(optional('args', '()'))
      const kwargs = mapping(klass, evaluated(optional('kwargs', '{}')))
      const handler = callPositional(klass, positional(klass, args), keywordsOf(kwargs)) as Handler
      handler.name = name
      if (parser.has_option(section, 'level')) handler.setLevel(parser.item(section, 'level'))
      if (formatter !== '') handler.setFormatter(found(formatters, formatter, 'formatter'))
      if (isKind(klass, 'MemoryHandler')) {
        const target = optional('target', '')
        if (target !== '') targets.push([handler, target])
      }
      handlers.set(name, handler)
    })
  for (const [handler, target] of targets) {
    ;(handler as unknown as { setTarget(target: Handler): void }).setTarget(found(handlers, target, 'handler'))
  }
  return handlers
}

function configureLoggers(parser: RawConfigParser, handlers: ReadonlyMap<string, Handler>, disable: boolean): void {
  const budget = new Budget(MAX_READS)
  const handlerOf = (name: string) => {
    budget.spend(1)
    return found(handlers, name, 'handler')
  }
  const keys = names(itemOf(parser, 'loggers', 'keys'))
  if (!keys.includes('root'))
    throw advise(new ValueError('list.remove(x): x not in list'), '[loggers] keys must name root.')
  keys.splice(keys.indexOf('root'), 1)
  inSection('logger_root', (section) => configureLogger(parser, section, root, handlerOf))
  const existing = new ExistingLoggers()
  for (const key of keys)
    inSection(`logger_${key}`, (section) => {
      const qualname = itemOf(parser, section, 'qualname')
      const propagate = parser.getint(section, 'propagate', { fallback: 1 })
      checkLoggerName(qualname)
      const logger = getLogger(qualname)
      existing.configured(qualname)
      configureLogger(parser, section, logger, handlerOf, () => {
        logger.propagate = propagate !== 0
        logger.disabled = false
      })
    })
  existing.finish(disable)
}

function configureLogger(
  parser: RawConfigParser,
  section: string,
  logger: Logger,
  handlerOf: (name: string) => Handler,
  beforeHandlers?: () => void,
): void {
  if (!parser.has_section(section)) throw noSection(section)
  if (parser.has_option(section, 'level')) setLevelOf(logger, parser.item(section, 'level'))
  for (const handler of [...logger.handlers]) logger.removeHandler(handler)
  beforeHandlers?.()
  const list = itemOf(parser, section, 'handlers')
  if (list === '') return
  for (const name of names(list)) logger.addHandler(handlerOf(name))
}

/** The names of a list such as `file, console`. */
function names(list: string): string[] {
  return list.split(',').map(strip)
}

function found<T>(things: ReadonlyMap<string, T>, name: string, kind: 'formatter' | 'handler'): T {
  const thing = things.get(name)
  if (thing !== undefined) return thing
  const known = things.size === 0 ? 'nothing' : [...things.keys()].join(', ')
  throw advise(new KeyError(name), `No ${kind} has this name: [${kind}s] keys has ${known}.`)
}

/** `parser.item`, saying what is missing. */
function itemOf(parser: RawConfigParser, section: string, option: string): string {
  if (!parser.has_section(section)) throw noSection(section)
  if (!parser.has_option(section, option)) {
    throw advise(new KeyError(option), `The option ${option} is missing in [${section}].`)
  }
  return parser.item(section, option)
}

function noSection(section: string): KeyError {
  return advise(new KeyError(section), `There is no section [${section}].`)
}

/** Says of an error in which section it was, unless it does. */
function inSection(section: string, configure: (section: string) => void): void {
  try {
    configure(section)
  } catch (error) {
    // An error that lists all unknown names has their sections in it.
    const isPlaced = error instanceof ImportError || (isError(error) && error.message.includes(section))
    throw isPlaced ? error : advise(error, `In [${section}].`)
  }
}

/** Returns the name of a call in Python's errors. */
function callName(klass: unknown): string {
  const { name } = klass as { readonly name: string }
  if (findName(`logging.${name}`) === klass) return `logging.${name}()`
  return `${findName(`logging.handlers.${name}`) === klass ? 'logging.handlers.' : ''}${name}()`
}

/** Returns the arguments that stand behind `*` of a call. */
function positional(klass: unknown, args: unknown): unknown[] {
  const isIterable = typeof args === 'string' || (typeof args === 'object' && args !== null && Symbol.iterator in args)
  if (!isIterable) throw new TypeError(`${callName(klass)} argument after * must be an iterable, not ${typeName(args)}`)
  return [...(args instanceof Map ? args.keys() : (args as Iterable<unknown>))].map(plainValue)
}

/** A dict as the object that Formatter takes; its values keep their marks, for they are printed. */
function objectOf(value: unknown): unknown {
  if (!(value instanceof Map) || ![...value.keys()].every((key) => typeof key === 'string')) return value
  return keywordsObject(value as Map<string, unknown>)
}

/** Returns the keywords that stand behind `**` of a call. */
function mapping(klass: unknown, kwargs: unknown): ReadonlyMap<unknown, unknown> {
  if (kwargs instanceof Map) return kwargs
  throw new TypeError(`${callName(klass)} argument after ** must be a mapping, not ${typeName(kwargs)}`)
}

function keywordsOf(kwargs: ReadonlyMap<unknown, unknown>): Readonly<Record<string, unknown>> {
  if (![...kwargs.keys()].every((key) => typeof key === 'string')) throw new TypeError('keywords must be strings')
  return plainValue(kwargs) as Readonly<Record<string, unknown>>
}

/** The names that the file would look up. */
function namesIn(parser: RawConfigParser): NamedAt[] {
  return parser.sections().flatMap((section) => {
    const isPlace = section.startsWith('handler_') || section.startsWith('formatter_')
    const name = isPlace ? parser.get(section, 'class', { raw: true, fallback: null }) : null
    return name ? [{ path: `[${section}] class`, name }] : []
  })
}

/** A name of a handler's class may be short, one of a formatter's not; either finds what is there. */
function isKnown(name: string): unknown {
  return findName(name) ?? findName(`logging.${name}`)
}
