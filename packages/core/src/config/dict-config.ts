/**
 * Python's dictConfig: a dict that says which formatters, filters, handlers and loggers there are.
 *
 *   dictConfig({
 *     version: 1,
 *     handlers: { console: { class: 'logging.StreamHandler', level: 'INFO' } },
 *     root: { handlers: ['console'], level: 'DEBUG' },
 *   })
 *
 * The order of work is CPython's, and so is what a configuration that fails half way leaves behind: the handlers that were
 * there are closed first, formatters, filters and handlers are made, then loggers get theirs, root at the end.
 *
 * A mistake in the configuration is a ValueError that says where it is, with the reason as its `cause`. The caller's
 * own dict is not changed.
 *
 * Source: CPython 3.13.0, Lib/logging/config.py, DictConfigurator.
 */
import { checkLevel, Formatter, isError, isPlainObject, repr, str } from '@pylogging/formatter'
import { advise } from '../ground/advice.js'
import { ValueError } from '../ground/errors.js'
import type { RecordFormatter } from '../model/contracts.js'
import { Filter, type Filterer, type FilterLike } from '../model/filter.js'
import type { Handler } from '../model/handler.js'
import { getHandlerByName } from '../model/handler-names.js'
import type { Logger } from '../model/logger.js'
import { getLogger, root } from '../model/tree.js'
import { configModule } from '../python/known-modules.js'
import { asDict, contains, dictCopy, isTrue, item, iterate, setItem, sortedKeys } from '../python/python-objects.js'
import { type ConvertingDict, toValue, withoutLookingUp } from '../python/references.js'
import { BaseConfigurator, noClass, setAttributes } from './base-configurator.js'
import { callFactory, callPositional, namesArgument, withOldStreamName } from './call-factory.js'
import type { ConfigurationArgument } from './config-types.js'
import { clearExistingHandlers, ExistingLoggers } from './existing-loggers.js'
import { checkLoggerName } from './extent.js'
import { isFilter, isKind, makeQueueHandler, prepareOptions } from './handler-options.js'
import { changingLevels, setLevelOf } from './many-levels.js'
import { resolveName } from './registry.js'
import { addUnknownNames, namesInDict } from './unknown-names.js'

/** Any dict of the schema: docs.python.org/3.13/library/logging.config.html#dictionary-schema-details */
export type DictConfig = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>

/**
 * Configures logging from a dict.
 *
 * @throws ValueError, with the reason as `cause`; what was done until then stays.
 */
export function dictConfig<const Given>(config: ConfigurationArgument<Given>): void {
  const { dictConfigClass } = configModule as { dictConfigClass: new (config: DictConfig) => { configure(): void } }
  new dictConfigClass(config as DictConfig).configure()
}

/**
 * Gives back a configuration, checked by its types, for one that stands in a file of its own.
 *
 * @example export default defineConfig({ version: 1, root: { level: 'INFO' } })
 */
export function defineConfig<const Given>(config: ConfigurationArgument<Given>): Given {
  return config as Given
}

const VERSION = 'Give it as "version": 1, a number.'

/**
 * The configurator that `dictConfig` works with; a subclass of it is set as `dictConfigClass` of the default export.
 */
export class DictConfigurator extends BaseConfigurator {
  readonly #given: unknown

  constructor(config: unknown) {
    super(config)
    this.#given = config
  }

  /** Does what the configuration says. @throws As `dictConfig`. */
  configure(): void {
    const { config } = this
    if (!config.has('version')) throw advise(new ValueError("dictionary doesn't specify a version"), VERSION)
    const version = config.item('version')
    if (Number(version) !== 1 || typeof version === 'string') {
      throw advise(new ValueError(`Unsupported version: ${str(version)}`), VERSION)
    }
    try {
      if (isTrue(config.pop('incremental', false))) this.#changeLevels()
      else this.#replaceAll()
    } catch (error) {
      addUnknownNames(error, namesInDict(this.#given))
      throw error
    }
  }

  /** A formatter, from a factory or from format, datefmt, style, class, validate and defaults. */
  configure_formatter(options: unknown): unknown {
    if (contains(options, '()')) return this.#customFormatter(options)
    const dict = asDict(options, 'get')
    const [format, datefmt, className] = [dict.get('format'), dict.get('datefmt'), dict.get('class')]
    const style = dict.get('style', '%')
    // The formatter merges these with records, which in Python looks no reference up.
    const defaults = withoutLookingUp(dict.get('defaults'))
    const formatter = isTrue(className) ? resolveClass(className) : Formatter
    const given = [isTrue(format) ? toValue(format) : null, toValue(datefmt), toValue(style)]
    if (dict.has('validate')) given.push(isTrue(dict.item('validate')))
    const keywords: Record<string, unknown> = defaults === null ? {} : { defaults }
    // A style that is a dict is no keywords.
    return isPlainObject(given.at(-1))
      ? callFactory(formatter, keywords, given)
      : callPositional(formatter, given, keywords)
  }

  /** A filter, from a factory or with a `name`. */
  configure_filter(options: unknown): unknown {
    if (contains(options, '()')) return this.configure_custom(options)
    return new Filter({ name: toValue(asDict(options, 'get').get('name', '')) as string })
  }

  /** Filters by name, or filters themselves. */
  add_filters(filterer: Filterer, filters: unknown): void {
    for (const each of this.namesIn(filters)) {
      try {
        filterer.addFilter(isFilter(each) ? each : (item(this.config.item('filters'), each) as FilterLike))
      } catch (error) {
        throw new ValueError(`Unable to add filter ${repr(each)}`, { cause: error })
      }
    }
  }

  /** A handler, from a factory or a class and its keywords. */
  configure_handler(given: unknown): Handler {
    const copy = dictCopy(given)
    const options = asDict(given, 'pop')
    const formatter = this.#formatterOf(options.pop('formatter', null))
    const level = options.pop('level', null)
    const filters = options.pop('filters', null)
    const make = this.#handlerFactory(options, copy)
    const handler = withOldStreamName(make, this.keywords(options)) as Handler
    if (isTrue(formatter)) handler.setFormatter(formatter as RecordFormatter)
    if (level !== null) handler.setLevel(checkLevel(level))
    if (isTrue(filters)) this.add_filters(handler, filters)
    setAttributes(handler, options.pop('.', null))
    return handler
  }

  /** Adds handlers by their names. @throws ValueError for a name that the configuration lacks. */
  add_handlers(logger: Logger, handlers: unknown): void {
    for (const name of this.namesIn(handlers)) {
      try {
        logger.addHandler(item(this.config.item('handlers'), name) as Handler)
      } catch (error) {
        throw new ValueError(`Unable to add handler ${repr(name)}`, { cause: error })
      }
    }
  }

  /**
   * Does for a logger the part that root and other loggers have in common. Filters are added to those that are there.
   */
  common_logger_config(logger: Logger, options: unknown, incremental = false): void {
    const level = asDict(options, 'get').get('level')
    if (level !== null) setLevelOf(logger, checkLevel(level))
    if (incremental) return
    for (const handler of [...logger.handlers]) logger.removeHandler(handler)
    const handlers = asDict(options, 'get').get('handlers')
    if (isTrue(handlers)) this.add_handlers(logger, handlers)
    const filters = asDict(options, 'get').get('filters')
    if (isTrue(filters)) this.add_filters(logger, filters)
  }

  /** Level, handlers, filters and `propagate` of a logger. @param incremental - Level and `propagate` alone. */
  configure_logger(name: unknown, options: unknown, incremental = false): void {
    checkLoggerName(name)
    const logger = getLogger(name as string)
    this.common_logger_config(logger, options, incremental)
    logger.disabled = false
    const propagate = asDict(options, 'get').get('propagate')
    if (propagate !== null) logger.propagate = isTrue(propagate)
  }

  /** Level, handlers and filters of the root logger. @param incremental - The level alone. */
  configure_root(options: unknown, incremental = false): void {
    this.common_logger_config(root, options, incremental)
  }

  /** Changes nothing but levels and `propagate`. */
  #changeLevels(): void {
    const handlers = this.config.get('handlers', {})
    for (const name of iterate(handlers)) {
      const handler = getHandlerByName(name as string)
      if (handler === null) throw new ValueError(`No handler found with name ${repr(name)}`)
      configuring('handler', name, () => {
        const level = asDict(item(handlers, name), 'get').get('level')
        if (isTrue(level)) handler.setLevel(checkLevel(level))
      })
    }
    changingLevels(() => {
      this.#configureLoggers(true)
      this.#configureRoot(true)
    })
  }

  #replaceAll(): void {
    const disable = isTrue(this.config.pop('disable_existing_loggers', true))
    clearExistingHandlers()
    this.#replaceEach('formatters', 'formatter', (options) => this.configure_formatter(options))
    this.#replaceEach('filters', 'filter', (options) => this.configure_filter(options))
    this.#configureHandlers()
    const existing = new ExistingLoggers()
    changingLevels(() => {
      this.#configureLoggers(false, existing)
      existing.finish(disable)
      this.#configureRoot(false)
    })
  }

  /** Puts in the place of each description what it describes. */
  #replaceEach(section: string, thing: string, configure: (options: unknown) => unknown): void {
    const all = this.config.get(section, {})
    for (const name of iterate(all)) configuring(thing, name, () => setItem(all, name, configure(item(all, name))))
  }

  /**
   * Goes by name, so that the order is always the same. A handler that needs one which is not there yet is tried once
   * more.
   */
  #configureHandlers(): void {
    const all = this.config.get('handlers', {})
    const configure = (name: unknown) => {
      const handler = this.configure_handler(item(all, name))
      handler.name = name as string
      setItem(all, name, handler)
    }
    const deferred: unknown[] = []
    for (const name of sortedKeys(all)) {
      configuring('handler', name, () => {
        try {
          configure(name)
        } catch (error) {
          if (!isTooEarly(error)) throw error
          deferred.push(name)
        }
      })
    }
    for (const name of deferred) configuring('handler', name, () => configure(name))
  }

  #configureLoggers(incremental: boolean, existing?: ExistingLoggers): void {
    const all = this.config.get('loggers', {})
    for (const name of iterate(all)) {
      existing?.configured(name as string)
      configuring('logger', name, () => this.configure_logger(name, item(all, name), incremental))
    }
  }

  #configureRoot(incremental: boolean): void {
    const options = this.config.get('root')
    if (!isTrue(options)) return
    try {
      this.configure_root(options, incremental)
    } catch (error) {
      throw new ValueError('Unable to configure root logger', { cause: error })
    }
  }

  /** Formatter's own name for the format is `fmt`; configurations write `format` for a factory too. */
  #customFormatter(options: unknown): unknown {
    const factory = item(options, '()')
    try {
      return this.configure_custom(options)
    } catch (error) {
      if (!namesArgument(error, 'format')) throw error
      const dict = asDict(options, 'pop')
      dict.set('fmt', dict.pop('format'))
      dict.set('()', factory)
      return this.configure_custom(dict)
    }
  }

  #formatterOf(name: unknown): unknown {
    if (!isTrue(name)) return null
    try {
      return item(this.config.item('formatters'), name)
    } catch (error) {
      throw new ValueError(`Unable to set formatter ${repr(name)}`, { cause: error })
    }
  }

  #handlerFactory(
    options: ConvertingDict,
    copy: readonly (readonly [unknown, unknown])[],
  ): (keywords: Readonly<Record<string, unknown>>) => unknown {
    if (options.has('()')) {
      const factory = this.#callable(options.pop('()'))
      return (keywords) => callFactory(factory, keywords)
    }
    const klass = this.#callable(options.pop('class'))
    prepareOptions(klass, options, this, () => {
      for (const [key, value] of copy) options.set(key, value)
    })
    if (isKind(klass, 'QueueHandler')) return (keywords) => makeQueueHandler(klass, keywords)
    return (keywords) => callFactory(klass, keywords)
  }

  #callable(named: unknown): unknown {
    return typeof named === 'function' ? named : this.resolve(named)
  }
}

configModule['dictConfigClass'] = DictConfigurator

/** Says of an error which part of the configuration it is about. */
function configuring(thing: string, name: unknown, configure: () => void): void {
  try {
    configure()
  } catch (error) {
    throw new ValueError(`Unable to configure ${thing} ${repr(name)}`, { cause: error })
  }
}

/** Whether a handler failed because another one was not there yet. */
function isTooEarly(error: unknown): boolean {
  const cause = isError(error) ? error.cause : null
  return isError(cause) && cause.message.includes(' not configured yet')
}

/** The class of a formatter, in CPython looked up by another function, whose error is not wrapped. */
function resolveClass(name: unknown): unknown {
  if (typeof name === 'string') return resolveName(name)
  throw noClass(name)
}
