/**
 * Stand-ins for names that nothing is registered under, so that a configuration can be tried without its program: a
 * handler that has a level, a formatter that gives the message alone, a filter that lets all pass.
 */
import { Formatter } from '@pylogging/formatter'
import { findName } from '../config/registry.js'
import { type NamedAt, namesInDict } from '../config/unknown-names.js'
import { register } from '../config.js'
import { Handler } from '../model/handler.js'
import type { Configuration } from './read-config.js'

const standIns = new Set<unknown>()

export function isStandIn(value: unknown): boolean {
  return standIns.has(value)
}

/** The names of a configuration that nothing is registered under. */
export function unknownNames(configuration: Configuration): NamedAt[] {
  return namesOf(configuration).filter(({ name }) => /^[^:/]+$/.test(name) && isUnknown(name))
}

/** Registers a stand-in for each unknown name. @returns The names. */
export function registerStandIns(configuration: Configuration): string[] {
  const unknown = unknownNames(configuration).filter(({ name }) =>
    /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name),
  )
  for (const { name, path } of unknown) {
    const standIn = made(name.slice(name.lastIndexOf('.') + 1), path)
    standIns.add(standIn)
    register(name, standIn)
  }
  return [...new Set(unknown.map(({ name }) => name))]
}

/** A name of an INI file may be one of logging's own without its module. */
function namesOf(configuration: Configuration): NamedAt[] {
  if (configuration.kind === 'dict') return namesInDict(configuration.config)
  const { parser } = configuration
  return parser.sections().flatMap((section) => {
    if (!/^(handler|formatter)_/.test(section)) return []
    const name = parser.get(section, 'class', { raw: true, fallback: null })
    if (!name || (section.startsWith('handler_') && findName(`logging.${name}`) !== undefined)) return []
    return [{ path: `[${section}] class`, name }]
  })
}

function made(name: string, path: string): unknown {
  return Object.defineProperty(standInAt(path), 'name', { value: name })
}

/**
 * Makes a class for a name that the program would define; its base depends on where the name stands. Each call makes a
 * class of its own, which gets a name.
 */
function standInAt(path: string): object {
  const isClass = /\.(class|\(\))$/.test(path)
  if (path.startsWith('[handler_') || (isClass && path.startsWith('handlers.'))) return standInHandler()
  if (path.startsWith('[formatter_') || (isClass && path.startsWith('formatters.'))) return standInFormatter()
  return class {
    filter(): boolean {
      return true
    }
  }
}

/** Arguments are another class's, and dropped. */
function standInHandler(): object {
  return class extends Handler {
    constructor(..._others: unknown[]) {
      super()
    }

    override emit(): void {}
  }
}

function standInFormatter(): object {
  return class extends Formatter {
    constructor(..._others: unknown[]) {
      super()
    }
  }
}

/** Whether nothing is known of a name but that it was asked for. */
function isUnknown(name: string): boolean {
  const found = findName(name)
  return found === undefined || isStandIn(found)
}
