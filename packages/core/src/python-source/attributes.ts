/**
 * `object.name` for everything that a file may hold.
 */
import { isTuple } from '@pylogging/formatter'
import { doubtOf } from './doubts.js'
import { environMethod, readTyped } from './environment-variables.js'
import { attributeOf, attributeOfReference } from './known-modules.js'
import type { Frame, Machine } from './machine.js'
import { methodOf } from './methods.js'
import { DUMPS, dumped, isModel, isSettings } from './models.js'
import { weightOf } from './operations.js'
import { ofPackage } from './package-values.js'
import { pathAttribute } from './paths.js'
import { nameOf } from './session.js'
import type { Span } from './syntax.js'
import {
  Builtin,
  ClassValue,
  computedFrom,
  Environ,
  EnvironmentReader,
  FunctionValue,
  Instance,
  ModuleValue,
  Prefixed,
  PythonPath,
  Raised,
  Reference,
  Unknown,
} from './values.js'

/** Methods whose answer is not looked at: what they are called on stays in doubt. */
const CHANGING = new Set('update append extend insert remove clear reverse sort add discard'.split(' '))

/** An attribute that is not known is Unknown, unless the user set it. @throws Raised AttributeError of plain values */
export function attributeOfValue(machine: Machine, owner: unknown, name: string, frame: Frame, span: Span): unknown {
  const whole = nameOf(frame.file, span)
  const given = machine.session.given(whole)
  if (given !== null) return given.value
  const known = knownAttribute(machine, owner, name, frame, span)
  if (known !== undefined) return known
  const dotted = importedName(owner)
  if (dotted === null) return new Unknown(whole, frame.file, span)
  const imported = `${dotted}.${name}`
  return ofPackage(frame.scope, imported) ?? new Unknown(whole, frame.file, span, { imported })
}

function importedName(owner: unknown): string | null {
  if (owner instanceof Unknown) return owner.imported
  return owner instanceof ModuleValue || owner instanceof Reference ? owner.name : null
}

function knownAttribute(machine: Machine, owner: unknown, name: string, frame: Frame, span: Span): unknown {
  if (owner instanceof Unknown) return undefined
  if (owner instanceof ModuleValue) return ofModule(machine, owner, name, frame)
  if (owner instanceof Environ) return environMethod(machine, name)
  if (owner instanceof EnvironmentReader) {
    if (name === 'read_env') return new Builtin(name, () => null)
    if (name === 'prefixed') return new Builtin(name, ({ args }) => new Prefixed(owner, String(args[0])))
    return new Builtin(name, (called) => readTyped(machine, frame, span, owner, name, called))
  }
  if (owner instanceof Reference) return attributeOfReference(owner, name)
  if (owner instanceof Builtin) return owner.attributes.get(name)
  if (owner instanceof Instance) return ofInstance(machine, owner, name, span)
  if (owner instanceof ClassValue) return name === '__name__' ? owner.name : ofType(machine, owner, name, span)
  if (owner instanceof PythonPath) {
    const value = pathAttribute(owner, name)
    if (value !== undefined) return value
  }
  const method = methodOf(owner, name)
  if (method !== undefined) {
    return new Builtin(name, (given) => {
      machine.session.step(weightOf(owner))
      const by = CHANGING.has(name) ? undefined : doubtOf(owner)
      return by === undefined ? method(given) : computedFrom(by)
    })
  }
  const isPlain =
    owner === null || typeof owner !== 'object' || Array.isArray(owner) || owner instanceof Map || isTuple(owner)
  if (isPlain && machine.session.tries > 0) throw new Raised(['AttributeError'], `no attribute '${name}'`)
  return undefined
}

function ofModule(machine: Machine, owner: ModuleValue, name: string, frame: Frame): unknown {
  if (owner.file?.scope.names.has(name)) return owner.file.scope.names.get(name)
  if (owner.name === 'os' && name === 'getenv') return environMethod(machine, 'get')
  if (owner.file === null) {
    const known = attributeOf(owner.name, name)
    if (known !== undefined) return known
  }
  return machine.findModule(`${owner.name}.${name}`, 0, owner.file ?? frame.file) ?? undefined
}

function ofInstance(machine: Machine, owner: Instance, name: string, span: Span): unknown {
  if (owner.attributes.has(name)) return owner.attributes.get(name)
  const found = ofClass(owner.type, name)
  if (found === undefined && DUMPS.has(name) && isModel(owner.type)) return new Builtin(name, dumping(owner))
  if (!(found instanceof FunctionValue)) return found ?? ofEnvironment(machine, owner.type, name)
  if (found.binding === 'property') return machine.call(found, [owner], new Map(), span)
  if (found.binding === 'static') return found
  const self = found.binding === 'class' ? owner.type : owner
  return new Builtin(found.name, ({ args, keywords }) => machine.call(found, [self, ...args], keywords, span))
}

/** `LogConfig().model_dump()`: what else such a method is told decides on more than is known here. */
function dumping(owner: Instance): Builtin['call'] {
  return ({ args, keywords }, steps) => {
    if (args.length + keywords.size === 0) return dumped(owner, steps)
    return new Unknown(`${owner.type.name}()`, owner.type.file, owner.span, { reason: 'it is told what to leave out' })
  }
}

function ofType(machine: Machine, owner: ClassValue, name: string, span: Span): unknown {
  const found = ofClass(owner, name)
  if (!(found instanceof FunctionValue) || found.binding !== 'class') return found
  return new Builtin(name, ({ args, keywords }) => machine.call(found, [owner, ...args], keywords, span))
}

/** Returns an attribute that a class or one above it has; undefined also where a class above is not known. */
export function ofClass(type: ClassValue, name: string): unknown {
  if (type.scope.names.has(name)) return type.scope.names.get(name)
  for (const base of type.bases) {
    const found = base instanceof ClassValue ? ofClass(base, name) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** The settings classes of pydantic take fields from variables of the same name, in letters of either case. */
function ofEnvironment(machine: Machine, type: ClassValue, name: string): string | undefined {
  if (!isSettings(type)) return undefined
  const { env } = machine.session.inputs
  return Object.hasOwn(env, name)
    ? env[name]
    : Object.hasOwn(env, name.toUpperCase())
      ? env[name.toUpperCase()]
      : undefined
}
