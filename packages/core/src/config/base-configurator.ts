/**
 * The values that names and references in a configuration stand for.
 *
 *   ext://sys.stdout                 a name: registry.ts
 *   cfg://handlers.file.args[0]      another value of the same configuration
 *
 * Source: CPython 3.13.0, Lib/logging/config.py, BaseConfigurator.
 */
import { isTuple, repr, typeName } from '@pylogging/formatter'
import { advise } from '../ground/advice.js'
import { AttributeError, ValueError } from '../ground/errors.js'
import { ImportError, RecursionError } from '../python/errors.js'
import { asDict, dictCopy, isTrue, item, iterate } from '../python/python-objects.js'
import {
  type Converter,
  ConvertingDict,
  ConvertingList,
  ConvertingTuple,
  dictEntries,
  keywordsObject,
  refusePrototype,
} from '../python/references.js'
import { callFactory } from './call-factory.js'
import { Budget, checkExtent, MAX_READS } from './extent.js'
import { resolveName } from './registry.js'

/** Python's pattern for names; of re.IGNORECASE it also has the sign for kelvin and the long s. */
export const IDENTIFIER = /^[a-z_\u017f\u212a][a-z0-9_\u017f\u212a]*\n?$/iu

const REFERENCE = /^([a-z]+):\/\/([^\n]*)\n?$/
const WORD = /^\s*([\p{L}\p{N}_]+)\s*/u
const DOT = /^\.\s*([\p{L}\p{N}_]+)\s*/u
const INDEX = /^\[([^[\]]*)\]\s*/
const MOST_REFERENCES = 100

/** Checks that a name can be a keyword's. @throws ValueError when it cannot; TypeError for what is no text. */
export function valid_ident(name: unknown): true {
  if (typeof name !== 'string') throw new TypeError(`expected string or bytes-like object, got '${typeName(name)}'`)
  if (!IDENTIFIER.test(name)) throw new ValueError(`Not a valid Python identifier: ${repr(name)}`)
  return true
}

/** Base of configurators that read a dict. */
export class BaseConfigurator implements Converter {
  /** Prefixes of references, and the methods that look them up. Python's name for a table that subclasses may extend. */
  value_converters: Readonly<Record<string, string>> = { ext: 'ext_convert', cfg: 'cfg_convert' }
  /** The configuration, as far as it has been read. */
  readonly config: ConvertingDict
  readonly #budget = new Budget(MAX_READS)
  #depth = 0

  /** @throws ValueError for a configuration that is too deep or too large. */
  constructor(config: unknown) {
    checkExtent(config)
    this.config = new ConvertingDict(dictCopy(config), this)
  }

  /**
   * Returns the value that a dotted name stands for.
   *
   * @throws ValueError `Cannot resolve 'a.b': No module named 'a'`.
   */
  resolve(name: unknown): unknown {
    if (typeof name !== 'string') {
      throw noClass(name)
    }
    try {
      return resolveName(name)
    } catch (error) {
      if (!(error instanceof ImportError)) throw error
      throw new ValueError(`Cannot resolve ${repr(name)}: ${error.message}`, { cause: error })
    }
  }

  /** Returns the value that `ext://NAME` stands for. @throws As `resolve`. */
  ext_convert(value: string): unknown {
    return this.resolve(value)
  }

  /** Follows a path of the configuration. @throws ValueError `Unable to convert`; KeyError, IndexError, TypeError. */
  cfg_convert(value: string): unknown {
    const first = WORD.exec(value)
    if (first === null) throw new ValueError(`Unable to convert ${repr(value)}`)
    let rest = value.slice(first[0].length)
    let found = this.config.item(first[1])
    while (rest !== '') {
      const dot = DOT.exec(rest)
      const step = dot ?? INDEX.exec(rest)
      if (step === null) throw new ValueError(`Unable to convert ${repr(value)} at ${repr(rest)}`)
      found = dot === null ? indexed(found, step[1] as string) : item(found, step[1])
      rest = rest.slice(step[0].length)
    }
    return found
  }

  /** Containers become converting ones, references what they stand for. */
  convert(value: unknown): unknown {
    if (value instanceof ConvertingDict || value instanceof ConvertingList) return value
    if (typeof value === 'string') return this.#looksUp(value)
    if (Array.isArray(value)) return new ConvertingList(value, this)
    if (isTuple(value)) return new ConvertingTuple(value, this)
    const entries = dictEntries(value)
    return entries === null ? value : new ConvertingDict(entries, this)
  }

  /** Whether `convert` looks a text up. */
  isReference(text: string): boolean {
    return this.#converterOf(REFERENCE.exec(text)?.[1]) !== null
  }

  /** Counts values that are read. @throws ValueError for too many. */
  spend(values: number): void {
    this.#budget.spend(values)
  }

  /** Calls the factory that `()` names with the other keys, then sets what `.` says. */
  configure_custom(config: unknown): unknown {
    const dict = asDict(config, 'pop')
    const named = dict.pop('()')
    const factory = typeof named === 'function' ? named : this.resolve(named)
    const result = callFactory(factory, this.keywords(dict))
    setAttributes(result, dict.pop('.', null))
    return result
  }

  /** The keys of a dict as the keywords of a call, without `.`. @throws ValueError for what is no name. */
  protected keywords(config: ConvertingDict): Record<string, unknown> {
    const names = config.keys().filter((key) => key !== '.' && valid_ident(key)) as string[]
    return keywordsObject(names.map((name) => [name, config.item(name)]))
  }

  /** The names in a list, each of which costs something. @throws ValueError for too many of them. */
  protected namesIn(list: unknown): unknown[] {
    const names = iterate(list)
    this.spend(names.length)
    return names
  }

  #looksUp(text: string): unknown {
    const match = REFERENCE.exec(text)
    const converter = this.#converterOf(match?.[1])
    if (match === null || converter === null) return text
    this.#depth += 1
    try {
      if (this.#depth > MOST_REFERENCES) {
        throw new RecursionError(
          `maximum recursion depth exceeded\n  The reference ${repr(text)} leads back to itself.`,
        )
      }
      return converter(match[2] as string)
    } finally {
      this.#depth -= 1
    }
  }

  #converterOf(prefix: string | undefined): ((suffix: string) => unknown) | null {
    if (prefix === undefined || !Object.hasOwn(this.value_converters, prefix)) return null
    const method = this.value_converters[prefix] as keyof this
    return (suffix) => (this[method] as (suffix: string) => unknown)(suffix)
  }
}

/** Python's `.`: attributes of a new object, as they stand in the configuration. */
export function setAttributes(object: unknown, props: unknown): void {
  if (!isTrue(props)) return
  for (const [name, value] of asDict(props, 'items').entries()) {
    if (typeof name !== 'string') throw new TypeError(`attribute name must be string, not '${typeName(name)}'`)
    refusePrototype(name)
    ;(object as Record<string, unknown>)[name] = value
  }
}

function indexed(found: unknown, index: string): unknown {
  if (!/^\d+$/.test(index)) return item(found, index)
  try {
    return item(found, Number(index))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return item(found, index)
  }
}

/** Returns Python's error for a class that is absent, or that is no class. */
export function noClass(given: unknown): AttributeError {
  const error = new AttributeError(`'${typeName(given)}' object has no attribute 'split'`)
  return advise(error, 'Name a class by "class", or a class or function by "()".')
}
