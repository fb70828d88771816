/**
 * The common part of a file that is rotated by time and one that is rotated by size: their options, a buffer, and the
 * file that is shared with other processes.
 *
 *   write(text, seconds) → RecordBuffer → SharedFile → RotationRule of the subclass, and the file
 *
 * A subclass sets its own fields and then hands its rule to `begin`, because opening the file asks the rule.
 */
import { HookRotation } from '../backups/rotate-by-hook.js'
import { OpenFile } from '../file/open-file.js'
import {
  absolutePath,
  type FileUrl,
  type RotationHooks,
  type RotationSettings,
  type Rotator,
} from '../options/options.js'
import { environment } from '../world/environment.js'
import { RecordBuffer } from './record-buffer.js'
import type { RotationRule } from './rotation-rule.js'
import { SharedFile } from './shared-file.js'

/** The parts of a file that its rule needs. They are no members, because those of a class are its users' as well. */
export interface Inside {
  readonly file: OpenFile
  readonly hooks: RotationHooks | null
  /** The rotations by the user's function. */
  readonly hook: HookRotation
  /** Opens the file, unless `delay` says otherwise. @throws OSError */
  begin(rule: RotationRule): void
  /** Writes the records that are kept, and opens the file that has the name now if another one is open. @throws OSError */
  follow(): void
  /** Whether the file is to be rotated before a record of that time. */
  isDue(text: string | Uint8Array, seconds: number): boolean
  /** Whether a record would make the file `maxBytes` long, with those in the buffer. */
  isFull(text: string | Uint8Array): boolean
}

let readInside: (file: RotatedFile) => Inside

/** Returns the parts of a file, for the subclass that has its rule. */
export function insideOf(file: RotatedFile): Inside {
  return readInside(file)
}

/** A log file that many processes write, and that any of them rotates. */
export abstract class RotatedFile {
  /** The absolute path. */
  readonly baseFilename: string
  /** Whether a rollover by hand leaves the file closed. */
  delay: boolean
  readonly encoding = 'utf-8'
  readonly mode: number | undefined
  /** Bytes at which the file is rotated; 0 or less: its size does not matter. */
  maxBytes: number
  /** How many backups are kept; 0 or less: by time all of them, by size none, and the file is never rotated. */
  backupCount: number
  namer: ((name: string) => string) | null
  rotator: Rotator | null
  readonly compress: 'gzip' | null
  /** The milliseconds that a look at the file's name is good for; more than 8 count as 8. */
  watchIntervalMs: number
  /** The milliseconds that a write may wait for another process. */
  lockWaitMs: number
  /** Bytes of records that are kept in memory and written by one call; 0: none. */
  bufferBytes: number
  /** The milliseconds that a record is kept there at most. */
  flushIntervalMs: number

  readonly #inside: Inside
  readonly #file: OpenFile
  #shared!: SharedFile
  #buffer!: RecordBuffer

  static {
    readInside = (file) => file.#inside
  }

  /** @param isDated - Whether the file's birth says what its period is. */
  protected constructor(filename: string | FileUrl, settings: RotationSettings, isDated: boolean) {
    this.baseFilename = absolutePath(filename)
    this.delay = settings.delay
    this.mode = settings.mode
    this.maxBytes = settings.maxBytes
    this.backupCount = settings.backupCount
    this.namer = settings.namer
    this.rotator = settings.rotator
    this.compress = settings.compress
    this.watchIntervalMs = settings.watchIntervalMs
    this.lockWaitMs = settings.lockWaitMs
    this.bufferBytes = settings.bufferBytes
    this.flushIntervalMs = settings.flushIntervalMs
    const { mode: permissions, followSymlinks, encode, mark, hooks } = settings
    const file = new OpenFile(this.baseFilename, { permissions, followSymlinks, encode, mark, isDated })
    this.#file = file
    this.#inside = {
      file,
      hooks,
      hook: new HookRotation(this.baseFilename, () => file.close()),
      begin: (rule) => {
        this.#shared = new SharedFile(file, this, rule)
        this.#buffer = new RecordBuffer(this.#shared, this, encode)
        if (!this.delay) this.#shared.open()
      },
      follow: () => {
        this.#buffer.flush()
        this.#shared.follow()
      },
      isDue: (text, seconds) => this.#shared.isDue(text, seconds),
      isFull: (text) => this.maxBytes > 0 && this.#buffer.reachesSize(text, this.maxBytes, hooks?.countCharacters),
    }
  }

  /**
   * Appends one record.
   *
   * When it returns, the kernel has the record: it survives the death of this process, though not of the machine. With
   * `bufferBytes` it may be in memory yet; the option says more.
   *
   * @param text - The whole record with its newline; bytes for another encoding than utf-8.
   * @param seconds - The record's time, in seconds since the epoch as Python's `created`; the clock's where absent.
   * @throws OSError. If its `recordWritten` is true, the record is in the file, or kept, and something else went wrong.
   */
  write(text: string | Uint8Array, seconds: number = environment.now() / 1000): void {
    this.#buffer.write(text, seconds)
  }

  /**
   * Writes a record as `write` does, and leaves it to the caller to ask `shouldRollover` and to call `doRollover`.
   *
   * @throws OSError
   */
  append(text: string | Uint8Array, seconds: number = environment.now() / 1000): void {
    this.#buffer.flush()
    this.#shared.write(text, seconds, false)
  }

  /** Opens the file if it is closed; the next write would do so too. @throws OSError */
  open(): void {
    if (!this.#file.isOpen) this.#shared.open()
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
      this.#file.close()
    }
  }

  /**
   * Rotates now, whether it is time or not.
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
}
