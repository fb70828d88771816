/**
 * Environment variables: `os.environ['X']`, `os.getenv('X', 'y')`, and the packages that read them with a type.
 *
 *   env.bool('DEBUG', default=False)      django-environ, environs
 *   config('DEBUG', default=False, cast=bool)      decouple
 *
 * A variable that is not set and has no default is unknown, unless the file itself catches the KeyError.
 */
import { repr } from '@pylogging/formatter'
import type { Frame, Machine } from './machine.js'
import { nameOf } from './session.js'
import type { Span } from './syntax.js'
import {
  type Arguments,
  Builtin,
  type EnvironmentReader,
  FunctionValue,
  PythonPath,
  Raised,
  Unknown,
} from './values.js'

/** A variable that must be there. */
export function readVariable(machine: Machine, frame: Frame, span: Span, name: unknown): unknown {
  const found = variable(machine, name)
  if (found !== undefined) return found
  if (machine.session.tries > 0) throw new Raised(['KeyError', 'LookupError'], repr(name))
  const reason = `the environment variable ${String(name)} is not set`
  return new Unknown(nameOf(frame.file, span), frame.file, span, { reason })
}

function variable(machine: Machine, name: unknown): string | undefined {
  const { env, set } = machine.session.inputs
  const key = String(name)
  const given = set.get(key)
  if (typeof given === 'string') return given
  return Object.hasOwn(env, key) ? env[key] : undefined
}

/** A method of `os.environ`, and `os.getenv` as `get`. */
export function environMethod(machine: Machine, name: string): Builtin | undefined {
  const get = ({ args, keywords }: Arguments) => {
    return variable(machine, args[0] ?? keywords.get('key')) ?? args[1] ?? keywords.get('default') ?? null
  }
  if (name === 'get' || name === 'setdefault') return new Builtin(name, get)
  if (name === 'copy') return new Builtin(name, () => new Map(Object.entries(machine.session.inputs.env)))
  return undefined
}

const CASTS: Readonly<Record<string, (text: string) => unknown>> = {
  __proto__: null as never,
  str: (text) => text,
  bool: (text) => /^(true|t|1|y|yes|on|ok)$/i.test(text),
  int: (text) => (/^[+-]?\d+$/.test(text.trim()) ? BigInt(text.trim()) : undefined),
  list: (text) => (text === '' ? [] : text.split(',').map((each) => each.trim())),
  path: (text) => new PythonPath(text),
}

/** `env('X')`, or with a method the type: `env.int('X', default=3)`. */
export function readTyped(
  machine: Machine,
  frame: Frame,
  span: Span,
  reader: EnvironmentReader,
  method: string,
  { args, keywords }: Arguments,
): unknown {
  const name = args[0] ?? keywords.get('var') ?? keywords.get('name')
  const scheme = typeof name === 'string' ? reader.scheme.get(name) : undefined
  const row = scheme === undefined ? null : typeOf(scheme)
  const cast = nameOfCast(keywords.get('cast')) ?? (method === '' ? (row?.cast ?? 'str') : method)
  const found = variable(machine, `${reader.prefix}${String(name)}`)
  const unknown = (reason: string | null) => new Unknown(nameOf(frame.file, span), frame.file, span, { reason })
  const converted = (text: string) => {
    const convert = CASTS[cast === 'log_level' ? 'str' : cast]
    return convert?.(text) ?? unknown(`its type ${cast} is not computed here`)
  }
  const castDefault = (value: unknown) => (typeof value === 'string' ? converted(value) : value)
  if (found === undefined) {
    if (keywords.has('default'))
      return reader.castsDefault ? castDefault(keywords.get('default')) : keywords.get('default')
    if (args.length > 1 && !(args[1] instanceof Builtin || args[1] instanceof FunctionValue)) return args[1]
    if (row?.hasDefault === true) return row.fallback
    return unknown(`the environment variable ${String(name)} is not set`)
  }
  return converted(found)
}

function typeOf(scheme: unknown): { cast: string; hasDefault: boolean; fallback: unknown } {
  const row =
    typeof scheme === 'object' && scheme !== null && Symbol.iterator in scheme
      ? [...(scheme as Iterable<unknown>)]
      : [scheme]
  return { cast: nameOfCast(row[0]) ?? 'str', hasDefault: row.length > 1, fallback: row[1] ?? null }
}

function nameOfCast(cast: unknown): string | undefined {
  if (cast instanceof Builtin) return cast.name === 'Path' ? 'path' : cast.name
  return cast instanceof FunctionValue ? cast.name : undefined
}
