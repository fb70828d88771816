/**
 * Writes records to an open file: each whole, or an error.
 *
 *   writer.write(fd, 'ready\n')     one system call; more only where the file system takes a record in pieces
 *
 * A write that failed half way leaves a piece of a record, and nothing can be taken back from a file that others write
 * too. So does a process that is killed within a write of more than a page. The next record then starts on a line of
 * its own: after a piece of ours at once, after somebody else's when a look at the end of the file has shown it.
 */
import { environment, type FileStat } from '../world/environment.js'
import { errorCode } from '../world/errors.js'

/** The form of a file's text, where that is not plain UTF-8. */
export interface TextForm {
  /** Makes bytes of a text; a string stays UTF-8. An error that it throws is the write's, and nothing is written. */
  readonly encode?: ((text: string) => string | Uint8Array) | undefined
  /** The beginning of an empty file: a byte order mark. */
  readonly mark?: Uint8Array | null | undefined
}

/** The number of looks at an end that somebody else is just writing. */
const MOST_LOOKS = 3

/** Writes records to an open file: each whole, or an error. */
export class RecordWriter {
  /** Bytes that the file has, as far as is known: whoever looks at it says so here. */
  size = 0
  /** Whether the file ends with a piece of a record that we have left. */
  isTorn = false
  /** How many bytes of the last `write` are in the file although it failed. */
  bytesOfFailed = 0
  /** Whether the file ends within a line that somebody else has begun. */
  #isWithinLine = false
  #canRead = true
  /** Bytes that were put in front of the record. */
  #added = 0
  readonly #encode: TextForm['encode']
  readonly #mark: Uint8Array | null
  #newline: Uint8Array | undefined
  #feed: Uint8Array | undefined

  constructor({ encode, mark = null }: TextForm = {}) {
    this.#encode = encode
    this.#mark = mark
  }

  /**
   * Writes a record.
   *
   * @throws Node's error, and the record is not in the file, or a piece of it: see `bytesOfFailed`.
   */
  write(fd: number, data: string | Uint8Array): void {
    this.bytesOfFailed = 0
    const record = this.#form(fd, data)
    const length = typeof record === 'string' ? Buffer.byteLength(record) : record.length
    const written = this.#writeOnce(fd, record, 0)
    if (written < length) this.#writeRest(fd, typeof record === 'string' ? Buffer.from(record) : record, written)
    this.isTorn = false
    this.#isWithinLine = false
  }

  /** Whether the file is empty and a record would bring the mark with it. */
  isUnmarked(fd: number): boolean {
    // Somebody else may have begun the file since the last look.
    if (this.#mark !== null && this.size === 0) this.size = environment.fstat(fd).size
    return this.#mark !== null && this.size === 0
  }

  /** Looks whether the file ends within a line. Where it cannot be read, it is taken to end with one. */
  lookAtEnd(fd: number, file: FileStat): void {
    this.size = file.size
    this.#isWithinLine = false
    if (!file.isFile()) return
    for (let look = 1; look <= MOST_LOOKS && this.#endsWithinLine(fd); look++) {
      const seen = this.size
      this.size = sizeWhenWritten(fd)
      if (this.size !== seen) continue
      this.#isWithinLine = true
      return
    }
  }

  #endsWithinLine(fd: number): boolean {
    const feed = this.#lineFeed()
    if (!this.#canRead || this.size <= (this.#mark?.length ?? 0)) return false
    const end = Buffer.alloc(feed.length)
    try {
      return environment.read(fd, end, this.size - end.length) === end.length && !end.equals(feed)
    } catch {
      this.#canRead = false
      return false
    }
  }

  /** Returns the end of a line, as the file has it: a line feed, or one behind a carriage return. */
  #lineEnd(): Uint8Array {
    this.#newline ??= this.#bytesOf('\n')
    return this.#newline
  }

  /** The last character of that; what others write may have no carriage return before it. */
  #lineFeed(): Uint8Array {
    this.#feed ??= this.#lineEnd().subarray(-this.#bytesOf(' ').length)
    return this.#feed
  }

  #bytesOf(character: string): Uint8Array {
    return Buffer.from((this.#encode?.(character) ?? character) as string)
  }

  #form(fd: number, data: string | Uint8Array): string | Uint8Array {
    const encoded = typeof data === 'string' && this.#encode !== undefined ? this.#encode(data) : data
    this.#added = 0
    if (this.isTorn || (this.#isWithinLine && this.#endsLine(encoded))) return this.#onNewLine(encoded)
    if (!this.isUnmarked(fd)) return encoded
    this.#added = this.#mark?.length ?? 0
    return Buffer.concat([this.#mark ?? Buffer.alloc(0), Buffer.from(encoded as string)])
  }

  /** Records of another form do not stand on lines of their own. */
  #endsLine(encoded: string | Uint8Array): boolean {
    if (typeof encoded === 'string') return encoded.endsWith('\n')
    const feed = this.#lineFeed()
    return Buffer.from(encoded.subarray(encoded.length - feed.length)).equals(feed)
  }

  /** If somebody else has written after the piece, the price is an empty line. */
  #onNewLine(encoded: string | Uint8Array): string | Uint8Array {
    const newline = this.#lineEnd()
    // The piece may end within a character.
    const width = this.#lineFeed().length
    const missing = (width - (this.size % width)) % width
    this.#added = missing + newline.length
    if (typeof encoded === 'string' && missing === 0) return `\n${encoded}`
    return Buffer.concat([Buffer.alloc(missing), newline, Buffer.from(encoded as string)])
  }

  #writeRest(fd: number, bytes: Uint8Array, start: number): void {
    let written = start
    try {
      while (written < bytes.length) written += this.#writeOnce(fd, bytes, written)
    } catch (error) {
      if (written > 0) this.isTorn = !this.#endsLine(bytes.subarray(0, written))
      this.bytesOfFailed = Math.max(0, written - this.#added)
      throw error
    }
  }

  #writeOnce(fd: number, data: string | Uint8Array, offset: number): number {
    for (;;) {
      try {
        const written = environment.write(fd, data, offset)
        this.size += written
        return written
      } catch (error) {
        // A pipe or terminal that somebody else made non-blocking; for files it never happens.
        if (errorCode(error) !== 'EAGAIN') throw error
        environment.sleep(1)
      }
    }
  }
}

/**
 * The size of a file when those have ended who are just writing to it: what they write can be seen page by page.
 *
 * A write has the file for itself until it is through, and so has a change of permissions, to those that it has. That waits
 * for the write, also where it is not allowed.
 */
function sizeWhenWritten(fd: number): number {
  try {
    environment.fchmod(fd, environment.fstat(fd).mode & 0o7777)
  } catch {
    // Another user's file.
  }
  return environment.fstat(fd).size
}
