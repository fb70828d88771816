/**
 * The options of a rotated file: their names, their defaults, and what is said about a wrong name. One value is checked by
 * option-values.ts.
 *
 *   { when: 'midnight', backupCount: 7 }   becomes   all settings, checked
 *   { backupcount: 7 }                     TypeError: ... got an unexpected keyword argument 'backupcount'. Did you ...
 *
 * Names, order and defaults are those of Python's two handlers. Ours are watchIntervalMs, lockWaitMs, bufferBytes,
 * flushIntervalMs, compress, newline, mode, followSymlinks, and namer and rotator as options. Everything is checked
 * here, at construction: a logger must not fail at midnight.
 */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Newline, parseNewline, withNewline } from '../file/line-ends.js'
import type { TextForm } from '../file/record-writer.js'
import type { TimeOfDay } from '../schedule/schedule.js'
import { ValueError } from '../world/errors.js'
import { LOCK_WAIT_MS, WATCH_MS } from '../world/timings.js'
import {
  checkEncoding,
  functionOrNull,
  milliseconds,
  ofType,
  parseCompress,
  parseTime,
  wholeNumber,
} from './option-values.js'

/** A `file:` URL; told by its shape, so that a URL of any realm will do. */
export interface FileUrl {
  readonly href: string
}

/**
 * Makes a backup in place of this package's own steps, as Python's `rotator`.
 *
 * Called under the lock, while this process has the file closed, and only when the file at `source` is the one that is
 * to be rotated. `dest` is free. A file that it leaves at `source` is written on; where it leaves none, a new one is
 * made. While it runs other processes go on writing to the file. Records that they write to a file that it renames, or
 * copies and removes, are not lost; those that they write between a copy and a truncation are. It must be through
 * within two seconds, or another process takes the lock and rotates too. An error it throws is told after the record
 * was written, and it is called again.
 */
export type Rotator = (source: string, dest: string) => void

/** The decisions that an object which wraps a file takes in its place, asked for each time they are needed. */
export interface RotationHooks {
  readonly namer: ((name: string) => string) | null
  readonly rotator: Rotator | null
  /**
   * Returns the end of a file's period that began at a moment, both in seconds since the epoch. For
   * `TimedRotatingFile`.
   */
  readonly computeRollover?: ((seconds: number) => number) | undefined
  /** The backups that go after a rotation. For `TimedRotatingFile`. */
  readonly getFilesToDelete?: (() => string[]) | undefined
  /**
   * Returns how many characters of a record count for `maxBytes`; all of them where absent. Asked near the limit alone.
   */
  readonly countCharacters?: ((text: string | Uint8Array) => number) | undefined
}

/** The options of both kinds of files. */
export interface RotationOptions extends TextForm {
  /** How many backups are kept; the oldest go first. See the class for what 0 means. Default 0, as in Python. */
  readonly backupCount?: number | undefined
  /** Whether the file is opened by the first write only. Default false: by the constructor. */
  readonly delay?: boolean | undefined
  /** Only 'utf-8'; for another encoding there is `encode`. */
  readonly encoding?: 'utf-8' | null | undefined
  /** The text for a line feed in the file: '\r\n' is what Python writes on Windows. Default '\n', everywhere. */
  readonly newline?: Newline | null | undefined
  /** Permission bits of files that are created, such as 0o640, not reduced by the umask. Default: Python's 0o666 less it. */
  readonly mode?: number | undefined
  /**
   * False refuses to write to a file whose own name is a symbolic link, at the opening or later. Default true. The names of
   * backups and of the lock are never followed, whatever this says.
   */
  readonly followSymlinks?: boolean | undefined
  /**
   * The time, in milliseconds, for which a look at the file's name is good. 0: every record looks; 8 at most. Default
   * 1.
   */
  readonly watchIntervalMs?: number | undefined
  /** The time, in milliseconds, that a write may wait for another process's rotation. Default 20. */
  readonly lockWaitMs?: number | undefined
  /** 'gzip' compresses all backups but the newest, in the background. Must be alike in all processes. Default: none. */
  readonly compress?: 'gzip' | null | undefined
  /**
   * How many bytes of records are kept in memory, to be written by one call; of text a character counts as one. Default
   * 0: each record is with the kernel when its write returns, and survives the death of the process.
   *
   * Records that are kept are written on `flush`, on `close`, after `flushIntervalMs`, and at the end of the process:
   * the natural one, process.exit(), an uncaught error, SIGINT, SIGTERM and SIGHUP. They are lost where no JavaScript
   * runs before the end: SIGKILL and other signals, process.abort(), a crash of Node or of the machine,
   * worker.terminate(), and the end of the main thread for its workers. Each file object then loses this many bytes at
   * most (of text that is not ASCII up to three times as many), and, where the event loop was not held up, none kept
   * for longer than `flushIntervalMs`.
   */
  readonly bufferBytes?: number | undefined
  /** The longest time, in milliseconds, that a record is kept in memory while the event loop turns. Default 1000. */
  readonly flushIntervalMs?: number | undefined
  /** Gives a backup another name, as Python's `namer`. Must be the same function in all processes. */
  readonly namer?: ((name: string) => string) | null | undefined
  /** Called instead of moving the file to its backup's name, as Python's `rotator`; see `Rotator`. */
  readonly rotator?: Rotator | null | undefined
  /** Instead of `namer` and `rotator`, for an object that wraps this one and lets its users override how it rotates. */
  readonly hooks?: RotationHooks | null | undefined
}

/** Options of `TimedRotatingFile`. */
export interface TimedRotatingFileOptions extends RotationOptions {
  /** S, M, H, D, MIDNIGHT or W0 to W6 (W0 is Monday), in any letter case. Default 'h', as in Python. */
  readonly when?: string | undefined
  /** How many of that unit make a period. Default 1. */
  readonly interval?: number | undefined
  /** Whether periods and names follow UTC and not the process's zone. Default false. */
  readonly utc?: boolean | undefined
  /** Time of day at which MIDNIGHT and W0 to W6 rotate: an object, or 'HH:MM' or 'HH:MM:SS'. Default midnight. */
  readonly atTime?: TimeOfDay | string | null | undefined
  /** A record that would make the file this long, in bytes, rotates it before its time. Default 0: never. Not Python's. */
  readonly maxBytes?: number | undefined
}

/** Options of `RotatingFile`. */
export interface RotatingFileOptions extends RotationOptions {
  /** A record that would make the file this long, in bytes, rotates it first. Default 0: never. */
  readonly maxBytes?: number | undefined
}

/** Options, present and checked. */
export interface RotationSettings extends TextForm {
  readonly maxBytes: number
  readonly backupCount: number
  readonly delay: boolean
  readonly mode: number | undefined
  readonly followSymlinks: boolean
  readonly watchIntervalMs: number
  readonly lockWaitMs: number
  readonly compress: 'gzip' | null
  readonly bufferBytes: number
  readonly flushIntervalMs: number
  readonly namer: ((name: string) => string) | null
  readonly rotator: Rotator | null
  readonly hooks: RotationHooks | null
}

/** Options of a TimedRotatingFile, checked and with what they are by default. */
export interface TimedSettings extends RotationSettings {
  readonly when: string
  readonly interval: number
  readonly utc: boolean
  readonly atTime: TimeOfDay | undefined
}

type Defaults<Options> = { readonly [Name in keyof Required<Options>]: Options[Name] }

const DEFAULTS: Defaults<RotatingFileOptions> = {
  maxBytes: 0,
  backupCount: 0,
  encoding: 'utf-8',
  delay: false,
  mode: undefined,
  followSymlinks: true,
  watchIntervalMs: WATCH_MS,
  lockWaitMs: LOCK_WAIT_MS,
  compress: null,
  bufferBytes: 0,
  flushIntervalMs: 1000,
  namer: null,
  rotator: null,
  hooks: null,
  newline: '\n',
  encode: undefined,
  mark: null,
}
const TIMED_DEFAULTS: Defaults<TimedRotatingFileOptions> = {
  ...DEFAULTS,
  when: 'h',
  interval: 1,
  utc: false,
  atTime: undefined,
}

/**
 * Checks options and fills in the defaults.
 *
 * @param options - As the user gave them; an undefined one counts as absent.
 * @param owner - The class that has the options, for the messages.
 * @param modeName - The owner's name of the option `mode`.
 * @throws TypeError for an unknown name or a value of the wrong type, ValueError for a value that is not allowed.
 */
export function parseOptions(options: TimedRotatingFileOptions, owner: string, modeName = 'mode'): TimedSettings {
  const given = withDefaults(options, TIMED_DEFAULTS, owner)
  return {
    ...parseCommon(given, owner, modeName),
    when: ofType('string', given.when, 'when', owner),
    interval: ofType('number', given.interval, 'interval', owner),
    utc: ofType('boolean', given.utc, 'utc', owner),
    atTime: given.atTime == null ? undefined : parseTime(given.atTime, owner),
  }
}

/** Checks the options of a file that is rotated by size, as `parseOptions` does. */
export function parseSizeOptions(options: RotatingFileOptions, owner: string): RotationSettings {
  return parseCommon(withDefaults(options, DEFAULTS, owner), owner, 'mode')
}

function parseCommon(given: RotatingFileOptions, owner: string, modeName: string): RotationSettings {
  checkEncoding(given.encoding, owner)
  return {
    maxBytes: wholeNumber(given.maxBytes, 'maxBytes', owner, -Infinity),
    backupCount: wholeNumber(given.backupCount, 'backupCount', owner, -Infinity),
    delay: ofType('boolean', given.delay, 'delay', owner),
    mode: given.mode === undefined ? undefined : wholeNumber(given.mode, modeName, owner, 0, 0o7777),
    followSymlinks: ofType('boolean', given.followSymlinks, 'followSymlinks', owner),
    watchIntervalMs: milliseconds(given.watchIntervalMs, 'watchIntervalMs', owner),
    lockWaitMs: milliseconds(given.lockWaitMs, 'lockWaitMs', owner),
    compress: parseCompress(given.compress, owner),
    bufferBytes: wholeNumber(given.bufferBytes, 'bufferBytes', owner, 0),
    flushIntervalMs: milliseconds(given.flushIntervalMs, 'flushIntervalMs', owner),
    namer: functionOrNull(given.namer, 'namer', owner),
    rotator: functionOrNull(given.rotator, 'rotator', owner),
    hooks: given.hooks ?? null,
    ...withNewline(
      { encode: functionOrNull(given.encode, 'encode', owner) ?? undefined, mark: given.mark ?? null },
      parseNewline(given.newline, owner),
    ),
  }
}

function withDefaults<Options extends object>(options: Options, defaults: Options, owner: string): Options {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(defaults, name)) throw unknownOption(name, Object.keys(defaults), owner)
  }
  return { ...defaults, ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) }
}

/** The absolute path, as Python's os.path.abspath gives it: symbolic links stay. */
export function absolutePath(filename: string | FileUrl): string {
  const path: unknown = typeof filename === 'object' && filename !== null ? fileURLToPath(filename.href) : filename
  if (typeof path !== 'string') throw new TypeError(`expected str or file URL, not ${typeof path}`)
  if (path.includes('\0')) throw new ValueError('embedded null byte')
  return resolve(path)
}

function unknownOption(name: string, allowed: readonly string[], owner: string): TypeError {
  const nearest = allowed
    .map((known) => ({ known, distance: editDistance(plain(name), plain(known)) }))
    .reduce((best, next) => (next.distance < best.distance ? next : best))
  const hint = nearest.distance <= Math.max(1, name.length / 4) ? `. Did you mean '${nearest.known}'?` : ''
  return new TypeError(`${owner}.__init__() got an unexpected keyword argument '${name}'${hint}`)
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[_-]/g, '')

/** Levenshtein's; the names are short. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
