/**
 * A text file opened for writing, as Python's `open(path, mode)` gives one: `write`, `flush`, `close`, `name`, `mode`.
 *
 * Synchronous and unbuffered: a text is with the operating system when `write` returns, one system call each.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { repr } from '@pylogging/formatter'
import { LookupError, osError, ValueError } from '../errors.js'

const UTF8_NAMES: ReadonlySet<string> = new Set(['utf8', 'utf', 'u8', 'utf8ucs2', 'utf8ucs4', 'cp65001'])
const DEFAULT_PERMISSIONS = 0o666

export class FileStream {
  readonly name: string
  readonly mode: string
  readonly encoding: string
  #fd: number | null
  #endsTorn = false

  /**
   * @param path - Absolute.
   * @param mode - 'a' appends, 'w' empties first, 'x' must create; 'b', 't' and '+' may follow.
   * @throws OSError with the path; ValueError for another mode; LookupError for an encoding that is not known.
   */
  constructor(path: string, mode: string, encoding: string | null) {
    this.name = path
    this.mode = mode
    this.encoding = knownEncoding(encoding)
    const flags = flagsOf(mode)
    try {
      this.#fd = openSync(path, flags, DEFAULT_PERMISSIONS)
    } catch (error) {
      throw osError(error, path)
    }
  }

  /** @throws OSError with the path. After a piece of a text was written the next one starts on a new line. */
  write(text: string): void {
    const fd = this.#fd
    if (fd === null) throw new ValueError('I/O operation on closed file.')
    const whole = this.#endsTorn ? `\n${text}` : text
    let written = 0
    try {
      written = writeSync(fd, whole)
      const length = Buffer.byteLength(whole)
      if (written < length) {
        const bytes = Buffer.from(whole)
        while (written < length) written += writeSync(fd, bytes, written)
      }
      this.#endsTorn = false
    } catch (error) {
      if (written > 0) this.#endsTorn = true
      throw osError(error, this.name)
    }
  }

  flush(): void {}

  close(): void {
    const fd = this.#fd
    this.#fd = null
    if (fd === null) return
    try {
      closeSync(fd)
    } catch (error) {
      throw osError(error, this.name)
    }
  }

  fileno(): number {
    if (this.#fd === null) throw new ValueError('I/O operation on closed file')
    return this.#fd
  }
}

/** @throws LookupError `unknown encoding: x`. */
export function knownEncoding(encoding: string | null): string {
  if (encoding === null || encoding === 'locale') return 'utf-8'
  if (UTF8_NAMES.has(encoding.toLowerCase().replace(/[-_ ]/g, ''))) return encoding
  throw new LookupError(`unknown encoding: ${encoding}\n  Use 'utf-8'.`)
}

/** Node's flags for a mode of Python's `open` that writes. */
function flagsOf(mode: string): string {
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
