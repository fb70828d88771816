/**
 * Configures in the sandbox and says what came of it: the handlers and formatters by name, and each part that failed.
 *
 * CPython stops at the first failure. Here each part that fails is put down with its reason and replaced by something
 * harmless, so that one trial tells of all of them.
 */
import { isError } from '@pylogging/formatter'
import { DictConfigurator, type RawConfigParser } from '../config.js'
import { NullHandler } from '../handlers/stream.js'
import type { Handler } from '../model/handler.js'
import { dictEntries } from '../python/references.js'
import { place } from './findings.js'
import type { Configuration } from './read-config.js'
import { handlers as allHandlers, forget, openNothing } from './sandbox.js'
import { registerStandIns } from './stand-ins.js'

export interface Failure {
  /** The path of the part: `handlers.file`. */
  readonly path: string
  readonly error: unknown
}

export interface Trial {
  readonly handlers: ReadonlyMap<string, Handler>
  readonly formatters: ReadonlyMap<string, unknown>
  readonly failures: readonly Failure[]
  /** Names that something stands in for. */
  readonly unknown: readonly string[]
}

/** Configures anew, as if nothing had been before. */
export function tryOut(configuration: Configuration): Trial {
  openNothing()
  forget()
  const unknown = registerStandIns(configuration)
  const failures: Failure[] = []
  const formatters = new Map<string, unknown>()
  try {
    if (configuration.kind === 'ini') applyEach(configuration, failures)
    else new TrialConfigurator(configuration.config, failures, formatters).configure()
  } catch (error) {
    failures.push({ path: '', error })
  }
  const named = allHandlers().flatMap((each): [string, Handler][] => (each.name === null ? [] : [[each.name, each]]))
  return { handlers: new Map(named), formatters, failures, unknown }
}

/** An error with what caused it, in one line: `ValueError: Unable to set formatter 'x': KeyError: 'x'`. */
export function reason(error: unknown): string {
  const texts: string[] = []
  for (let each: unknown = error; isError(each) && texts.length < 10; each = each.cause) {
    const [message = ''] = each.message.split('\n')
    texts.push(message === '' ? each.name : `${each.name}: ${message}`)
  }
  return texts.length === 0 ? String(error) : texts.join('; ')
}

/** Options with which a section of an INI file does no harm. */
const HARMLESS: readonly (readonly [kind: string, options: Readonly<Record<string, string>>])[] = [
  ['formatter_', {}],
  ['handler_', { class: 'NullHandler' }],
  ['logger_', { handlers: '' }],
]

/** Applies an INI file anew without each section that fails, so that all of them are told. */
function applyEach({ apply, parser }: Extract<Configuration, { kind: 'ini' }>, failures: Failure[]): void {
  const replaced = new Map<string, Readonly<Record<string, string>>>()
  withSections(parser, replaced, () => {
    for (;;) {
      try {
        apply()
        return
      } catch (error) {
        const section = parser.sections().find((each) => isError(error) && error.message.includes(`[${each}]`))
        const [, options] = HARMLESS.find(([kind]) => section?.startsWith(kind)) ?? []
        if (section === undefined || options === undefined || replaced.has(section)) throw error
        failures.push({ path: `[${section}]`, error })
        const qualname = parser.get(section, 'qualname', { raw: true, fallback: '' }) ?? ''
        replaced.set(section, { ...options, qualname })
        forget()
      }
    }
  })
}

/** Some sections have other options, as long as the work lasts. */
function withSections(
  parser: RawConfigParser,
  replaced: ReadonlyMap<string, Readonly<Record<string, string>>>,
  work: () => void,
): void {
  const { get, has_option } = parser
  const has = (section: string, option: string) => Object.hasOwn(replaced.get(section) ?? {}, option)
  parser.get = (section, option, options = {}) => {
    if (!replaced.has(section)) return get.call(parser, section, option, options)
    return has(section, option) ? (replaced.get(section)?.[option] ?? null) : (options.fallback ?? null)
  }
  parser.has_option = (section, option) => {
    return replaced.has(section) ? has(section, option) : has_option.call(parser, section, option)
  }
  try {
    work()
  } finally {
    Object.assign(parser, { get, has_option })
  }
}

class TrialConfigurator extends DictConfigurator {
  readonly #failures: Failure[]
  readonly #formatters: Map<string, unknown>
  readonly #deferred = new Set<unknown>()

  constructor(config: unknown, failures: Failure[], formatters: Map<string, unknown>) {
    super(config)
    this.#failures = failures
    this.#formatters = formatters
  }

  override configure_formatter(options: unknown): unknown {
    const name = this.#nameOf('formatters', options)
    const formatter = this.#attempt(place('formatters', name), null, () => super.configure_formatter(options))
    if (formatter !== null) this.#formatters.set(String(name), formatter)
    return formatter
  }

  override configure_filter(options: unknown): unknown {
    const path = place('filters', this.#nameOf('filters', options))
    return this.#attempt(
      path,
      () => true,
      () => super.configure_filter(options),
    )
  }

  override configure_handler(options: unknown): Handler {
    const name = this.#nameOf('handlers', options)
    try {
      return super.configure_handler(options)
    } catch (error) {
      if (!this.#deferred.has(name) && reason(error).includes(' not configured yet')) {
        this.#deferred.add(name)
        throw error
      }
      this.#failures.push({ path: place('handlers', name), error })
      return new NullHandler()
    }
  }

  override configure_logger(name: unknown, options: unknown, incremental = false): void {
    this.#attempt(place('loggers', name), undefined, () => super.configure_logger(name, options, incremental))
  }

  override configure_root(options: unknown, incremental = false): void {
    this.#attempt('root', undefined, () => super.configure_root(options, incremental))
  }

  #attempt<T>(path: string, otherwise: T, configure: () => T): T {
    try {
      return configure()
    } catch (error) {
      this.#failures.push({ path, error })
      return otherwise
    }
  }

  /** The configurator hands over what stands in the section; its key is what it stands under. */
  #nameOf(section: string, options: unknown): unknown {
    for (const [key, value] of dictEntries(this.config.get(section)) ?? []) if (value === options) return key
    return '?'
  }
}
