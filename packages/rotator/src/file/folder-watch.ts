/**
 * Whether a folder is as it was a moment ago: a cheaper question than where a name in it leads.
 *
 *   prepare()        before a look at the name, which is thereby worth remembering
 *   isUntouched()    nothing was made, renamed or removed in the folder since, so that the look still holds
 *
 * Asked of an open folder, because a path takes the kernel longer than a descriptor, and because looking at the times of
 * a file that is being written makes the next write stamp it anew. Local file systems stamp a folder at each change, by
 * a clock that ticks every few milliseconds. A change within the tick of the one before is not seen; so a stamp counts
 * only when it has been the same for `SETTLED_MS`.
 *
 * What this cannot see: that the folder itself, or a link on the way to it, leads elsewhere. No line rests on it:
 * open-file.ts looks at the name itself every `UNTOUCHED_MS` all the same.
 */
import { constants } from 'node:fs'
import { dirname } from 'node:path'
import { environment } from '../world/environment.js'
import { SETTLED_MS } from '../world/timings.js'

/** Of ext2 to ext4, XFS, btrfs and tmpfs, which stamp a folder when it changes. Linux's numbers, and asked on Linux alone. */
const STAMPING = new Set([0xef53, 0x58465342, 0x9123683e, 0x01021994])
const FOLDER = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0)

export class FolderWatch {
  readonly #fd: number
  #stamp = Number.NaN
  #isSettled = false
  #settlesAt = -Infinity

  private constructor(fd: number) {
    this.#fd = fd
  }

  /** @returns null where a folder's stamp says too little, or cannot be read. */
  static open(path: string): FolderWatch | null {
    const folder = dirname(path)
    try {
      if (!STAMPING.has(environment.fileSystem(folder) ?? 0) || environment.lstat(path)?.isSymbolicLink()) return null
      return new FolderWatch(environment.open(folder, FOLDER, 0))
    } catch {
      return null
    }
  }

  /** @param since - A moment before this call, on the monotonic clock. */
  prepare(since: number): void {
    if (since < this.#settlesAt) return
    const stamp = this.#read()
    this.#isSettled = stamp === this.#stamp
    if (this.#isSettled) return
    this.#stamp = stamp
    this.#settlesAt = environment.monotonic() + SETTLED_MS
  }

  isUntouched(): boolean {
    if (this.#isSettled && this.#read() !== this.#stamp) this.#isSettled = false
    return this.#isSettled
  }

  /** NaN, which is like nothing, when it cannot be had. */
  #read(): number {
    try {
      return environment.fstat(this.#fd).mtimeMs
    } catch {
      return Number.NaN
    }
  }

  close(): void {
    try {
      environment.close(this.#fd)
    } catch {
      // Nothing was written through it.
    }
  }
}
