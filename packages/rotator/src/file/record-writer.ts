/**
 * Writes records to an open file: each whole, or an error.
 *
 *   writer.write(fd, 'ready\n')     one system call; more only where the file system takes a record in pieces
 *
 * A write that failed half way leaves a piece of a record, and nothing can be taken back from a file that others write
 * too. The next record then starts on a line of its own.
 */
import { environment } from '../world/environment.js'
import { errorCode } from '../world/errors.js'

const NEWLINE = 0x0a

/** What a file's text is made of, where that is not plain UTF-8. */
export interface TextForm {
  /** Makes bytes of a text; a string stays UTF-8. What it throws the write throws, and nothing is written. */
  readonly encode?: ((text: string) => string | Uint8Array) | undefined
  /** What an empty file begins with: a byte order mark. */
  readonly mark?: Uint8Array | null | undefined
}

/** Writes records to an open file: each whole, or an error. */
export class RecordWriter {
  /** Bytes that the file has, as far as is known: whoever looks at it says so here. */
  size = 0
  /** Whether the file ends with a piece of a record. */
  isTorn = false
  /** How many bytes of what the last `write` was given are in the file although it failed. */
  bytesOfFailed = 0
  /** Bytes that were put in front of it. */
  #added = 0
  readonly #encode: TextForm['encode']
  readonly #mark: Uint8Array | null

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
    const record = this.#form(fd, this.isTorn ? onNewLine(data) : data)
    const length = typeof record === 'string' ? Buffer.byteLength(record) : record.length
    const written = this.#writeOnce(fd, record, 0)
    if (written < length) this.#writeRest(fd, typeof record === 'string' ? Buffer.from(record) : record, written)
    this.isTorn = false
  }

  #form(fd: number, data: string | Uint8Array): string | Uint8Array {
    this.#added = this.isTorn ? 1 : 0
    const encoded = typeof data === 'string' && this.#encode !== undefined ? this.#encode(data) : data
    if (this.#mark === null || this.size > 0) return encoded
    // Somebody else may have begun the file since the last look.
    this.size = environment.fstat(fd).size
    if (this.size > 0) return encoded
    this.#added += this.#mark.length
    return Buffer.concat([this.#mark, Buffer.from(encoded as string)])
  }

  #writeRest(fd: number, bytes: Uint8Array, start: number): void {
    let written = start
    try {
      while (written < bytes.length) written += this.#writeOnce(fd, bytes, written)
    } catch (error) {
      if (written > 0) this.isTorn = bytes[written - 1] !== NEWLINE
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

/** The writer's own piece is before it only if nobody wrote since; an empty line more is the price otherwise. */
function onNewLine(data: string | Uint8Array): string | Uint8Array {
  if (typeof data === 'string') return `\n${data}`
  const bytes = new Uint8Array(data.length + 1)
  bytes[0] = NEWLINE
  bytes.set(data, 1)
  return bytes
}
