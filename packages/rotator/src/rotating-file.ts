/**
 * A log file that many processes write, and that starts anew when it has reached a size.
 *
 *   const file = new RotatingFile('/var/log/app.log', { maxBytes: 10_000_000, backupCount: 5 })
 *   file.write('ready\n')
 *
 * The writing is shared-file.ts; the rule is here: a record that would make the file `maxBytes` long rotates it first.
 * The length of a record is counted in characters, that of the file in bytes, because CPython does. Records of others
 * count too, as of the last look at the file.
 *
 * backupCount 0 means, as in Python, that nothing is rotated and the file grows.
 *
 * Source: docs.python.org/3.13/library/logging.handlers.html#rotatingfilehandler
 * Pinned by: conformance/vectors/size_rotation.json
 */
import { resolve } from 'node:path'
import { compressibleChain, type NumberedBackups, rotateChain } from './backups/backup-chain.js'
import type { Compressible } from './backups/compressible.js'
import { RotationNotes } from './backups/rotation-notes.js'
import { settleCompressions } from './compression/compress-traces.js'
import { type FileUrl, parseSizeOptions, type RotatingFileOptions } from './options/options.js'
import { insideOf, RotatedFile } from './sharing/rotated-file.js'
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
export class RotatingFile extends RotatedFile {
  readonly #inside = insideOf(this)
  readonly #notes = new RotationNotes()
  readonly #compressible: Compressible

  /**
   * @param filename - Path, or `file:` URL.
   * @throws TypeError or ValueError for a bad option; OSError when the file cannot be opened, unless `delay` is set.
   */
  constructor(filename: string | FileUrl, options: RotatingFileOptions = {}) {
    super(filename, parseSizeOptions(options, 'RotatingFile'), false)
    this.#compressible = compressibleChain(this.baseFilename, this.#notes, () => this.#chain())
    this.#inside.begin({
      opened: () => {},
      closed: () => {},
      isDue: (text) => this.#isDue(text),
      isFull: (text) => this.#isDue(text),
      isLate: () => false,
      canRotate: () => this.backupCount > 0 && this.#inside.file.isRotatable,
      rotate: (due, deadline) => this.#rotate(due, deadline),
      retain: () => this.#notes.attempt(() => this.#inside.hook.rescue()),
      takeTrouble: () => this.#notes.take(),
      startedEarly: () => {},
      compressible: this.#compressible,
    })
  }

  /**
   * Whether Python would rotate before this record. Opens the file if it is closed, and looks whether somebody else has
   * rotated meanwhile.
   *
   * An empty file never rotates, whatever the record's length; nor does what is no regular file, or has a name of the
   * system's such as /dev/stdout. True with a `backupCount` of 0 too, where the rollover then changes nothing.
   *
   * @param text - The record with its newline, or what makes it, which is called only if it matters.
   * @throws OSError when the file cannot be looked at or opened.
   */
  shouldRollover(text: string | Uint8Array | (() => string | Uint8Array)): boolean {
    this.#inside.follow()
    this.open()
    const file = this.#inside.file
    if (this.maxBytes <= 0 || file.size === 0) return false
    const record = typeof text === 'function' ? text() : text
    return reachesSize(file.size, record, this.maxBytes, this.#inside.hooks?.countCharacters) && file.isRotatable
  }

  #isDue(text: string | Uint8Array): boolean {
    return this.backupCount > 0 && this.#inside.isFull(text)
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
      isNamed: (this.#inside.hooks ?? this).namer !== null,
      notes: this.#notes,
      stuck: new Set(),
      rotator: (this.#inside.hooks ?? this).rotator,
      hook: this.#inside.hook,
      deadline,
    }
  }

  #nameOf(number: number): string {
    const name = `${this.baseFilename}.${number}`
    const { namer } = this.#inside.hooks ?? this
    return namer === null ? name : resolve(namer(name))
  }
}
