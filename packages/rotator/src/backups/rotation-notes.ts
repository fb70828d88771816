/**
 * The notes of a rotation about things that it met on its way and went past: they are told once the record is written.
 *
 *   notes.foreign('app.log.1')       something that is not ours has a backup's name; each is told once
 *   notes.attempt(() => sweep(...))  a step that must not keep the rotation from the next one
 *   notes.settle('.app.log.….old', () => ...)   the same, for a name that may be on its way out
 *   notes.take()                     the trouble of all that
 */
import { foreignNamed } from '../file/named-file.js'
import { refusalOfRename } from '../file/rename-permission.js'
import { errorCode, OSError } from '../world/errors.js'
import { join, type Trouble, troubleBeside, troubleOf } from '../world/trouble.js'

/** The number of foreign names that are remembered; whoever makes more of them is told of these. */
const MOST_REMEMBERED = 1000

export class RotationNotes {
  readonly #told = new Set<string>()
  #trouble: Trouble | null = null

  /** Notes what is no regular file under a name of ours, and can therefore not be. */
  foreign(path: string): void {
    if (this.#told.has(path) || this.#told.size >= MOST_REMEMBERED) return
    const what = foreignNamed(path)
    if (what === undefined) return
    this.#told.add(path)
    const error = new OSError(`Cannot use the name ${path}: ${what} has it.`, {
      code: 'ERR_LOG_NAME_TAKEN',
      filename: path,
      advice: 'The record was written. What has the name is left as it is, and others are used. Remove or rename it.',
      recordWritten: true,
    })
    this.#note(troubleOf(error))
  }

  /** Does a step and notes its failure. */
  attempt(step: () => void): void {
    try {
      step()
    } catch (error) {
      this.#note(troubleBeside(error))
    }
  }

  /**
   * Does a step with a hidden name and notes its failure, unless the name is that of a file which is being removed: Windows
   * keeps it for those who have the file open, and refuses to do anything with it although it may be removed.
   */
  settle(leftover: string, step: () => void): void {
    this.attempt(() => {
      try {
        step()
      } catch (error) {
        if (errorCode(error) !== 'EPERM' || refusalOfRename(leftover) !== undefined) throw error
      }
    })
  }

  /** Returns what was noted, and forgets it. */
  take(): Trouble | null {
    const trouble = this.#trouble
    this.#trouble = null
    return trouble
  }

  /** The first trouble is told; what comes of it, or is like it, would only make it longer. */
  #note(trouble: Trouble): void {
    if (this.#trouble === null || this.#trouble.earlier === null) this.#trouble = join(this.#trouble, trouble)
  }
}
