/**
 * The plan of a configuration: the calls that it asks for, the same for a dict and for an INI file, with every
 * reference looked up. convert.ts writes it down.
 */
import { isClass, isPlainObject } from '@pylogging/formatter'
import { handlerClass, markedValue } from '../config/file-expressions.js'
import { isKind } from '../config/handler-options.js'
import { resolveName } from '../config/registry.js'
import { DictConfigurator } from '../config.js'
import { Filter, Formatter } from '../index.js'
import { plainValue } from '../python/literal-containers.js'
import { isTrue } from '../python/python-objects.js'
import { toValue } from '../python/references.js'
import { Named } from './named.js'
import { isOwn } from './own-names.js'
import { type QueuePlan, queuePlan } from './plan-queue.js'
import type { Configuration } from './read-config.js'

/** A call that makes a formatter, a filter or a handler. */
export interface Call {
  readonly name: string
  readonly factory: Named
  readonly args: readonly unknown[]
  readonly keywords: Readonly<Record<string, unknown>>
  /** The attributes that are set afterwards. */
  readonly attributes: Readonly<Record<string, unknown>>
}

export interface HandlerCall extends Call {
  readonly level: unknown
  readonly formatter: string | null
  readonly filters: readonly unknown[]
  /** The target of a MemoryHandler. */
  readonly target: string | null
  /** The queue of a QueueHandler. */
  readonly queue: QueuePlan | null
}

export interface LoggerPlan {
  /** The logger's name; '' is root. */
  readonly name: string
  readonly level: unknown
  readonly propagate: boolean
  readonly handlers: readonly string[]
  /** Names, or filters themselves. */
  readonly filters: readonly unknown[]
}

export interface Plan {
  readonly formatters: readonly Call[]
  readonly filters: readonly Call[]
  readonly handlers: readonly HandlerCall[]
  readonly loggers: readonly LoggerPlan[]
}

type Dict = Readonly<Record<string, unknown>>

/** @throws What looking a reference up throws. */
export function planOf(configuration: Configuration): Plan {
  return configuration.kind === 'dict' ? planOfDict(configuration.config as Dict) : planOfIni(configuration)
}

function planOfDict(config: Dict): Plan {
  const configurator = new DictConfigurator(config)
  const { root } = config
  return {
    formatters: entriesOf('formatters').map(([name, each]) => formatterCall(name, each)),
    filters: entriesOf('filters').map(([name, each]) => {
      return call(name, each['()'] ?? new Named('logging.Filter', Filter), each, ['()'])
    }),
    handlers: entriesOf('handlers').map(([name, each]) => handlerCall(name, each)),
    loggers: [
      ...entriesOf('loggers').map(([name, each]) => loggerPlan(name, each)),
      ...(isPlainObject(root) && isTrue(root) ? [loggerPlan('', root)] : []),
    ],
  }

  function entriesOf(section: string): [string, Dict][] {
    const parts = lookedUp(config[section] ?? {})
    return Object.entries(parts as Record<string, Dict>)
  }

  /** References become what they stand for; ext:// keeps its name. */
  function lookedUp(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(lookedUp)
    if (isPlainObject(value))
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, key === '.' ? each : lookedUp(each)]))
    if (typeof value !== 'string') return value
    if (value.startsWith('ext://')) return new Named(value.slice(6), configurator.resolve(value.slice(6)))
    return value.startsWith('cfg://') ? lookedUp(toValue(configurator.convert(value))) : value
  }

  function call(name: string, factory: unknown, options: Dict, without: readonly string[]): Call {
    const { '.': attributes = {}, ...others } = options
    const keywords = Object.fromEntries(Object.entries(others).filter(([key]) => !without.includes(key)))
    return { name, factory: named(factory), args: [], keywords, attributes: attributes as Dict }
  }

  function named(factory: unknown): Named {
    return factory instanceof Named ? factory : new Named(factory as string, configurator.resolve(factory))
  }

  function formatterCall(name: string, options: Dict): Call {
    if ('()' in options) {
      const made = call(name, options['()'], options, ['()'])
      const { format, ...others } = made.keywords
      // dictConfig does it too, where a class refuses `format`, as all of ours do.
      return isOwn(made.factory.value) && format !== undefined
        ? { ...made, keywords: { ...others, fmt: format } }
        : made
    }
    const { format, datefmt, style, class: className, validate, defaults } = options
    const given = { fmt: isTrue(format) ? format : null, datefmt, style, validate, defaults }
    return formatter(name, isTrue(className) ? named(className) : null, given)
  }

  function handlerCall(name: string, options: Dict): HandlerCall {
    const taken = ['class', '()', 'level', 'formatter', 'filters']
    const made = call(
      name,
      options['()'] ?? options['class'],
      options,
      'class' in options && '()' in options ? taken.slice(1) : taken,
    )
    const isMemory = !('()' in options) && isMemoryHandler(made.factory) && typeof made.keywords['target'] === 'string'
    const { target, ...others } = made.keywords
    return {
      ...made,
      keywords: isMemory ? others : made.keywords,
      target: isMemory ? (target as string) : null,
      queue: '()' in options ? null : queuePlan(made.factory, made.keywords, named),
      level: options['level'] ?? null,
      formatter: isTrue(options['formatter']) ? (options['formatter'] as string) : null,
      filters: (options['filters'] ?? []) as unknown[],
    }
  }

  function loggerPlan(name: string, given: Dict): LoggerPlan {
    const { level = null, propagate = null, handlers, filters } = lookedUp(given) as Dict
    return {
      name,
      level,
      propagate: name === '' || propagate === null || isTrue(propagate),
      handlers: (handlers ?? []) as string[],
      filters: (filters ?? []) as unknown[],
    }
  }
}

function planOfIni({ parser, fill }: Extract<Configuration, { kind: 'ini' }>): Plan {
  const optional = (section: string, option: string) => parser.get(section, option, { fallback: null })
  const raw = (section: string, option: string) => parser.get(section, option, { fallback: null, raw: true })
  return {
    formatters: names('formatters', 'keys').map(formatterCall),
    filters: [],
    handlers: names('handlers', 'keys').map(handlerCall),
    loggers: names('loggers', 'keys').map(loggerPlan),
  }

  function computed(expression: string): unknown {
    return plainValue(fill(markedValue(expression)))
  }

  function names(section: string, option: string): string[] {
    return (optional(section, option) ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
  }

  function formatterCall(name: string): Call {
    const section = `formatter_${name}`
    const className = optional(section, 'class')
    const defaults = raw(section, 'defaults')
    return formatter(name, className ? new Named(className, resolveName(className)) : null, {
      fmt: raw(section, 'format'),
      datefmt: raw(section, 'datefmt'),
      style: raw(section, 'style'),
      defaults: defaults ? computed(defaults) : null,
    })
  }

  function handlerCall(name: string): HandlerCall {
    const section = `handler_${name}`
    const className = optional(section, 'class') ?? ''
    return {
      name,
      factory: new Named(className, handlerClass(className)),
      args: [...(computed(optional(section, 'args') ?? '()') as Iterable<unknown>)],
      keywords: computed(optional(section, 'kwargs') ?? '{}') as Dict,
      attributes: {},
      level: optional(section, 'level'),
      formatter: optional(section, 'formatter') || null,
      filters: [],
      target: optional(section, 'target') || null,
      queue: null,
    }
  }

  function loggerPlan(key: string): LoggerPlan {
    const section = `logger_${key}`
    return {
      name: key === 'root' ? '' : (optional(section, 'qualname') ?? key),
      level: optional(section, 'level'),
      propagate: key === 'root' || parser.getint(section, 'propagate', { fallback: 1 }) !== 0,
      handlers: names(section, 'handlers'),
      filters: [],
    }
  }
}

/** A class of the program gets format, datefmt and style by position, as configurations promise. */
function formatter(name: string, factory: Named | null, given: Dict): Call {
  const { fmt = null, datefmt = null, style = null, validate = null, defaults = null } = given
  const isGiven = ([, value]: [string, unknown]) => value !== null && value !== undefined
  if (factory === null || factory.value === Formatter) {
    const keywords = Object.fromEntries(Object.entries(given).filter(isGiven))
    return { name, factory: new Named('logging.Formatter', Formatter), args: [], keywords, attributes: {} }
  }
  const args = [fmt, datefmt, style ?? '%', ...(validate === null ? [] : [validate])]
  return { name, factory, args, keywords: defaults === null ? {} : { defaults }, attributes: {} }
}

/** A class that is not known here tells by its name. */
function isMemoryHandler({ name, value }: Named): boolean {
  if (name.endsWith('MemoryHandler')) return true
  return typeof value === 'function' && isClass(value) && isKind(value, 'MemoryHandler')
}
