/**
 * One open descriptor on a file that others may rename, remove or replace at any moment.
 *
 *   open()        opens the file that has the name now, creating it if there is none
 *   isCurrent()   whether the name still leads to what is open: one stat, about 1 µs
 *   append(text)  one record, one write call
 *   isGone()      whether the last name of the open file was removed, and with it what was just written
 *
 * Decides nothing about time. A line could be lost when somebody removes the file between a look at the name and the
 * write; timings.ts says why none is: after a pause of `UNWATCHED_MS` the caller asks `isGone`.
 */

import { constants } from 'node:fs'
import { types } from 'node:util'
import { environment, type FileStat } from '../world/environment.js'
import { errorCode, osError } from '../world/errors.js'
import { UNWATCHED_MS } from '../world/timings.js'
import { descriptorOf } from './descriptor.js'
import { isSameFile } from './file-identity.js'
import { isLost } from './lost-file.js'
import { isBeingRemoved, stateBehind, stateOf } from './named-file.js'
import { DEFAULT_PERMISSIONS, makeFile } from './new-file.js'
import { RecordWriter, type TextForm } from './record-writer.js'
import { isSystemName } from './system-names.js'

/** Rounds of open and look; each further one needs somebody who replaced the file in between. */
const ATTEMPTS = 10
const { O_CREAT } = constants
/** Windows has neither of these two. */
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0
const APPEND = constants.O_APPEND | (constants.O_NONBLOCK ?? 0)
const { O_WRONLY, O_RDWR } = constants

const piecesWritten = new WeakMap<Error, number>()

/** Returns how many bytes of the data of an `append` are in the file although it threw this error. */
export function bytesOfFailedAppend(error: unknown): number {
  return types.isNativeError(error) ? (piecesWritten.get(error) ?? 0) : 0
}

/** @throws OSError with the path, and the data is not in the file, or a piece of it: see `bytesOfFailedAppend`. */
export function appendTo(path: string, fd: number, writer: RecordWriter, data: string | Uint8Array): void {
  try {
    writer.write(fd, data)
  } catch (error) {
    const told = osError(error, path)
    if (writer.bytesOfFailed > 0 && types.isNativeError(told)) piecesWritten.set(told, writer.bytesOfFailed)
    throw told
  }
}

export interface OpenFileOptions extends TextForm {
  /** The permissions of a file that has to be created, exactly; undefined: Python's 0o666 less the umask. */
  readonly permissions?: number | undefined
  /** Whether the name may be a symbolic link; it is an error otherwise. The folders before it may be links always. */
  readonly followSymlinks?: boolean
  /** Whether the second in which the file is born decides about its period. */
  readonly isDated?: boolean
}

export class OpenFile {
  readonly path: string
  readonly #options: OpenFileOptions
  /** The descriptor, which is closed with the file, or when a file that nobody has closed is garbage. */
  readonly #descriptor = descriptorOf(this)
  #stat: FileStat | undefined
  #seenAt = -Infinity
  readonly #writer: RecordWriter
  #isRotatable: boolean | undefined

  constructor(path: string, options: OpenFileOptions = {}) {
    this.path = path
    this.#options = options
    this.#writer = new RecordWriter(options)
  }

  get isOpen(): boolean {
    return this.#descriptor.fd !== -1
  }

  /** The state of the file when it was opened; undefined before the first time. Stays after `close`. */
  get stat(): FileStat | undefined {
    return this.#stat
  }

  /** Bytes: what the last look found, and what we have written since. A file with nothing but its mark is empty. */
  get size(): number {
    const { size } = this.#writer
    return size <= (this.#options.mark?.length ?? 0) ? 0 : size
  }

  /** Whether what is open is a file that may get another name: a regular one, under a name of its own. */
  get isRotatable(): boolean {
    this.#isRotatable ??= (this.#stat?.isFile() ?? true) && !isSystemName(this.path)
    return this.#isRotatable
  }

  /** The time at which the name was last seen to lead here, on the monotonic clock; -Infinity when it does no more. */
  get seenAt(): number {
    return this.#seenAt
  }

  /**
   * Opens what has the name now, and only then closes what was open before: a process that has run out of descriptors
   * goes on writing where it was.
   *
   * @throws OSError; what was open stays open, unless it is what keeps the name from being made anew.
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
    const fd = this.#openOrMake()
    try {
      const now = environment.monotonic()
      const named = this.#options.followSymlinks === false ? unlinkedState(this.path) : stateBehind(this.path)
      const opened = environment.fstat(fd)
      const current = isSameFile(named, opened)
      if (!current && !last) {
        closeQuietly(fd)
        return false
      }
      const before = this.#descriptor.release()
      this.#writer.isTorn &&= isSameFile(opened, this.#stat)
      this.#descriptor.hold(fd, opened)
      this.#stat = opened
      this.#isRotatable = undefined
      this.#writer.lookAtEnd(fd, opened)
      this.#seenAt = current ? now : -Infinity
      if (before !== -1) closeQuietly(before)
      return true
    } catch (error) {
      closeQuietly(fd)
      throw error
    }
  }

  /**
   * Opens the file, or makes it. On Windows a name that somebody has removed stays taken for as long as anybody has its
   * file open, and that may be us.
   */
  #openOrMake(): number {
    try {
      return openOrMake(this.path, this.#options, this.#stat)
    } catch (error) {
      if (!this.isOpen || !isBeingRemoved(this.path)) throw error
      closeQuietly(this.#descriptor.release())
      return openOrMake(this.path, this.#options, this.#stat)
    }
  }

  /**
   * @param since - A moment before this call, on the monotonic clock.
   * @throws OSError when the name cannot be looked at.
   */
  isCurrent(since: number = environment.monotonic()): boolean {
    try {
      const named = stateBehind(this.path)
      const current = isSameFile(named, this.#stat)
      this.#seenAt = current ? since : -Infinity
      if (current && named !== undefined) this.#measured(named)
      return current
    } catch (error) {
      this.#seenAt = -Infinity
      throw osError(error, this.path)
    }
  }

  /** A file that has shrunk was truncated by somebody, and a torn record with it; one that has grown may end in one. */
  #measured(named: FileStat): void {
    const { size } = this.#writer
    if (named.size < size) this.#writer.isTorn = false
    if (named.size !== size) this.#writer.lookAtEnd(this.#descriptor.fd, named)
  }

  /** Whether so much time has passed since the last look that only `isGone` tells if the last record has a name. */
  isUnwatched(now: number): boolean {
    return now - this.#seenAt >= UNWATCHED_MS
  }

  /** @throws OSError */
  isGone(): boolean {
    try {
      return isLost(this.#descriptor.fd, this.path)
    } catch (error) {
      throw osError(error, this.path)
    }
  }

  /** Returns the end, in the file, of the last write. */
  endOfLastWrite(): number {
    const { fd } = this.#descriptor
    return environment.endOfLastWrite(fd) ?? environment.fstat(fd).size
  }

  /** Whether a regular file is to begin with a mark that nobody has written yet. */
  isUnmarked(): boolean {
    return this.#writer.isUnmarked(this.#descriptor.fd) && (this.#stat?.isFile() ?? false)
  }

  /** @throws OSError, and the record is not in the file, or a piece of it: see `bytesOfFailedAppend`. */
  append(data: string | Uint8Array): void {
    appendTo(this.path, this.#descriptor.fd, this.#writer, data)
  }

  /** Does nothing when nothing is open. @throws OSError when the file system reports late that data was not stored. */
  close(): void {
    const fd = this.#descriptor.release()
    if (fd === -1) return
    this.#seenAt = -Infinity
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
  const flags = followSymlinks ? APPEND : APPEND | O_NOFOLLOW
  const wanted = permissions ?? (before?.isFile() ? before.mode & 0o7777 : undefined)
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    if (!followSymlinks) unlinkedState(path)
    try {
      return openToAppend(path, flags)
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
    try {
      return makeFile(path, {
        permissions: wanted,
        before,
        isDated: options.isDated ?? false,
        mark: options.mark ?? null,
      })
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
  // There and not there, time after time: a symbolic link whose target is to be made.
  return environment.open(path, flags | O_WRONLY | O_CREAT, wanted ?? DEFAULT_PERMISSIONS)
}

/**
 * Opens for reading, too, so that the end can be looked at. A file that is no regular one, or must not be read, is only
 * written.
 */
function openToAppend(path: string, flags: number): number {
  try {
    if (stateBehind(path)?.isFile()) return environment.open(path, flags | O_RDWR, 0)
  } catch {
    // If it cannot be written either, the next call says why.
  }
  return environment.open(path, flags | O_WRONLY, 0)
}

/**
 * The state of what has the name. Windows has no flag that refuses a link, so it is looked at before it is opened and after.
 *
 * @throws What opening a link says with that flag.
 */
function unlinkedState(path: string): FileStat | undefined {
  const named = stateOf(path)
  if (!named?.isSymbolicLink()) return named
  const message = `ELOOP: too many symbolic links encountered, open '${path}'`
  throw Object.assign(new Error(message), { code: 'ELOOP', syscall: 'open', path })
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
