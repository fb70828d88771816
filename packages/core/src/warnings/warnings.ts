/**
 * Python's `warnings`, as far as it makes sense here: for what this package deprecates, for ported libraries, and for
 * `captureWarnings`.
 *
 *   warnings.warn('use load()', warnings.DeprecationWarning, 2)
 *   /srv/app.ts:7: DeprecationWarning: use load()       on stderr, followed by that line of the file
 *
 * It is an ordinary object whose `showwarning` and `formatwarning` a program may replace, and one per process. Node's own
 * warnings (`process.emitWarning`) have their own printer and switches; `captureWarnings` logs both kinds.
 *
 * Source: CPython 3.13.0, Lib/warnings.py.
 */
/// <reference lib="esnext.disposable" preserve="true" />
import { bindNamed, captureCallSite, onePerProcess, type PublicMethod, sourceLine, str } from '@pylogging/formatter'
import { OSError } from '../ground/errors.js'
import { sys, type TextStream } from '../ground/sys.js'
import { writeText } from '../ground/write-text.js'
import { categories, UserWarning, Warning, type WarningCategory } from './warning-categories.js'
import { isCategory, moduleName, type WarningAction, WarningFilters } from './warning-filters.js'

/** A warning that `catch_warnings` recorded: the arguments of `showwarning`. */
export interface WarningMessage {
  readonly message: Warning
  readonly category: WarningCategory
  readonly filename: string
  readonly lineno: number
  readonly file: TextStream | null
  readonly line: string | null
}

/** Keywords of `filterwarnings` and `simplefilter`. */
export interface FilterOptions {
  readonly action?: WarningAction | undefined
  /** A regular expression that the text must fit from its beginning, in whatever letter case. */
  readonly message?: string | undefined
  readonly category?: WarningCategory | undefined
  /** A regular expression for the name of the caller's file without its extension; `__main__` is the program's own. */
  readonly module?: string | undefined
  readonly lineno?: number | undefined
  /** True puts the filter behind the others. */
  readonly append?: boolean | undefined
}

interface WarnOptions {
  readonly message: string | Warning
  readonly category?: WarningCategory | null
  readonly stacklevel?: number
}

/** Keywords of `catch_warnings`. */
export interface CatchOptions extends Omit<FilterOptions, 'message' | 'module'> {
  /** True keeps warnings in `log` instead of showing them. */
  readonly record?: boolean | undefined
}

const FILTER = {
  owner: 'filterwarnings()',
  names: ['action', 'message', 'category', 'module', 'lineno', 'append'],
  required: 1,
  implicit: 0,
} as const
const SIMPLE = {
  owner: 'simplefilter()',
  names: ['action', 'category', 'lineno', 'append'],
  required: 1,
  implicit: 0,
} as const
const WARN = {
  owner: 'warn()',
  names: ['message', 'category', 'stacklevel', 'source'],
  required: 1,
  implicit: 0,
} as const

const filters = new WarningFilters()

/**
 * Warns about the caller, or with `stacklevel` 2 about the caller's caller.
 *
 * @param category - UserWarning unless given. A `message` that is a Warning has its own.
 * @throws TypeError for what is no category; the warning itself where a filter says 'error'.
 */
function warn(
  message: string | Warning,
  category?: WarningCategory | null | { category?: WarningCategory | null; stacklevel?: number },
  stacklevel?: number | { stacklevel?: number },
): void
function warn(...args: unknown[]): void {
  const { message, category, stacklevel = 1 } = bindNamed<WarnOptions>(WARN, args)
  warnAt(warn, stacklevel, message, category ?? UserWarning)
}

function warnAt(method: PublicMethod, stacklevel: number, message: string | Warning, category: WarningCategory): void {
  const { pathname, lineno, module } = captureCallSite(method, stacklevel)
  warnings.warn_explicit(message, category, pathname, lineno, moduleName(pathname, module))
}

/** Warns about a file and line that are known. */
function warn_explicit(
  message: string | Warning,
  category: WarningCategory,
  filename: string,
  lineno: number,
  module: string = filename.replace(/\.[cm]?[jt]sx?$/, ''),
): void {
  const isWarning = message instanceof Warning
  const kind = isWarning ? (message.constructor as WarningCategory) : category
  if (!isCategory(kind)) {
    throw new TypeError(`category must be a Warning subclass, not '${kind === null ? 'NoneType' : typeof kind}'`)
  }
  const text = isWarning ? message.message : str(message)
  const warning = isWarning ? message : new kind(text)
  const decision = filters.decide({ text, category: kind, filename, lineno, module })
  if (decision === 'error') throw warning
  if (decision) warnings.showwarning(warning, kind, filename, lineno)
}

/** Python's hook: prints a warning, on stderr unless `file` is given. */
function showwarning(
  message: Warning | string,
  category: { readonly name: string },
  filename: string,
  lineno: number,
  file: TextStream | null = null,
  line: string | null = null,
): void {
  const stream = file ?? sys.stderr
  if (!stream) return
  try {
    writeText(stream, warnings.formatwarning(message, category, filename, lineno, line))
  } catch (error) {
    // The warning is lost where stderr is gone, as in Python.
    if (!(error instanceof OSError) && !(error as { code?: unknown }).code) throw error
  }
}

/** Python's text: file and line, category and message, then the line of the source, where it can be read. Ends in a newline. */
function formatwarning(
  message: Warning | string,
  category: { readonly name: string },
  filename: string,
  lineno: number,
  line: string | null = null,
): string {
  const text = `${filename}:${lineno}: ${category.name}: ${str(message)}\n`
  const shown = line === null ? sourceLine(filename, lineno) : line.trim()
  return shown ? `${text}  ${shown}\n` : text
}

/** Puts a filter before the others. @throws ValueError, TypeError in Python's words. */
function filterwarnings(action: WarningAction, options?: Omit<FilterOptions, 'action'>): void
function filterwarnings(
  action: WarningAction,
  message: string | undefined,
  options: Omit<FilterOptions, 'action' | 'message'>,
): void
function filterwarnings(
  action: WarningAction,
  message: string | undefined,
  category: WarningCategory | undefined,
  options: Omit<FilterOptions, 'action' | 'message' | 'category'>,
): void
function filterwarnings(
  action: WarningAction,
  message?: string,
  category?: WarningCategory,
  module?: string,
  lineno?: number,
  append?: boolean,
): void
function filterwarnings(...args: unknown[]): void {
  const options = bindNamed<FilterOptions & { readonly action: WarningAction }>(FILTER, args)
  const { action, message = '', category = Warning, module = '', lineno = 0, append = false } = options
  filters.add(action, message, category, module, lineno, append)
}

/** A filter for all texts and files: `simplefilter('ignore')`. */
function simplefilter(action: WarningAction, options?: Omit<FilterOptions, 'action' | 'message' | 'module'>): void
function simplefilter(
  action: WarningAction,
  category: WarningCategory | undefined,
  options: Pick<FilterOptions, 'lineno' | 'append'>,
): void
function simplefilter(action: WarningAction, category?: WarningCategory, lineno?: number, append?: boolean): void
function simplefilter(...args: unknown[]): void {
  const options = bindNamed<FilterOptions & { readonly action: WarningAction }>(SIMPLE, args)
  const { action, category = Warning, lineno = 0, append = false } = options
  filters.add(action, '', category, '', lineno, append)
}

/** Removes all filters, those of the beginning included. */
function resetwarnings(): void {
  filters.list = []
  filters.forget()
}

/**
 * Puts filters and `showwarning` back at the end of a block: `using caught = warnings.catch_warnings({ record: true })`,
 * or where there is no `using`, `caught.restore()`.
 */
export interface CaughtWarnings extends Disposable {
  /** The warnings that would have been shown, kept where `record` is true. */
  readonly log: readonly WarningMessage[]
  restore(): void
}

class CatchWarnings implements CaughtWarnings {
  readonly log: WarningMessage[] = []
  readonly #filters = filters.list
  readonly #showwarning = warnings.showwarning

  constructor({ record = false, action, category, lineno, append }: CatchOptions = {}) {
    filters.forget()
    if (action !== undefined) simplefilter(action, category, lineno, append)
    if (!record) return
    warnings.showwarning = (message, kind, filename, at, file = null, line = null) => {
      this.log.push({
        message: message as Warning,
        category: kind as WarningCategory,
        filename,
        lineno: at,
        file,
        line,
      })
    }
  }

  restore(): void {
    filters.list = this.#filters
    filters.forget()
    warnings.showwarning = this.#showwarning
  }

  [Symbol.dispose](): void {
    this.restore()
  }
}

function catch_warnings(options: CatchOptions = {}): CaughtWarnings {
  return new CatchWarnings(options)
}

const members = {
  warn,
  warn_explicit,
  showwarning,
  formatwarning,
  filterwarnings,
  simplefilter,
  resetwarnings,
  catch_warnings,
  ...categories,
}

export type Warnings = typeof members

/** One per process: two copies of this package share the filters. */
export const warnings: Warnings = onePerProcess('core.warnings', () => members)

/** Warns the caller of the public method which is running that this should not be called any more. */
export function warnDeprecated(method: PublicMethod, text: string): void {
  const { pathname, lineno, module } = captureCallSite(method, 1)
  warnings.warn_explicit(text, warnings.DeprecationWarning, pathname, lineno, moduleName(pathname, module))
}
