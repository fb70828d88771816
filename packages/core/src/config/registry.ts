/**
 * Dotted names of a configuration, and what they stand for. Nothing is imported by name: a name is one of Python's own
 * that is here too, or it was registered, or it is a well-known one of another Python package that we have a class for.
 *
 *   'logging.handlers.RotatingFileHandler'   the class
 *   'ext://sys.stdout'                       logging.sys.stdout, whatever that is then
 *   'colorlog.ColoredFormatter'              ours, from third-party/names.ts, unless registered otherwise
 *   'myapp.log.JsonFormatter'                what register('myapp.log.JsonFormatter', JsonFormatter) said
 *
 * The registered names are one set for the process, so that two copies of this package know the same names.
 */
import { onePerProcess } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { isAction } from '../model/actions.js'
import { openTelemetryName } from '../opentelemetry/names.js'
import { ImportError, ModuleNotFoundError } from '../python/errors.js'
import { isPackage, knownModule } from '../python/known-modules.js'
import { getAttribute } from '../python/python-attributes.js'
import { thirdParty } from '../third-party/names.js'

/** A function that returns the value of a dotted name; undefined where it does not know the name. */
export type Resolver = (name: string) => unknown

interface Registered {
  readonly names: Map<string, unknown>
  resolver: Resolver | null
}

const registered = onePerProcess<Registered>('config', () => ({ names: new Map(), resolver: null }))

const DOTTED = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u

/**
 * Says what a dotted name stands for in configurations; a later registration replaces an earlier one.
 *
 * @param name - As configurations write it: 'myapp.log.JsonFormatter'. Names below it reach the static or own properties
 *   of the value.
 * @throws ValueError for what is no dotted name.
 */
export function register(name: string, value: unknown): void {
  if (typeof name !== 'string' || !DOTTED.test(name)) throw new ValueError(`not a dotted name: ${String(name)}`)
  registered.names.set(name, value)
}

/** Sets the function that is asked for every name that is neither registered nor Python's own; null takes it away. */
export function setResolver(resolver: Resolver | null): void {
  registered.resolver = resolver
}

/**
 * Returns the value that a dotted name stands for.
 *
 * @throws ModuleNotFoundError in Python's words, for what nobody knows; ImportError for a function of logging's own that
 *   acts on the program; ValueError `Empty module name`.
 */
export function resolveName(name: string): unknown {
  if (name === '' || name.startsWith('.')) throw new ValueError('Empty module name')
  const found = findName(name)
  if (found === undefined) throw new ModuleNotFoundError(noModule(name))
  refuseAction(found, name)
  return found
}

/** @throws ImportError for a function of logging's own that acts on the program, unless a program registered it. */
export function refuseAction(found: unknown, name: string): void {
  if (!isAction(found) || findRegistered(name) === found) return
  const dot = name.lastIndexOf('.')
  const module = `'${dot < 0 ? 'logging' : name.slice(0, dot)}'`
  throw new ImportError(
    `cannot import name '${name.slice(dot + 1)}' from ${module}\n` +
      '  A configuration reaches the classes and constants of logging. This function acts on the program: call it there.',
  )
}

/** Resolves as `resolveName` does, and gives undefined for a name that nobody knows. */
export function findName(name: string): unknown {
  if (name.length > MAX_NAME) return undefined
  const found = findIn(name, (path) => (registered.names.has(path) ? registered.names.get(path) : knownModule(path)))
  if (found !== undefined) return found
  const resolved = registered.resolver?.(name)
  return resolved === undefined ? findIn(name, /opentelemetry/.test(name) ? openTelemetryName : thirdParty) : resolved
}

/** The longest name that is looked up: each part of a name is looked up with all before it. */
const MAX_NAME = 1000

/** Returns the value that the program gave a name, by `register` or its resolver; Python's own names are left out. */
export function findRegistered(name: string): unknown {
  const found = findIn(name, (path) => registered.names.get(path))
  return found === undefined ? registered.resolver?.(name) : found
}

/** The longest known beginning of the name, then its attributes. */
function findIn(name: string, find: (path: string) => unknown): unknown {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
    const beginning = find(name.slice(0, end))
    if (beginning === undefined) continue
    if (end === name.length) return beginning
    return name
      .slice(end + 1)
      .split('.')
      .reduce<unknown>((owner, attribute) => getAttribute(owner, attribute), beginning)
  }
  return undefined
}

/**
 * Returns the message of Python's import error: about the first part of the name that is no module, and about the
 * module that it would be in.
 */
function noModule(name: string): string {
  const parts = name.split('.')
  let parent = ''
  for (const part of parts) {
    const path = parent === '' ? part : `${parent}.${part}`
    if (!isModule(path)) return missing(path, parent)
    parent = path
  }
  return missing(name, parts.slice(0, -1).join('.'))
}

function missing(path: string, parent: string): string {
  const isNoPackage = parent !== '' && !isPackage(parent) && knownModule(parent) !== undefined
  return `No module named '${path}'${isNoPackage ? `; '${parent}' is not a package` : ''}`
}

function isModule(path: string): boolean {
  if (knownModule(path) !== undefined) return true
  return [...registered.names.keys()].some((name) => name.startsWith(`${path}.`))
}
