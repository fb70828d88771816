/**
 * The filters that decide which warnings are shown: the first one that fits decides, as in Python, and the filters at
 * the beginning are Python's, too.
 *
 *   DeprecationWarning   shown where the program's main file is the caller, else ignored
 *   others               shown once for each line
 *
 * Source: CPython 3.13.0, Lib/warnings.py, filterwarnings, simplefilter, warn_explicit.
 */

import { BoundedCache, repr } from '@pylogging/formatter'
import { RuntimeError, ValueError } from '../ground/errors.js'
import { nodeRequire } from '../ground/node-require.js'
import {
  DeprecationWarning,
  ImportWarning,
  isSubclass,
  PendingDeprecationWarning,
  ResourceWarning,
  Warning,
  type WarningCategory,
} from './warning-categories.js'

/** "default" shows a warning once for each line, "module" once for each file, "once" once in all. */
export type WarningAction = 'error' | 'ignore' | 'always' | 'default' | 'module' | 'once'

export interface WarningFilter {
  readonly action: WarningAction
  /** The pattern must fit the beginning of the text; null fits all. */
  readonly message: RegExp | null
  readonly category: WarningCategory
  readonly module: RegExp | null
  /** 0 fits all. */
  readonly lineno: number
}

/** One warning at one line of a file. */
export interface Occurrence {
  readonly text: string
  readonly category: WarningCategory
  readonly filename: string
  readonly lineno: number
  readonly module: string
}

const ACTIONS: readonly unknown[] = ['error', 'ignore', 'always', 'default', 'module', 'once']
const MOST_REMEMBERED = 10_000

export class WarningFilters {
  /** Nearest first. */
  list: WarningFilter[] = initialFilters()
  readonly #shown = new BoundedCache<string, true>({ most: MOST_REMEMBERED })
  readonly #categoryIds = new Map<WarningCategory, number>()

  /** @throws ValueError, TypeError in Python's words. */
  add(
    action: WarningAction,
    message: string,
    category: WarningCategory,
    module: string,
    lineno: number,
    append: boolean,
  ): void {
    if (!ACTIONS.includes(action)) throw new ValueError(`invalid action: ${repr(action)}`)
    if (typeof message !== 'string') throw new TypeError('message must be a string')
    if (!isCategory(category)) throw new TypeError('category must be a Warning subclass')
    if (typeof module !== 'string') throw new TypeError('module must be a string')
    if (!Number.isInteger(lineno)) throw new TypeError('lineno must be an int')
    if (lineno < 0) throw new ValueError('lineno must be an int >= 0')
    const filter = { action, message: startOf(message, 'i'), category, module: startOf(module, ''), lineno }
    const others = this.list.filter((other) => !isSame(other, filter))
    if (!append) this.list = [filter, ...others]
    else if (others.length === this.list.length) this.list = [...others, filter]
    this.forget()
  }

  /** Shows again what was shown. Python does so whenever a filter changes. */
  forget(): void {
    this.#shown.clear()
  }

  /** Whether to show a warning; remembers that it was. 'error' is for the caller to throw. */
  decide(warning: Occurrence): boolean | 'error' {
    const { text, filename, lineno } = warning
    const category = this.#idOf(warning.category)
    const isNew = (...parts: unknown[]) => this.#isNew(JSON.stringify([category, text, ...parts]))
    const action = this.list.find((filter) => fits(filter, warning))?.action ?? 'default'
    switch (action) {
      case 'ignore':
        return false
      case 'error':
        return 'error'
      case 'always':
        return true
      case 'once':
        return isNew()
      case 'module':
        return isNew(filename)
      case 'default':
        return isNew(filename, lineno)
      default:
        throw new RuntimeError(`Unrecognized action (${repr(action)}) in warnings.filters`)
    }
  }

  #isNew(key: string): boolean {
    if (this.#shown.get(key)) return false
    return this.#shown.set(key, true)
  }

  /** Two classes may have one name. */
  #idOf(category: WarningCategory): number {
    const id = this.#categoryIds.get(category) ?? this.#categoryIds.size
    this.#categoryIds.set(category, id)
    return id
  }
}

export function isCategory(value: unknown): value is WarningCategory {
  return typeof value === 'function' && isSubclass(value as WarningCategory, Warning)
}

/** Python's name for the module of a file: that of the file without its extension, `__main__` for the program's own. */
export function moduleName(filename: string, module: string): string {
  return filename === mainFile() ? '__main__' : module
}

let main: string | undefined

function mainFile(): string {
  main ??= resolved(process.argv[1] ?? '')
  return main
}

/** `node app` runs app.js, and a link what it leads to. */
function resolved(name: string): string {
  try {
    return nodeRequire().resolve(name)
  } catch {
    return name
  }
}

function initialFilters(): WarningFilter[] {
  const filter = (action: WarningAction, category: WarningCategory, module: RegExp | null = null): WarningFilter => {
    return { action, message: null, category, module, lineno: 0 }
  }
  return [
    filter('default', DeprecationWarning, /^__main__$/),
    filter('ignore', DeprecationWarning),
    filter('ignore', PendingDeprecationWarning),
    filter('ignore', ImportWarning),
    filter('ignore', ResourceWarning),
  ]
}

function isSame(filter: WarningFilter, other: WarningFilter): boolean {
  const isAlike = filter.action === other.action && filter.category === other.category && filter.lineno === other.lineno
  return isAlike && String(filter.message) === String(other.message) && String(filter.module) === String(other.module)
}

function fits(filter: WarningFilter, { text, category, module, lineno }: Occurrence): boolean {
  if (filter.lineno !== 0 && filter.lineno !== lineno) return false
  if (!isSubclass(category, filter.category)) return false
  return (filter.message?.test(text) ?? true) && (filter.module?.test(module) ?? true)
}

/** Python's `re.match`; null for ''. */
function startOf(pattern: string, flags: string): RegExp | null {
  return pattern === '' ? null : new RegExp(`^(?:${pattern})`, flags)
}
