/**
 * A log file that many processes write, and that starts anew when it has reached a size.
 *
 *   const file = new RotatingFile('/var/log/app.log', { maxBytes: 10_000_000, backupCount: 5 })
 *   file.write('ready\n')
 *
 * The writing is shared-file.ts; the rule is here: a record that would make the file `maxBytes` long rotates it first.
 * The length of a record is counted in characters, that of the file in bytes, because CPython does. What others write
 * counts too, as of the last look at the file.
 *
 * backupCount 0 means, as in Python, that nothing is rotated and the file grows.
 *
 * Source: docs.python.org/3.13/library/logging.handlers.html#rotatingfilehandler
 * Pinned by: conformance/vectors/size_rotation.json
 */
import { resolve } from 'node:path'
import { compressibleChain, type NumberedBackups, rotateChain } from './backups/backup-chain.js'
import type { Compressible } from './backups/compressible.js'
import { HookRotation } from './backups/rotate-by-hook.js'
import { RotationNotes } from './backups/rotation-notes.js'
import { settleCompressions } from './compression/compress-traces.js'
import { OpenFile } from './file/open-file.js'
import {
  absolutePath,
  type FileUrl,
  parseSizeOptions,
  type RotatingFileOptions,
  type RotationHooks,
  type Rotator,
} from './options/options.js'
import { RecordBuffer } from './sharing/record-buffer.js'
import { SharedFile } from './sharing/shared-file.js'
import { reachesSize } from './sharing/size-limit.js'
import type { FileStat } from './world/environment.js'

/**
 * A log file that many processes write, and that starts anew when it has reached a size: app.log, app.log.1, app.log.2
 * ...
 *
 * A record that would make the file `maxBytes` long rotates it first. With a `backupCount` of 0 nothing is rotated and
 * the file grows, as in Python.
 *
 * @example new RotatingFile('/var/log/app.log', { maxBytes: 10_000_000, backupCount: 5 }).write('ready\n')
 */
export class RotatingFile {
  /** Absolute path. */
  readonly baseFilename: string
  /** Whether a rollover by hand leaves the file closed. */
  delay: boolean
  readonly encoding = 'utf-8'
  readonly mode: number | undefined
  /** Bytes; 0 or less: never. */
  maxBytes: number
  /** How many backups are kept; 0 or less: the file is never rotated. */
  backupCount: number
  namer: ((name: string) => string) | null
  rotator: Rotator | null
  readonly compress: 'gzip' | null
  /** Milliseconds that a look at the file's name is good for; more than 8 count as 8. */
  watchIntervalMs: number
  /** Milliseconds that a write may wait for another process. */
  lockWaitMs: number
  /** Bytes of records that are kept in memory and written by one call; 0: none. */
  bufferBytes: number
  /** Milliseconds that a record is kept there at most. */
  flushIntervalMs: number

  readonly #shared: SharedFile
  readonly #hooks: RotationHooks | null
  readonly #notes = new RotationNotes()
  readonly #compressible: Compressible
  readonly #buffer: RecordBuffer
  readonly #hook: HookRotation

  /**
   * @param filename - Path, or `file:` URL.
   * @throws TypeError or ValueError for a bad option; OSError when the file cannot be opened, unless `delay` is set.
   */
  constructor(filename: string | FileUrl, options: RotatingFileOptions = {}) {
    const settings = parseSizeOptions(options, 'RotatingFile')
    this.baseFilename = absolutePath(filename)
    this.delay = settings.delay
    this.mode = settings.mode
    this.maxBytes = settings.maxBytes
    this.backupCount = settings.backupCount
    this.namer = settings.namer
    this.rotator = settings.rotator
    this.#hooks = settings.hooks
    this.compress = settings.compress
    this.watchIntervalMs = settings.watchIntervalMs
    this.lockWaitMs = settings.lockWaitMs
    this.#compressible = compressibleChain(this.baseFilename, this.#notes, () => this.#chain())
    this.bufferBytes = settings.bufferBytes
    this.flushIntervalMs = settings.flushIntervalMs
    const { mode: permissions, followSymlinks, encode, mark } = settings
    const file = new OpenFile(this.baseFilename, { permissions, followSymlinks, encode, mark })
    this.#hook = new HookRotation(this.baseFilename, () => file.close())
    this.#shared = new SharedFile(file, this, {
      opened: () => {},
      closed: () => {},
      isDue: (text) => this.#isFull(text),
      isFull: (text) => this.#isFull(text),
      isLate: () => false,
      canRotate: () => this.backupCount > 0 && file.isRotatable,
      rotate: (due, deadline) => this.#rotate(due, deadline),
      retain: () => this.#notes.attempt(() => this.#hook.rescue()),
      takeTrouble: () => this.#notes.take(),
      startedEarly: () => {},
      compressible: this.#compressible,
    })
    this.#buffer = new RecordBuffer(this.#shared, this, encode)
    if (!this.delay) this.#shared.open()
  }

  /**
   * Appends one record.
   *
   * When it returns, the kernel has the record: it survives the death of this process, though not of the machine. With
   * `bufferBytes` it may be in memory yet; the option says what that means.
   *
   * @param text - The whole record with its newline; bytes for another encoding than utf-8.
   * @param seconds - The record's time, in seconds since the epoch; the clock's where absent. It tells how long ago the
   *   file was looked at, and nothing else.
   * @throws OSError. If its `recordWritten` is true, the record is in the file, or kept, and something else went wrong.
   */
  write(text: string | Uint8Array, seconds: number = this.#shared.now()): void {
    this.#buffer.write(text, seconds)
  }

  /** As `write`, and leaves it to the caller to ask `shouldRollover` and to call `doRollover`. @throws OSError */
  append(text: string | Uint8Array, seconds: number = this.#shared.now()): void {
    this.#buffer.flush()
    this.#shared.write(text, seconds, false)
  }

  /** Opens the file if it is closed; the next write would do so too. @throws OSError */
  open(): void {
    if (!this.#shared.file.isOpen) this.#shared.open()
  }

  /**
   * Writes what `bufferBytes` has kept; nothing else is ever kept.
   *
   * @throws OSError. If its `recordWritten` is false, what could not be written is kept and tried again.
   */
  flush(): void {
    this.#buffer.flush()
  }

  /**
   * Flushes and closes the file; may be called again. A later write opens it anew.
   *
   * @throws OSError as `flush`; the file is closed, and opened again when what is kept is tried again.
   */
  close(): void {
    try {
      this.#buffer.close()
    } finally {
      this.#shared.file.close()
    }
  }

  /**
   * Whether Python would rotate before this record. Opens the file if it is closed, and looks whether somebody else has
   * rotated meanwhile.
   *
   * An empty file never rotates, whatever the record's length; nor does what is no regular file, or has a name of the
   * system's such as /dev/stdout. True with a
   * `backupCount` of 0 too, where the rollover then changes nothing.
   *
   * @param text - The record with its newline, or what makes it, which is called only if it matters.
   * @throws OSError when the file cannot be looked at or opened.
   */
  shouldRollover(text: string | Uint8Array | (() => string | Uint8Array)): boolean {
    this.#buffer.flush()
    const { file } = this.#shared
    if (file.isOpen) this.#shared.follow()
    else this.#shared.open()
    if (this.maxBytes <= 0 || file.size === 0) return false
    const record = typeof text === 'function' ? text() : text
    return reachesSize(file.size, record, this.maxBytes, this.#hooks?.countCharacters) && file.isRotatable
  }

  /**
   * Rotates now, whatever the size.
   *
   * If another process has rotated within the last second, that is the rollover, and this object follows. If another
   * process holds the lock for longer than `lockWaitMs`, the next write rotates.
   *
   * @throws OSError when it cannot be done; nothing is lost, and the next write tries again.
   */
  doRollover(): void {
    this.#buffer.flush()
    this.#shared.doRollover()
  }

  #isFull(text: string | Uint8Array): boolean {
    return this.backupCount > 0 && this.#buffer.reachesSize(text, this.maxBytes, this.#hooks?.countCharacters)
  }

  #rotate(due: FileStat, deadline: number): boolean {
    return rotateChain(this.#chain(deadline), due, settleCompressions(this.#compressible))
  }

  #chain(deadline = Infinity): NumberedBackups {
    return {
      base: this.baseFilename,
      count: this.backupCount,
      nameOf: (number) => this.#nameOf(number),
      compressed: this.compress !== null,
      isNamed: (this.#hooks ?? this).namer !== null,
      notes: this.#notes,
      stuck: new Set(),
      rotator: (this.#hooks ?? this).rotator,
      hook: this.#hook,
      deadline,
    }
  }

  #nameOf(number: number): string {
    const name = `${this.baseFilename}.${number}`
    const { namer } = this.#hooks ?? this
    return namer === null ? name : resolve(namer(name))
  }
}
