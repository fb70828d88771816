/**
 * The losses of a connection, and the ways in which they are told: a record that its peer refused is told with its
 * record, at once; records for which there is no room are told once, when it begins; and when the connection closes,
 * the number of all that were not told one by one.
 */
import { RuntimeError } from '../ground/errors.js'

export class Losses {
  /** Records that were not handed to the worker. */
  refused = 0
  #told = 0
  /** The last record that was told to wait for another attempt; it may still arrive. */
  #toldWaiting = 0
  #hasToldOfRefusals = false

  toldLost(number: number): void {
    if (number !== this.#toldWaiting) this.#told += 1
  }

  toldWaiting(number: number): void {
    this.#toldWaiting = number
  }

  /** A record that was waiting is lost now. @param done - Up to which number the ones before it were done. */
  gaveUpAfter(done: number): void {
    if (this.#toldWaiting !== 0 && ((this.#toldWaiting - done) | 0) > 0) this.#told += 1
    this.#toldWaiting = 0
  }

  /** Counts a record for which there was no room. @returns The error to tell, if this is the first. */
  refuse(peer: string): Error | null {
    this.refused += 1
    if (this.#hasToldOfRefusals) return null
    this.#hasToldOfRefusals = true
    const what = `${peer} does not take log records fast enough; they are dropped and counted from now on`
    return new RuntimeError(what)
  }

  /**
   * @returns The error to tell at the end of a connection that has lost so many records in all; null where all are
   * told.
   */
  total(lost: number, peer: string, cause: Error | null): Error | null {
    const count = lost - this.#told
    if (count <= 0) return null
    const inAll = this.#told === 0 ? '' : ` (${lost} in all)`
    const error = new RuntimeError(`${count} log record${count === 1 ? '' : 's'} could not be sent to ${peer}${inAll}`)
    if (cause !== null) error.cause = cause
    return error
  }
}
