/**
 * Whether text may have colours: on a terminal, unless NO_COLOR says no or FORCE_COLOR says yes.
 *
 * Both are environment variables that many programs know; empty ones count as absent, and so does a FORCE_COLOR of 0.
 */
import type { TextStream } from '../ground/sys.js'

/** @param streams - All that the text may go to. */
export function wantsColours(...streams: readonly (TextStream | null)[]): boolean {
  const { FORCE_COLOR, NO_COLOR } = process.env
  if (FORCE_COLOR && FORCE_COLOR !== '0') return true
  return !NO_COLOR && streams.every(isTerminal)
}

/** Node's streams say `isTTY`, Python's are asked `isatty()`. */
export function isTerminal(stream: TextStream | null): boolean {
  if (stream === null) return false
  const { isTTY, isatty } = stream as { isTTY?: unknown; isatty?: unknown }
  return isTTY === true || (typeof isatty === 'function' && isatty.call(stream) === true)
}

/** The escape sequence of SGR codes: `sgr(1, 31)` is bold and red, `sgr()` and `sgr(0)` end both. */
export function sgr(...codes: readonly number[]): string {
  return `\x1b[${codes.join(';')}m`
}
