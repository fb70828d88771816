/**
 * One open descriptor on a file that others may rename, remove or replace at any moment.
 *
 *   open()        opens the file that has the name now, creating it if there is none
 *   isCurrent()   whether the name still leads to what is open: one stat, about 1 µs
 *   append(text)  one record, one write call
 *   isGone()      whether the last name of the open file was removed, and with it what was just written
 *
 * Decides nothing about time. What keeps a line from being lost when somebody removes the file between a look at the
 * name and the write is said in timings.ts: after a pause of `UNWATCHED_MS` the caller asks `isGone`.
 */
import { constants } from 'node:fs'
import { types } from 'node:util'
import { environment, type FileStat } from '../world/environment.js'
import { errorCode, osError } from '../world/errors.js'
import { UNTOUCHED_MS, UNWATCHED_MS } from '../world/timings.js'
import { isSameFile } from './file-identity.js'
import { FolderWatch } from './folder-watch.js'
import { isLost } from './lost-file.js'
import { DEFAULT_PERMISSIONS, makeFile } from './new-file.js'
import { RecordWriter, type TextForm } from './record-writer.js'

/** Rounds of open and look; each further one needs somebody who replaced the file in between. */
const ATTEMPTS = 10
const { O_CREAT } = constants
/** Windows has neither of these two. */
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0
const APPEND = constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0)

const piecesWritten = new WeakMap<Error, number>()

/** How many bytes of what an `append` was given are in the file although it threw this. */
export function bytesOfFailedAppend(error: unknown): number {
  return types.isNativeError(error) ? (piecesWritten.get(error) ?? 0) : 0
}

export interface OpenFileOptions extends TextForm {
  /** Of a file that has to be created, exactly; undefined: Python's 0o666 less the umask. */
  readonly permissions?: number | undefined
  /** Whether the name may be a symbolic link; it is an error otherwise. The folders before it may be links always. */
  readonly followSymlinks?: boolean
}

export class OpenFile {
  readonly path: string
  readonly #options: OpenFileOptions
  #fd = -1
  #stat: FileStat | undefined
  #seenAt = -Infinity
  readonly #writer: RecordWriter
  /** undefined: not tried; null: there can be none. */
  #folder: FolderWatch | null | undefined

  constructor(path: string, options: OpenFileOptions = {}) {
    this.path = path
    this.#options = options
    this.#writer = new RecordWriter(options)
  }

  get isOpen(): boolean {
    return this.#fd !== -1
  }

  /** What the file was when it was opened; undefined before the first time. Stays after `close`. */
  get stat(): FileStat | undefined {
    return this.#stat
  }

  /** Bytes: what the last look found, and what we have written since. */
  get size(): number {
    return this.#writer.size
  }

  /** When the name was last seen to lead here, on the monotonic clock; -Infinity: it does no more. */
  get seenAt(): number {
    return this.#seenAt
  }

  /**
   * Opens what has the name now, and only then closes what was open before: a process that has run out of descriptors
   * goes on writing where it was.
   *
   * @throws OSError; what was open stays open.
   */
  open(): void {
    try {
      for (let attempt = 1; !this.#openOnce(attempt === ATTEMPTS); attempt++);
    } catch (error) {
      throw osError(error, this.path, errorCode(error) === 'ELOOP' ? this.#adviceOnLinks() : undefined)
    }
  }

  #adviceOnLinks(): string | undefined {
    return this.#options.followSymlinks === false ? 'It is a symbolic link, and followSymlinks is false.' : undefined
  }

  #openOnce(last: boolean): boolean {
    const fd = openOrMake(this.path, this.#options, this.#stat)
    try {
      const now = environment.monotonic()
      const named = environment.stat(this.path)
      const opened = environment.fstat(fd)
      const current = isSameFile(named, opened)
      if (!current && !last) {
        closeQuietly(fd)
        return false
      }
      const before = this.#fd
      this.#writer.isTorn &&= isSameFile(opened, this.#stat)
      this.#fd = fd
      this.#stat = opened
      this.#writer.size = opened.size
      this.#seenAt = current ? now : -Infinity
      if (before !== -1) closeQuietly(before)
      this.#forgetFolder()
      return true
    } catch (error) {
      closeQuietly(fd)
      throw error
    }
  }

  /**
   * Whether the last look still holds, at half the price of one. Tells nothing of the size, and false where it is not
   * sure: then `isCurrent` is to be asked.
   *
   * @param since - As below.
   */
  isUntouched(since: number): boolean {
    if (this.#writer.isTorn || since - this.#seenAt >= UNTOUCHED_MS) return false
    this.#folder ??= this.#folder === null ? null : FolderWatch.open(this.path)
    return this.#folder?.isUntouched() ?? false
  }

  #forgetFolder(): void {
    this.#folder?.close()
    this.#folder = undefined
  }

  /**
   * @param since - A moment before this call, on the monotonic clock.
   * @throws OSError when the name cannot be looked at.
   */
  isCurrent(since: number = environment.monotonic()): boolean {
    try {
      this.#folder?.prepare(since)
      const named = environment.stat(this.path)
      const current = isSameFile(named, this.#stat)
      this.#seenAt = current ? since : -Infinity
      if (current) this.#measured(named?.size ?? 0)
      return current
    } catch (error) {
      this.#seenAt = -Infinity
      throw osError(error, this.path)
    }
  }

  /** A file that has shrunk was truncated by somebody, and a torn record with it. */
  #measured(size: number): void {
    if (size < this.#writer.size) this.#writer.isTorn = false
    this.#writer.size = size
  }

  /** Whether so much time has passed since the last look that only `isGone` tells if the last record has a name. */
  isUnwatched(now: number): boolean {
    return now - this.#seenAt >= UNWATCHED_MS
  }

  /** @throws OSError */
  isGone(): boolean {
    try {
      return isLost(this.#fd, this.path)
    } catch (error) {
      throw osError(error, this.path)
    }
  }

  /** Where what was written last ends in the file. */
  endOfLastWrite(): number {
    return environment.endOfLastWrite(this.#fd) ?? environment.fstat(this.#fd).size
  }

  /** @throws OSError, and the record is not in the file, or a piece of it: see `bytesOfFailedAppend`. */
  append(data: string | Uint8Array): void {
    try {
      this.#writer.write(this.#fd, data)
    } catch (error) {
      const told = osError(error, this.path)
      const { bytesOfFailed } = this.#writer
      if (bytesOfFailed > 0 && types.isNativeError(told)) piecesWritten.set(told, bytesOfFailed)
      throw told
    }
  }

  /** Does nothing when nothing is open. @throws OSError when the file system reports late that data was not stored. */
  close(): void {
    if (this.#fd === -1) return
    const fd = this.#fd
    this.#fd = -1
    this.#seenAt = -Infinity
    this.#forgetFolder()
    try {
      environment.close(fd)
    } catch (error) {
      throw osError(error, this.path)
    }
  }
}

/**
 * Opens for appending; a file that does not exist is made like the one before it.
 *
 * Two steps, because only the process that makes the file may set its permissions. Without waiting, because what took
 * the file's name may be a FIFO that nobody reads.
 */
function openOrMake(path: string, options: OpenFileOptions, before: FileStat | undefined): number {
  const { permissions, followSymlinks = true } = options
  const append = followSymlinks ? APPEND : APPEND | O_NOFOLLOW
  const wanted = permissions ?? (before?.isFile() ? before.mode & 0o7777 : undefined)
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    try {
      return environment.open(path, append, 0)
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
    try {
      return makeFile(path, wanted, before)
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
  // There and not there, time after time: a symbolic link whose target is to be made.
  return environment.open(path, append | O_CREAT, wanted ?? DEFAULT_PERMISSIONS)
}

function closeQuietly(fd: number): void {
  attempt(() => environment.close(fd))
}

function attempt(action: () => void): void {
  try {
    action()
  } catch {
    // Said above why it does not matter.
  }
}
