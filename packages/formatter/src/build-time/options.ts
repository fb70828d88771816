/**
 * The options of the build step: which names are loggers, which packages ours, and whether every place is verified.
 *
 * A wrong option is an error when the plugin is made, which says what is allowed.
 */
import type { CallSiteOptions } from '../build-options.js'
import { unexpectedKeyword } from '../python/arguments.js'

/** The options, complete. */
export interface MarkOptions {
  readonly verify: boolean
  readonly loggers: ReadonlySet<string>
  readonly modules: ReadonlySet<string>
  readonly root: string | null
  readonly include: RegExp
  readonly exclude: RegExp
}

const KINDS: Readonly<Record<keyof CallSiteOptions, (value: unknown) => string | null>> = {
  verify: (value) => (typeof value === 'boolean' ? null : 'true or false'),
  loggers: (value) => (isTextList(value) ? null : "a list of names, such as ['logger']"),
  modules: (value) => (isTextList(value) ? null : "a list of modules, such as ['@pylogging/core']"),
  root: (value) => (typeof value === 'string' && value !== '' ? null : 'the path of a folder'),
  include: (value) => (value instanceof RegExp ? null : 'a regular expression'),
  exclude: (value) => (value instanceof RegExp ? null : 'a regular expression'),
}

/** @throws TypeError for a name that is none, and for a value of another kind. */
export function readOptions(given: CallSiteOptions = {}): MarkOptions {
  if (typeof given !== 'object' || given === null) throw new TypeError('callSites() takes an object of options')
  for (const [name, value] of Object.entries(given)) {
    const names = Object.keys(KINDS)
    if (!Object.hasOwn(KINDS, name)) {
      throw new TypeError(`${unexpectedKeyword('callSites()', name, names)}\n  Its options are ${names.join(', ')}.`)
    }
    const wanted = value === undefined ? null : KINDS[name as keyof CallSiteOptions](value)
    if (wanted !== null) throw new TypeError(`option "${name}" of callSites() must be ${wanted}`)
  }
  const { verify = false, loggers = [], modules = ['@pylogging/core'], root = null } = given
  const { include = /^/, exclude = /[\\/]node_modules[\\/]/ } = given
  return { verify, loggers: new Set(loggers), modules: new Set(modules), root, include, exclude }
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== '')
}
