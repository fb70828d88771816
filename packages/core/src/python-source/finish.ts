/**
 * An evaluated value as a configuration: plain dicts, lists and numbers, and names where Python has objects.
 *
 *   { '()': ColoredFormatter }     { '()': 'colorlog.ColoredFormatter' }
 *   { 'stream': sys.stdout }       { 'stream': 'ext://sys.stdout' }
 *
 * All that is not known is gathered, so that one look says everything that must be set.
 */
import { isFloat, isTuple } from '@pylogging/formatter'
import { plainValue, settled } from '../python/literal-containers.js'
import { doubtOf } from './doubts.js'
import { nameOf, type Session } from './session.js'
import { Builtin, ClassValue, FunctionValue, Instance, ModuleValue, PythonPath, Reference, Unknown } from './values.js'

/** The keys of a configuration whose values are classes or functions, as objects or by their names. */
const CLASS_KEYS = new Set(['()', 'class', 'factory', 'listener', 'queue'])

export interface Finished {
  readonly value: unknown
  /** The values that are not known, in the order in which they stand, each once. */
  readonly unknown: readonly Unknown[]
}

export function finished(value: unknown, session: Session): Finished {
  const unknown = new Map<string, Unknown>()
  const open = new Set<unknown>()
  const note = (each: Unknown): null => {
    if (!unknown.has(each.name)) unknown.set(each.name, each)
    return null
  }

  function plain(each: unknown, key: unknown): unknown {
    session.step()
    if (each instanceof Unknown)
      return CLASS_KEYS.has(String(key)) && each.imported !== null ? each.imported : note(each)
    if (each instanceof PythonPath) return each.text
    if (each instanceof Reference) return referenceText(each.name, key)
    if (each instanceof FunctionValue || each instanceof ClassValue) return ofFile(each, key)
    if (typeof each !== 'object' || each === null || isFloat(each)) return settled(each)
    if (each instanceof Builtin || each instanceof ModuleValue || each instanceof Instance) return note(object(each))
    const by = doubtOf(each)
    if (by !== undefined) return note(by)
    if (open.has(each)) return note(object(each))
    open.add(each)
    const done = container(each)
    open.delete(each)
    return done
  }

  function container(each: object): unknown {
    if (each instanceof Map) return new Map([...each].map(([name, inner]) => [settled(name), plain(inner, name)]))
    if (Array.isArray(each) || isTuple(each) || each instanceof Set) {
      return [...(each as Iterable<unknown>)].map((inner) => plain(inner, null))
    }
    return each
  }

  function ofFile(each: FunctionValue | ClassValue, key: unknown): unknown {
    const isNamed = each.name !== '<lambda>'
    if (isNamed && CLASS_KEYS.has(String(key))) return `${each.file.name}.${each.name}`
    return note(object(each))
  }

  function object(each: unknown): Unknown {
    const [file] = session.files.values()
    const at = each instanceof Instance || each instanceof FunctionValue ? each.span : { from: 0, to: 0 }
    const owner = each instanceof FunctionValue ? each.file : each instanceof Instance ? each.type.file : file
    const name =
      each instanceof Instance
        ? `${each.type.name}()`
        : each instanceof FunctionValue
          ? nameOfFunction(each)
          : 'an object'
    const reason = 'a configuration file has texts, numbers, lists and dicts, and names of classes'
    return new Unknown(name, owner as NonNullable<typeof file>, at, { reason })
  }

  const done = plainValue(plain(value, null))
  return { value: done, unknown: [...unknown.values()] }
}

/** A lambda has no name but its text. */
function nameOfFunction({ name, file, span }: FunctionValue): string {
  return name === '<lambda>' ? nameOf(file, span) : name
}

function referenceText(name: string, key: unknown): string {
  return CLASS_KEYS.has(String(key)) ? name : `ext://${name}`
}
