/**
 * Calls: of Python's own functions, of functions and classes of the file, of `dictConfig`, and of what is not known.
 */
import { getLevelName, isTuple } from '@pylogging/formatter'
import { attributeOfValue, ofClass } from './attributes.js'
import { asRaised, isInstance } from './builtins.js'
import { Copier } from './copier.js'
import { certain, doubt, doubtAll, doubtOf } from './doubts.js'
import { readTyped } from './environment-variables.js'
import type { Frame, Machine } from './machine.js'
import { isSettings } from './models.js'
import { itemsOf, weightOf } from './operations.js'
import { nameOf } from './session.js'
import type { Expression, Span } from './syntax.js'
import {
  type Arguments,
  Builtin,
  ClassValue,
  computedFrom,
  EnvironmentReader,
  FunctionValue,
  Instance,
  Reference,
  Unknown,
} from './values.js'

/** A call in the file. */
type Call = Expression & { readonly kind: 'call' }

/** Functions that hold their arguments and do not look at them. */
const KEEPING = new Set(
  `dict list tuple OrderedDict deepcopy copy append insert setdefault get pop print isinstance getattr hasattr update Env
  enumerate zip reversed items values keys`.split(/\s+/),
)
/** Those of them that do not go through what is in a container, or whose copy is in doubt as it is. */
const PASSING = new Set('append insert setdefault get pop print isinstance getattr hasattr deepcopy'.split(' '))
/** Functions that give the items of a container to a function, which may be unknown. */
const CALLING = new Set(['map', 'filter', 'sorted', 'min', 'max', 'reduce'])
/** Functions that are not here, and change nothing that they are given. */
const READING = /(^|\.)(debug|info|warning|warn|error|critical|exception|log|dumps|pprint|pformat)$/

/** Keywords by which servers are given a configuration that they apply: uvicorn's, Sanic's. */
const APPLIED = new Set(['log_config', 'logging_config'])

/** @throws Raised, TooMuch */
export function callValue(machine: Machine, call: Call, frame: Frame): unknown {
  const { session } = machine
  const callee = machine.compute(call.callee, frame)
  const whole = nameOf(frame.file, call)
  const set = session.given(whole)
  if (set !== null) return set.value
  const given = argumentsOf(machine, call, frame)
  if (given instanceof Unknown) return given
  if (session.inputs.helpers.has(nameOf(frame.file, call.callee))) {
    return readTyped(machine, frame, call, new EnvironmentReader(), '', given)
  }
  if (callee instanceof Builtin) return ofBuiltin(machine, callee, given, call, frame)
  if (callee instanceof FunctionValue) return machine.call(callee, given.args, given.keywords, call)
  if (callee instanceof ClassValue) return instantiate(machine, callee, given, call)
  if (callee instanceof EnvironmentReader) return readTyped(machine, frame, call, callee, '', given)
  if (callee instanceof Reference) return ofReference(machine, callee, given, call, frame)
  const special = SPECIAL[call.callee.kind === 'name' ? call.callee.id : '']
  if (special !== undefined && callee instanceof Unknown) return special(machine, given, call, frame)
  const called = nameOf(frame.file, call.callee)
  const unknown = new Unknown(whole, frame.file, call, { reason: reasonOf(called) })
  const isReading = READING.test(called)
  for (const each of given.args) if (!isReading) session.step(doubtAll(each, unknown))
  for (const [name, each] of given.keywords) {
    if (APPLIED.has(name) && each instanceof Map) capture(machine, each, call, frame)
    else if (!isReading) session.step(doubtAll(each, unknown))
  }
  return unknown
}

/** Says why a call is not known, where that helps. */
function reasonOf(called: string): string | null {
  if (/(^|\.)_?[A-Z]\w*[a-z]\w*$/.test(called))
    return 'an object is made here, which a configuration names by its class'
  if (/^(json|tomli?|tomllib|yaml)\.\w*load\w*$/.test(called)) return 'it is read from a file: name that file instead'
  return null
}

function argumentsOf(machine: Machine, call: Call, frame: Frame): Arguments | Unknown {
  const args: unknown[] = []
  for (const each of call.args) {
    if (each.kind !== 'star') args.push(machine.compute(each, frame))
    else {
      const row = certain(machine.compute(each.value, frame))
      if (row instanceof Unknown) return computedFrom(row)
      args.push(...asRaised(() => itemsOf(row)))
    }
  }
  const keywords = new Map<string, unknown>()
  for (const { name, value } of call.keywords) {
    const held = machine.compute(value, frame)
    const spread = certain(held)
    if (name !== null) keywords.set(name, held)
    else if (spread instanceof Map) for (const [key, each] of spread) keywords.set(String(key), each)
    else if (spread instanceof Unknown) return computedFrom(spread)
  }
  return { args, keywords }
}

function ofBuiltin(machine: Machine, callee: Builtin, given: Arguments, call: Call, frame: Frame): unknown {
  const all = [...given.args, ...given.keywords.values()]
  const unknown = all.find((each): each is Unknown => each instanceof Unknown)
  if (callee.name === 'Env') return callee.call(given, machine.session)
  const changer = certain(given.args[0])
  if (callee.name === 'update' && changer instanceof Unknown) {
    doubt(ownerOf(machine, call, frame), changer)
    return null
  }
  const doubtful = PASSING.has(callee.name) ? undefined : all.map(doubtOf).find((each) => each !== undefined)
  if (doubtful !== undefined) return computedFrom(doubtful)
  if (unknown !== undefined) {
    const isKey = !['append', 'insert', 'print'].includes(callee.name) && given.args[0] instanceof Unknown
    if (CALLING.has(callee.name)) for (const each of all) machine.session.step(doubtAll(each, unknown))
    if (!KEEPING.has(callee.name) || isKey) return computedFrom(unknown)
  }
  const inner = KEEPING.has(callee.name)
    ? undefined
    : all.flatMap(directItems).find((each): each is Unknown => each instanceof Unknown)
  machine.session.step(all.reduce<number>((sum, each) => sum + weightOf(each), all.length))
  return inner === undefined ? callee.call(given, machine.session) : computedFrom(inner)
}

function directItems(value: unknown): unknown[] {
  return Array.isArray(value) || isTuple(value) ? [...(value as Iterable<unknown>)] : []
}

/** Returns the object that a method is called on; null for a call of a function. */
function ownerOf(machine: Machine, call: Call, frame: Frame): unknown {
  return call.callee.kind === 'attribute' ? machine.compute(call.callee.object, frame) : null
}

/** An object of a class of the file: `__init__` is run, keywords of classes without one become attributes. */
function instantiate(machine: Machine, type: ClassValue, { args, keywords }: Arguments, span: Span): unknown {
  const made = new Instance(type, span)
  const init = ofClass(type, '__init__')
  if (init instanceof FunctionValue) machine.call(init, [made, ...args], keywords, span)
  else if (args.length > 0) {
    return new Unknown(`${type.name}()`, type.file, span, { reason: 'it is not known what its arguments become' })
  } else {
    if (isSettings(type)) fromEnvironment(machine, type, made)
    for (const [name, value] of keywords) made.attributes.set(name, value)
  }
  return made
}

/** The fields of pydantic's settings: a variable of the same name stands above the default. */
function fromEnvironment(machine: Machine, type: ClassValue, made: Instance): void {
  const { env } = machine.session.inputs
  for (const [name, fallback] of type.scope.names) {
    const key = [name, name.toUpperCase()].find((each) => Object.hasOwn(env, each))
    const text = key === undefined ? undefined : env[key]
    if (text !== undefined) made.attributes.set(name, like(fallback, text))
  }
}

/** A text as a value of the type that the default has. */
function like(fallback: unknown, text: string): unknown {
  if (typeof fallback === 'boolean') return /^(true|t|1|y|yes|on)$/i.test(text)
  return typeof fallback === 'bigint' && /^-?\d+$/.test(text) ? BigInt(text) : text
}

/** Notes a configuration that is applied, as it is now. */
function capture({ session }: Machine, value: unknown, span: Span, { file, within }: Frame): void {
  session.captures.push({ value: certain(new Copier(session).copy(value)), file, span, within })
}

/** A class or a function of logging. */
function ofReference(machine: Machine, { name }: Reference, given: Arguments, call: Call, frame: Frame): unknown {
  const first = given.args[0] ?? given.keywords.get('config')
  if (name === 'logging.config.dictConfig' && first !== undefined) {
    capture(machine, first, call, frame)
    return null
  }
  if (name === 'logging.getLevelName' && (typeof first === 'string' || typeof first === 'bigint')) {
    const level: unknown = getLevelName(typeof first === 'bigint' ? Number(first) : first)
    return typeof level === 'number' ? BigInt(level) : level
  }
  if (name.startsWith('builtins.')) return new Unknown(nameOf(frame.file, call), frame.file, call)
  const reason = /\.[A-Z]/.test(name) ? 'an object is made here, which a configuration names by its class' : null
  return new Unknown(nameOf(frame.file, call), frame.file, call, { reason })
}

type Special = (machine: Machine, given: Arguments, call: Call, frame: Frame) => unknown

/** Built-in functions that look at more than the values of their arguments. */
const SPECIAL: Readonly<Record<string, Special | undefined>> = {
  __proto__: null as never,
  isinstance: (_, { args }, call, frame) => {
    const answer = args[0] instanceof Unknown ? undefined : isInstance(args[0], args[1])
    return answer ?? new Unknown(nameOf(frame.file, call), frame.file, call)
  },
  getattr: (machine, { args }, call, frame) => {
    const found = attributeOfValue(machine, args[0], String(args[1]), frame, call)
    return found instanceof Unknown && args.length > 2 && args[0] instanceof Instance ? args[2] : found
  },
}
