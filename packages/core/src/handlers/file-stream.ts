/**
 * A text file opened for writing, as Python's `open(path, mode, encoding, errors)` gives one: `write`, `flush`, `close`,
 * `name`, `mode`.
 *
 * Synchronous and unbuffered: a text is with the operating system when `write` returns, one system call each.
 */
import { closeSync, openSync } from 'node:fs'
import { repr } from '@pylogging/formatter'
import { BufferedFile, type Buffering, descriptorOf, type Newline, RecordWriter, withNewline } from '@pylogging/rotator'
import { findEncoder } from '../encodings/encoding.js'
import { osError, ValueError } from '../ground/errors.js'

const DEFAULT_PERMISSIONS = 0o666

/** The options of ours: how lines end, and whether they are kept in memory for a while. */
export interface Lines {
  readonly buffering?: Buffering | null
  readonly newline?: Newline
}

export class FileStream {
  readonly name: string
  readonly mode: string
  /** The encoder; null in binary modes, which write utf-8. */
  readonly encoding: string | null
  readonly errors: string | null
  readonly #writer: RecordWriter
  readonly #buffer: BufferedFile | null
  /** The descriptor, which is closed with the stream, or when a stream that nobody has closed is garbage. */
  readonly #descriptor = descriptorOf(this)

  /**
   * @param path - Absolute.
   * @param mode - 'a' appends, 'w' empties first, 'x' must create; 'b', 't' and '+' may follow.
   * @param encoding - Any of Python's; null is utf-8. See encoding.ts.
   * @param errors - The treatment of characters that the encoding does not have; null is 'strict'.
   * @throws OSError with the path; ValueError for another mode; LookupError for an encoding that is not known.
   */
  constructor(
    path: string,
    mode: string,
    encoding: string | null,
    errors: string | null = null,
    { buffering = null, newline = '\n' }: Lines = {},
  ) {
    const flags = flagsOf(mode)
    checkBinary(mode, encoding, errors)
    const form = withNewline(findEncoder(encoding, errors), newline)
    this.#writer = new RecordWriter(form)
    this.#buffer = buffering === null ? null : new BufferedFile(path, () => this.#descriptor.fd, buffering, form)
    this.name = path
    this.mode = mode
    this.encoding = shownEncoding(mode, encoding)
    this.errors = errors
    try {
      this.#descriptor.hold(openSync(path, flags, DEFAULT_PERMISSIONS))
    } catch (error) {
      throw osError(error, path)
    }
  }

  /**
   * Writes all of a text, or fails: a text that cannot be encoded leaves nothing behind, and where the disk took only a
   * piece of one, the next starts on a new line.
   *
   * @throws OSError with the path; UnicodeEncodeError; LookupError for an `errors` that is not known.
   */
  write(text: string): void {
    const { fd } = this.#descriptor
    if (fd === -1) throw new ValueError('I/O operation on closed file.')
    try {
      if (this.#buffer === null) this.#writer.write(fd, text)
      else this.#buffer.write(text)
    } catch (error) {
      throw osError(error, this.name)
    }
  }

  /** Whether records may be in memory: then to flush after each of them would undo it. */
  get isBuffered(): boolean {
    return this.#buffer !== null
  }

  /** Writes what a buffer has kept. @throws OSError; it stays kept, and is tried again. */
  flush(): void {
    this.#buffer?.flush()
  }

  /** Closes the file, once what is kept is in it: until then it stays open, for the buffer to try again. @throws OSError */
  close(): void {
    this.flush()
    const fd = this.#descriptor.release()
    if (fd === -1) return
    try {
      closeSync(fd)
    } catch (error) {
      throw osError(error, this.name)
    }
  }

  fileno(): number {
    const { fd } = this.#descriptor
    if (fd === -1) throw new ValueError('I/O operation on closed file')
    return fd
  }
}

/** Returns the value that a handler's `encoding` shows: Python 3.15's, where utf-8 is the default. */
export function shownEncoding(mode: string, encoding: string | null): string | null {
  return mode.includes('b') ? null : (encoding ?? 'utf-8')
}

/** @throws ValueError in Python's words. */
export function checkBinary(mode: string, encoding: string | null, errors: string | null): void {
  if (!mode.includes('b')) return
  if (encoding !== null) throw new ValueError("binary mode doesn't take an encoding argument")
  if (errors !== null) throw new ValueError("binary mode doesn't take an errors argument")
}

/** Node's flags for a mode of Python's `open` that writes. @throws ValueError for another mode. */
export function flagsOf(mode: string): string {
  const letters = [...mode]
  const kinds = letters.filter((letter) => 'awx'.includes(letter))
  const isKnown = letters.every((letter) => 'awxbt+'.includes(letter)) && new Set(letters).size === letters.length
  if (!isKnown) throw new ValueError(`invalid mode: ${repr(mode)}`)
  if (mode.includes('b') && mode.includes('t')) throw new ValueError("can't have text and binary mode at once")
  if (kinds.length > 1) throw new ValueError('must have exactly one of create/read/write/append mode')
  if (kinds.length === 0) {
    throw new ValueError('Must have exactly one of create/read/write/append mode and at most one plus')
  }
  return (kinds[0] === 'x' ? 'ax' : (kinds[0] ?? 'a')) + (mode.includes('+') ? '+' : '')
}
