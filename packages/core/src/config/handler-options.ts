/**
 * Options of handlers that name other things of the configuration: a target, a queue, a listener, a level.
 *
 *   { "class": "logging.handlers.MemoryHandler", "target": "file", "capacity": 100 }
 *
 * A table from a class to what is done to the options of its handlers, subclasses included. The classes are looked up
 * when they are needed.
 *
 * Source: CPython 3.13.0, Lib/logging/config.py, DictConfigurator.configure_handler.
 */
import { checkLevel, isClass, repr } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { FileHandler } from '../handlers/file.js'
import { NullHandler, StreamHandler } from '../handlers/stream.js'
import type { FilterLike } from '../model/filter.js'
import { logging } from '../model/module-object.js'
import { item, iterate } from '../python/python-objects.js'
import { ConvertingDict, ConvertingList } from '../python/references.js'
import { callFactory } from './call-factory.js'
import { resolveName } from './registry.js'

/** The methods of a configurator that this file calls. */
export interface Resolving {
  readonly config: ConvertingDict
  resolve(name: unknown): unknown
  configure_custom(config: unknown): unknown
  /** Counts values that are read. @throws ValueError for too many. */
  spend(values: number): void
}

/**
 * Changes the options of one handler.
 *
 * @param options - The handler's, without formatter, level, filters and class.
 * @param restore - Puts back what was taken out, so that the handler can be configured once more later.
 */
type Prepare = (options: ConvertingDict, configurator: Resolving, restore: () => void) => void

interface Kind {
  readonly kind: string
  readonly prepare: Prepare
}

/**
 * CPython asks in this order and stops at the first that fits. It also makes tuples of the addresses that SMTPHandler and
 * SysLogHandler get as lists; here an address is an array.
 */
const KINDS: readonly Kind[] = [
  { kind: 'MemoryHandler', prepare: prepareMemoryHandler },
  { kind: 'QueueHandler', prepare: prepareQueueHandler },
]

/** Does to the options what their class needs. @throws TypeError for what is no class; ValueError with the cause. */
export function prepareOptions(
  klass: unknown,
  options: ConvertingDict,
  configurator: Resolving,
  restore: () => void,
): void {
  KINDS.find(({ kind }) => isKind(klass, kind))?.prepare(options, configurator, restore)
}

/** Those of `logging` itself are no class of logging.handlers, which most programs therefore never read. */
const PLAIN: ReadonlySet<unknown> = new Set([FileHandler, NullHandler, StreamHandler])

/** Python's `issubclass`, for a class of logging.handlers; also where it is another copy's. */
export function isKind(klass: unknown, kind: string): boolean {
  if (typeof klass !== 'function' || !isClass(klass)) throw new TypeError('issubclass() arg 1 must be a class')
  if (PLAIN.has(klass)) return false
  const base = (logging.handlers as Readonly<Record<string, unknown>>)[kind]
  for (let each: unknown = klass; typeof each === 'function'; each = Object.getPrototypeOf(each)) {
    if (each === base || each.name === kind) return true
  }
  return false
}

/** A handler, of any copy of this package: a configuration has dicts where one is not made yet. */
export function isHandler(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'handle' in value && 'setFormatter' in value
}

/** A filter itself, in the place of its name. */
export function isFilter(value: unknown): value is FilterLike {
  if (typeof value === 'function') return true
  // An array has a method of that name.
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return typeof (value as { filter?: unknown }).filter === 'function'
}

/** Makes a QueueHandler and the listener that empties its queue; the program starts the listener. */
export function makeQueueHandler(klass: unknown, keywords: Readonly<Record<string, unknown>>): unknown {
  const { queue, respect_handler_level = false, listener, handlers = [], ...others } = keywords
  const queued = 'queue' in keywords ? queue : callFactory(resolveName('queue.Queue'), {})
  const listenerClass = listener ?? resolveName('logging.handlers.QueueListener')
  const made = callFactory(listenerClass, { respect_handler_level }, [queued, ...(handlers as unknown[])])
  const handler = callFactory(klass, others, [queued])
  ;(handler as { listener: unknown }).listener = made
  return handler
}

function prepareMemoryHandler(options: ConvertingDict, { config }: Resolving, restore: () => void): void {
  change(options, 'flushLevel', checkLevel)
  if (!options.has('target')) return
  let name: unknown = null
  try {
    name = options.item('target')
    const target = item(config.item('handlers'), name)
    if (!isHandler(target)) {
      restore()
      throw new TypeError('target not configured yet')
    }
    options.set('target', target)
  } catch (error) {
    throw new ValueError(`Unable to set target handler ${repr(name)}`, { cause: error })
  }
}

function prepareQueueHandler(options: ConvertingDict, configurator: Resolving, restore: () => void): void {
  change(options, 'queue', (given) => queueOf(given, configurator))
  change(options, 'listener', (given) => listenerOf(given, configurator))
  change(options, 'handlers', (given) => requiredHandlers(given, configurator, restore))
}

function queueOf(given: unknown, configurator: Resolving): unknown {
  const wrong = () => new TypeError(`Invalid queue specifier ${repr(given)}`)
  if (typeof given === 'string') {
    const factory = configurator.resolve(given)
    if (typeof factory !== 'function') throw wrong()
    return callFactory(factory, {})
  }
  if (given instanceof ConvertingDict) return made(given, configurator, wrong)
  if (!isQueue(given)) throw wrong()
  return given
}

function listenerOf(given: unknown, configurator: Resolving): unknown {
  const wrong = () => new TypeError(`Invalid listener specifier ${repr(given)}`)
  const isOther = (value: unknown) => typeof value === 'function' && isClass(value) && !isKind(value, 'QueueListener')
  if (typeof given === 'function' && isClass(given)) {
    if (isOther(given)) throw wrong()
    return given
  }
  if (typeof given !== 'string' && !(given instanceof ConvertingDict)) throw wrong()
  const listener = typeof given === 'string' ? configurator.resolve(given) : made(given, configurator, wrong)
  if ((typeof given === 'string' && isOther(listener)) || typeof listener !== 'function') throw wrong()
  return listener
}

function requiredHandlers(given: unknown, configurator: Resolving, restore: () => void): unknown {
  const { config } = configurator
  let name: unknown = null
  try {
    const names = iterate(given)
    configurator.spend(names.length)
    const handlers = names.map((each) => {
      name = each
      const handler = item(config.item('handlers'), name)
      if (!isHandler(handler)) {
        restore()
        throw new TypeError(`Required handler ${repr(name)} is not configured yet`)
      }
      return handler
    })
    return new ConvertingList(handlers, null)
  } catch (error) {
    throw new ValueError(`Unable to set required handler ${repr(name)}`, { cause: error })
  }
}

/**
 * Makes the object that `()` of a dict asks for; the dict's other values go to it as they stand, references and all.
 */
function made(given: ConvertingDict, configurator: Resolving, wrong: () => Error): unknown {
  if (!given.has('()')) throw wrong()
  return configurator.configure_custom(new ConvertingDict(given.entries(), null))
}

/** Whether an object has both ends of a queue, as QueueHandler and QueueListener use them: Python 3.14's check. */
function isQueue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { put_nowait, get } = value as Readonly<Record<string, unknown>>
  return typeof put_nowait === 'function' && typeof get === 'function'
}

function change(options: ConvertingDict, name: string, to: (value: unknown) => unknown): void {
  if (options.has(name)) options.set(name, to(options.item(name)))
}
