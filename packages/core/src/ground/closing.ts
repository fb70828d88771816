/**
 * The way in which handlers are being closed just now: together, at the end of the process or by `shutdown`, or because
 * others take their place. A handler that waits for a peer asks.
 */
import { steadyNow } from './steady-clock.js'

interface Closing {
  /** The beginning of the shutdown that is under way, by `steadyNow()`: handlers that wait in it share one clock. */
  began: number | null
  /** Whether others take the place of the handlers: then none waits for its peer. */
  isInBackground: boolean
}

const closing: Closing = { began: null, isInBackground: false }
const endings = new Set<(began: number) => void>()

/** Returns the beginning of the shutdown that is under way, by `steadyNow()`; null where none is. */
export function shutdownBegan(): number | null {
  return closing.began
}

/** Whether handlers are closed because others take their place, and send what they have left in the background. */
export function closesInBackground(): boolean {
  return closing.isInBackground
}

/** Runs something that closes handlers together. */
export function closingTogether<T>(work: () => T): T {
  return during({ began: closing.began ?? steadyNow() }, work)
}

/** Runs something that closes handlers whose place others take. */
export function closingInBackground<T>(work: () => T): T {
  return during({ isInBackground: true }, work)
}

/** Has something done at the end of the process, after all handlers were closed. @param ending - Gets `shutdownBegan`. */
export function atTheEnd(ending: (began: number) => void): void {
  endings.add(ending)
}

/** Closes all handlers at the end of the process, and does what is to be done after that. */
export function endingAll(closeAll: () => void): void {
  closing.began = steadyNow()
  try {
    closeAll()
  } finally {
    for (const ending of endings) ending(closing.began)
  }
}

function during<T>(state: Partial<Closing>, work: () => T): T {
  const before = { ...closing }
  Object.assign(closing, state)
  try {
    return work()
  } finally {
    Object.assign(closing, before)
  }
}
