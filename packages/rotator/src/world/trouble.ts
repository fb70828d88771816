/**
 * Errors that did not keep a record from being written: they are told once the record is in the file.
 *
 *   let trouble = watch()                     null where nothing went wrong
 *   trouble = join(trouble, rotate())         both, if both failed
 *   reporter.report(trouble, 'The record was written.')
 *
 * A log call throws such an error at its end, as an OSError whose `recordWritten` is true. Where two things went wrong
 * the later one is thrown and the earlier one is its `cause`. Each kind is told once a minute, because what fails at one
 * record will mostly fail at the next one, too.
 */
import { types } from 'node:util'
import { environment } from './environment.js'
import { errorCode, OSError, osError, retold } from './errors.js'
import { REPORT_EVERY_MS } from './timings.js'

/** An error that did not keep a record from being written, and the one before it. */
export interface Trouble {
  readonly error: unknown
  readonly earlier: Trouble | null
}

/** The trouble that a caught error is. */
export function troubleOf(error: unknown): Trouble {
  return { error, earlier: null }
}

const NEXT_TIME = 'The record was written; what failed is tried again at the next rotation.'

/** The trouble of a step that a rotation can do without, such as deleting a backup. */
export function troubleBeside(error: unknown): Trouble {
  const told = osError(error)
  return troubleOf(told instanceof OSError && !told.recordWritten ? retold(told, NEXT_TIME, true) : error)
}

/** Returns both, where both are trouble. */
export function join(earlier: Trouble | null, later: Trouble | null): Trouble | null {
  if (earlier === null || later === null) return later ?? earlier
  return { error: later.error, earlier: join(earlier, later.earlier) }
}

/** Tells the trouble of one file, and each kind of it once a minute. */
export class TroubleReporter {
  readonly #toldAt = new Map<string, number>()

  /**
   * Throws the trouble, unless all of it was told a short time ago.
   *
   * @param told - The sentence that says what became of the record.
   */
  report(trouble: Trouble | null, told: string): void {
    let news: unknown
    for (const error of errorsOf(trouble)) if (this.#isNews(error)) news = retellAfter(error, told, news)
    if (news !== undefined) throw news
  }

  #isNews(error: unknown): boolean {
    const kind = errorCode(error) ?? String(error)
    const now = environment.monotonic()
    if (now - (this.#toldAt.get(kind) ?? -Infinity) < REPORT_EVERY_MS) return false
    if (this.#toldAt.size >= MOST_KINDS) this.#toldAt.clear()
    this.#toldAt.set(kind, now)
    return true
  }
}

/** A user's own function may throw another text each time. */
const MOST_KINDS = 100

/** Earliest first. */
function errorsOf(trouble: Trouble | null): unknown[] {
  return trouble === null ? [] : [...errorsOf(trouble.earlier), osError(trouble.error) ?? nothingThrown(trouble)]
}

function nothingThrown({ error }: Trouble): Error {
  return new Error(`${error} was thrown, where an error was expected`)
}

/** The error as it is told, with an earlier one as its cause. */
function retellAfter(error: unknown, told: string, earlier: unknown): unknown {
  if (error instanceof OSError && !error.recordWritten) return retold(error, told, true, earlier)
  // A user's function threw it, and it stays the error that the user knows; or it says itself what became of the record.
  if (earlier !== undefined && types.isNativeError(error) && Object.isExtensible(error)) error.cause ??= earlier
  return error
}
