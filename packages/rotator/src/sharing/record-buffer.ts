/**
 * Keeps records for a while and writes many with one call: the option `bufferBytes`.
 *
 *   buffer.write('a\n', time)   kept
 *   buffer.write('b\n', time)   kept
 *   buffer.flush()              one write call, 'a\nb\n'
 *
 * The buffer is written when the next record does not fit, when a timer has run for `flushIntervalMs`, before a record
 * that belongs to another file, by flush and close, and at the end of the process (at-exit.ts). It holds whole records of
 * one period, never more than `bufferBytes`, and they go to the file of that period, even if another process has rotated
 * it meanwhile.
 *
 * No record that was taken is lost by a failure: it stays in the buffer, unless its line has got out, and writing it is
 * tried again. A record that does not fit into the buffer of a file that cannot be written is refused, and the caller is
 * told. An error that a timer meets is told by the next write, flush or close.
 *
 * The fewest steps for a record decided how this is written: a comparison, an addition to a string, and the question
 * whether the file is due. So `bufferBytes` counts the characters of strings, because counting their bytes would double
 * the price. For `maxBytes`, which is about bytes, each character counts as three: near the limit the buffer is written a
 * little early, and the file is rotated at the same record as without a buffer.
 */

import { clearTimeout, setTimeout } from 'node:timers'
import { bytesOfFailedAppend } from '../file/open-file.js'
import type { TextForm } from '../file/record-writer.js'
import { doAtExit, forgetAtExit, isAtExit } from '../world/at-exit.js'
import { environment } from '../world/environment.js'
import { OSError, retold } from '../world/errors.js'
import { join, type Trouble, troubleOf } from '../world/trouble.js'
import type { SharedFile } from './shared-file.js'
import { type CharacterCount, reachesSize } from './size-limit.js'

/** Settings that are read when they are needed, from the object that the user holds and may change at any time. */
export interface Buffering {
  readonly bufferBytes: number
  readonly flushIntervalMs: number
}

/** The file that a buffer writes to: a SharedFile, or one that nobody rotates. */
export interface BufferTarget extends Pick<SharedFile, 'write' | 'prepare' | 'writeKept' | 'isDue' | 'report'> {
  readonly file: { readonly isOpen: boolean; readonly size: number }
}

/** A UTF-16 unit never needs more in UTF-8. */
const MOST_BYTES = 3
/** The longest time that setTimeout can count. */
const LONGEST_TIMER_MS = 2 ** 31 - 1
const KEPT = 'The record is kept in the buffer, and what failed is tried again.'
const FLUSHED = 'The records were written and the file not rotated; rotation is tried again.'

export class RecordBuffer {
  readonly #shared: BufferTarget
  readonly #settings: Buffering
  readonly #encode: TextForm['encode']
  /** The buffer: these bytes first, and then the text. */
  #parts: Uint8Array[] = []
  #bytesOfParts = 0
  #text = ''
  /**
   * How many characters fit into the buffer. If negative, the next record must look at everything that can be in its
   * way.
   */
  #room = -1
  /** The time of the latest of the records, in seconds since the epoch. */
  #newest = -Infinity
  #timer: NodeJS.Timeout | undefined
  /** The trouble of a timer that could write, until it is told. */
  #untold: Trouble | null = null
  /** The error that kept a timer from writing, until it is told or a write succeeds. */
  #failure: Trouble | null = null

  /** @param encode - Used when a record is taken, so that one that cannot be encoded is refused at once. */
  constructor(shared: BufferTarget, settings: Buffering, encode: TextForm['encode']) {
    this.#shared = shared
    this.#settings = settings
    this.#encode = encode
  }

  /**
   * Takes one record, or writes it.
   *
   * @throws OSError. If its `recordWritten` is true, the record is in the buffer or in the file; else in neither.
   */
  write(given: string | Uint8Array, seconds: number): void {
    const isEncoded = typeof given !== 'string' || this.#encode === undefined || this.#settings.bufferBytes <= 0
    const text = isEncoded ? given : this.#encode(given)
    if (typeof text !== 'string' || text.length > this.#room || this.#shared.isDue(text, seconds)) {
      this.#writeWithCare(text, seconds)
      return
    }
    this.#text += text
    this.#room -= text.length
    if (seconds > this.#newest) this.#newest = seconds
  }

  /** Writes what is pending. @throws OSError; what could not be written stays pending if `recordWritten` is false. */
  flush(): void {
    const trouble = this.#writePending(
      (bytes) => `${bytes} bytes of records are kept, and writing them is tried again.`,
    )
    this.#tell(trouble, FLUSHED)
  }

  /** Flushes, and keeps no timer for what is no longer pending. @throws As `flush`. */
  close(): void {
    try {
      this.flush()
    } finally {
      if (this.#isEmpty) this.#rest()
    }
  }

  /**
   * Whether the file with what is pending might be `maxBytes` long with one record more.
   *
   * Exact when nothing is pending. A record for which it is true first has written what is.
   */
  reachesSize(text: string | Uint8Array, maxBytes: number, count?: CharacterCount): boolean {
    const pending = this.#text.length * MOST_BYTES + this.#bytesOfParts
    return reachesSize(this.#shared.file.size + pending, text, maxBytes, count)
  }

  get #isEmpty(): boolean {
    return this.#text === '' && this.#parts.length === 0
  }

  #writeWithCare(text: string | Uint8Array, seconds: number): void {
    const { bufferBytes } = this.#settings
    if (bufferBytes === 0 && this.#isEmpty) {
      this.#shared.write(text, seconds)
      return
    }
    const isKept = text.length <= bufferBytes && !isAtExit()
    let trouble: Trouble | null = null
    const fits = this.#text.length + this.#bytesOfParts + text.length <= bufferBytes
    if (!fits || !isKept || !this.#shared.file.isOpen || this.#shared.isDue(text, seconds)) {
      trouble = this.#writePending((bytes) => `The record is refused; ${bytes} bytes of those before it are kept.`)
      if (isKept) trouble = join(trouble, this.#shared.prepare(text, seconds))
      else this.#shared.write(text, seconds)
    }
    if (isKept) this.#keep(text, seconds)
    this.#tell(trouble, isKept ? KEPT : undefined)
  }

  #keep(text: string | Uint8Array, seconds: number): void {
    if (typeof text === 'string') this.#text += text
    // The caller may use the array again.
    else this.#addPart(Buffer.from(text))
    this.#room = this.#settings.bufferBytes - this.#text.length - this.#bytesOfParts
    if (seconds > this.#newest) this.#newest = seconds
    this.#arm()
  }

  #addPart(part: Uint8Array): void {
    const text = this.#text
    this.#text = ''
    if (text !== '') this.#addPart(Buffer.from(text))
    this.#parts.push(part)
    this.#bytesOfParts += part.length
  }

  /** Empties the buffer. @returns The content that it had. */
  #take(): string | Uint8Array {
    const [first] = this.#parts
    let chunk: string | Uint8Array = this.#text
    if (first !== undefined) {
      chunk = chunk === '' && this.#parts.length === 1 ? first : Buffer.concat([...this.#parts, Buffer.from(chunk)])
    }
    this.#parts = []
    this.#bytesOfParts = 0
    this.#text = ''
    this.#room = -1
    return chunk
  }

  /**
   * @param told - Says what becomes of the records, given the number of bytes that stay pending.
   * @returns Trouble that kept nothing from being written.
   */
  #writePending(told: (bytes: number) => string): Trouble | null {
    if (this.#isEmpty) return null
    const newest = this.#newest
    const chunk = this.#take()
    try {
      const trouble = this.#shared.writeKept(chunk, newest)
      this.#newest = -Infinity
      this.#failure = null
      return trouble
    } catch (error) {
      this.#putBack(chunk, bytesOfFailedAppend(error))
      throw error instanceof OSError ? retold(error, told(this.#bytesOfParts), false) : error
    }
  }

  #putBack(chunk: string | Uint8Array, written: number): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    const newline = Buffer.from((this.#encode?.('\n') ?? '\n') as string)
    const rest = bytes.subarray(firstByteToRepeat(bytes, written, newline))
    this.#parts.unshift(rest)
    this.#bytesOfParts += rest.length
    this.#arm()
  }

  /** Sets the timer and waits for the end of the process, once for all that comes into the buffer meanwhile. */
  #arm(): void {
    if (this.#timer !== undefined) return
    const milliseconds = Math.min(this.#settings.flushIntervalMs, LONGEST_TIMER_MS)
    this.#timer = setTimeout(this.#onTimer, milliseconds).unref()
    doAtExit(this.#onExit)
  }

  readonly #onTimer = (): void => {
    this.#timer = undefined
    try {
      this.#untold = join(
        this.#untold,
        this.#writePending(() => ''),
      )
    } catch (error) {
      this.#failure = troubleOf(error)
    }
    this.#room = -1
    if (this.#isEmpty) this.#rest()
    else this.#arm()
  }

  #rest(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    forgetAtExit(this.#onExit)
  }

  readonly #onExit = (): void => {
    try {
      this.#writePending((bytes) => `${bytes} bytes of records could not be written at the end of the process.`)
    } catch (error) {
      sayOnStderr(String(error))
    }
  }

  #tell(trouble: Trouble | null, told: string | undefined): void {
    const all = join(join(this.#failure, this.#untold), trouble)
    this.#untold = null
    this.#failure = null
    if (all !== null) this.#shared.report(all, told)
  }
}

/**
 * A line that got out in part is written again, on a line of its own; those before it are not.
 *
 * @param newline - As the file has it: of two bytes in utf-16, where each of the two occurs in other characters, too.
 */
function firstByteToRepeat(bytes: Uint8Array, written: number, newline: Uint8Array): number {
  const step = newline.length
  const isNewline = (at: number) => newline.every((byte, index) => bytes[at + index] === byte)
  const end = written - (written % step)
  // All of the line but its newline, or half of that.
  if (written === 0 || isNewline(end)) return end
  for (let at = end - step; at >= 0; at -= step) if (isNewline(at)) return at + step
  return 0
}

/** Prints a text on stderr: at the end of a process there is nobody else to tell. */
function sayOnStderr(text: string): void {
  try {
    environment.write(2, `${text}\n`, 0)
  } catch {
    // Nor is there stderr.
  }
}
