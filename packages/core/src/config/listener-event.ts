/**
 * Python's threading.Event, with promises in the place of waiting: what `listen` returns has one.
 */
import { clearTimeout, setTimeout } from 'node:timers'

interface Waiting {
  resolve(isSet: boolean): void
  reject(error: unknown): void
}

/** Python's threading.Event, whose waiting is a promise. */
export class ListenerEvent {
  readonly #waiting = new Set<Waiting>()
  #isSet = false
  #failure: readonly [unknown] | null = null

  /** Whether it is set. */
  is_set(): boolean {
    return this.#isSet
  }

  /** Sets the event, and wakes those that wait for it. */
  set(): void {
    this.#isSet = true
    for (const { resolve } of this.#waiting) resolve(true)
    this.#waiting.clear()
  }

  /** Takes it back. */
  clear(): void {
    this.#isSet = false
  }

  /**
   * Waits until it is set.
   *
   * @param timeout - In seconds; null waits for ever.
   * @returns False when the time is over.
   * @throws Why it will never be set.
   */
  async wait(timeout: number | null = null): Promise<boolean> {
    if (this.#failure !== null) throw this.#failure[0]
    if (this.#isSet) return true
    let timer: NodeJS.Timeout | undefined
    const waited = new Promise<boolean>((resolve, reject) => {
      const waiting = { resolve, reject }
      this.#waiting.add(waiting)
      if (timeout === null) return
      timer = setTimeout(() => {
        this.#waiting.delete(waiting)
        resolve(this.#isSet)
      }, timeout * 1000)
    })
    return waited.finally(() => clearTimeout(timer))
  }

  /** Notes that the event will never be set. @returns Whether anybody waits for it and so gets to know. */
  fail(error: unknown): boolean {
    const isAwaited = this.#waiting.size > 0
    this.#failure = [error]
    for (const { reject } of this.#waiting) reject(error)
    this.#waiting.clear()
    return isAwaited
  }
}
