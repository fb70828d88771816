/**
 * One evaluation: the parts of the world that it may use, and the limits of its work.
 *
 * The environment, values that the user set, files beside the first one: nothing else comes in. Steps, files and the
 * depth of calls are counted, so that no file keeps the reader busy.
 */
import { ValueError } from '../ground/errors.js'
import type { Span, Statement } from './syntax.js'
import type { SourceFile } from './values.js'

/** The information that the user gives. */
export interface Inputs {
  /** `os.environ`. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Values for names and expressions as they stand in the file: `DEBUG`, `settings.LEVEL`. */
  readonly set: ReadonlyMap<string, unknown>
  /** Names of functions that read environment variables: `env`, `get_env`. */
  readonly helpers: ReadonlySet<string>
}

/** More than a configuration can need. Never caught inside the file. */
export class TooMuch extends ValueError {}

const MAX_STEPS = 300_000
const MAX_FILES = 40
const MAX_CALLS = 60

export class Session {
  readonly inputs: Inputs
  /** The files that were read, by path; null while a file that imports itself is being read. */
  readonly files = new Map<string, SourceFile | null>()
  /** Arguments of dictConfig, in the order of the calls. */
  readonly captures: {
    readonly value: unknown
    readonly file: SourceFile
    readonly span: Span
    readonly within: string
  }[] = []
  /** Imports that fail on the way that is being gone. */
  readonly absent = new Set<Statement>()
  /** Whether an exception would be caught by the file. */
  tries = 0
  #steps = 0
  #calls = 0

  constructor(inputs: Inputs) {
    this.inputs = inputs
  }

  /** @throws TooMuch */
  step(count = 1): void {
    this.#steps += count
    if (this.#steps > MAX_STEPS)
      throw new TooMuch(`more than ${MAX_STEPS} steps: this is a program, not a configuration`)
  }

  /** @throws TooMuch for functions that call each other without end */
  within<T>(work: () => T): T {
    this.#calls += 1
    if (this.#calls > MAX_CALLS) throw new TooMuch(`functions call each other more than ${MAX_CALLS} deep`)
    try {
      return work()
    } finally {
      this.#calls -= 1
    }
  }

  /** @throws TooMuch */
  countFile(): void {
    if (this.files.size >= MAX_FILES) throw new TooMuch(`more than ${MAX_FILES} files are imported`)
  }

  /** Returns the value that the user set for a name or an expression; null where there is none. */
  given(name: string): { readonly value: unknown } | null {
    return this.inputs.set.has(name) ? { value: this.inputs.set.get(name) } : null
  }
}

/** Returns the text of a span in one line, as messages and `set` name it. */
export function nameOf(file: SourceFile, { from, to }: Span): string {
  const text = file.text
    .slice(from, Math.min(to, from + 200))
    .replace(/\s+/g, ' ')
    .trim()
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
