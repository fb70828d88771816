/**
 * The handlers of the Python package concurrent-log-handler: files that several processes write to and rotate.
 *
 *   { "class": "concurrent_log_handler.ConcurrentRotatingFileHandler", "filename": "app.log", "maxBytes": 1048576 }
 *
 * The handlers of this package are safe in that way by themselves, so these only understand the other names. As there, a
 * file is made by the first record, and characters that the encoding lacks are left out.
 *
 *   use_gzip               compress: all rotated files but the newest
 *   chmod, umask           permissions of new files
 *   unicode_error_policy   errors
 *   owner                  a warning, and nothing else: files belong to the user who runs the program
 *   newline                what a newline becomes in the file, as in Python's `open`
 *   lock_file_directory, keep_file_open, debug, delay        nothing
 *
 * `maxBytes` is Python's: a record that would make the file so long rotates it first. The original rotates when the file is
 * so long already, so that its files are longer by up to a record.
 *
 * With `backupCount` 0 the original empties a full file; ours lets it grow, as Python's RotatingFileHandler does.
 *
 * Source: concurrent-log-handler, __init__.py as of 2025, read and not run.
 */
import { bindNamed, type LogRecord, type PositionsThenNames } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import type { FileName, WithFilename } from '../handlers/file.js'
import { RotatingFileHandler } from '../handlers/rotating.js'
import { TimedRotatingFileHandler } from '../handlers/timed-rotating.js'
import { UserWarning } from '../warnings/warning-categories.js'
import { warnings } from '../warnings/warnings.js'

/** The options of both handlers beside Python's own keywords. */
export interface ConcurrentOptions {
  /** True compresses backups. Default false. */
  readonly use_gzip?: boolean | undefined
  /** The user and the group of new files. */
  readonly owner?: readonly [user: string, group: string] | null | undefined
  /** Permission bits of new files. */
  readonly chmod?: number | null | undefined
  /** Bits that new files shall not have. */
  readonly umask?: number | null | undefined
  /** The text for a newline in the file: '\\r' or '\\r\\n'; any other value leaves it. */
  readonly newline?: string | null | undefined
  /** The text that ends a record; a newline unless given. */
  readonly terminator?: string | undefined
  /** 'ignore', 'replace' or 'strict'. */
  readonly unicode_error_policy?: string | undefined
  /** The folder of the lock of the Python package. */
  readonly lock_file_directory?: string | null | undefined
  /** Whether the file stays open between records; an option of the Python package. */
  readonly keep_file_open?: boolean | undefined
  /** Whether the handler tells what it does; an option of the Python package. */
  readonly debug?: boolean | undefined
}

/** The keywords of ConcurrentRotatingFileHandler. */
export interface ConcurrentRotatingFileHandlerOptions extends ConcurrentOptions {
  /** The path of the file, from the working directory of the process. */
  readonly filename?: FileName | undefined
  /** 'a' appends; 'w' empties the file first. Default 'a'. */
  readonly mode?: string | undefined
  /** A record that would make the file this long, in bytes, rotates it first. Default 0: never. */
  readonly maxBytes?: number | undefined
  /** How many backups are kept. Default 0. */
  readonly backupCount?: number | undefined
  /** Any of Python’s names for one; 'utf-8' unless given. */
  readonly encoding?: string | null | undefined
  /** True opens the file with the first record. */
  readonly delay?: boolean | null | undefined
}

/** The keywords of ConcurrentTimedRotatingFileHandler. */
export interface ConcurrentTimedRotatingFileHandlerOptions extends ConcurrentRotatingFileHandlerOptions {
  /** S, M, H, D, MIDNIGHT, or W0 to W6 where W0 is Monday; letter case does not matter. 'h' unless given. */
  readonly when?: string | undefined
  /** How many of these units a period has. Default 1. */
  readonly interval?: number | undefined
  /** True rotates and names files by UTC. Default false. */
  readonly utc?: boolean | undefined
  /** The time of day of MIDNIGHT and W0 to W6: 'HH:MM'. */
  readonly atTime?: string | { readonly hour: number } | null | undefined
  /** The treatment of characters that the encoding does not have. */
  readonly errors?: string | null | undefined
}

const OURS = [
  'use_gzip',
  'owner',
  'chmod',
  'umask',
  'newline',
  'terminator',
  'unicode_error_policy',
  'lock_file_directory',
  'keep_file_open',
]
const SIZED_NAMES = ['filename', 'mode', 'maxBytes', 'backupCount', 'encoding'] as const
const SIZED = {
  owner: 'ConcurrentRotatingFileHandler.__init__()',
  names: [...SIZED_NAMES, 'debug', 'delay', ...OURS],
  required: 1,
}
const TIMED_NAMES = ['filename', 'when', 'interval', 'backupCount', 'encoding'] as const
const TIMED = {
  owner: 'ConcurrentTimedRotatingFileHandler.__init__()',
  names: [...TIMED_NAMES, 'delay', 'utc', 'atTime', 'errors', 'maxBytes', ...OURS],
  keywordOnly: ['mode', 'debug'],
  required: 1,
}

/**
 * concurrent-log-handler's name for RotatingFileHandler, which is safe for several processes by itself. The first
 * record makes the file.
 */
export class ConcurrentRotatingFileHandler extends RotatingFileHandler {
  readonly #newline: string

  /** @throws As RotatingFileHandler; UserWarning is warned of for what cannot be done. */
  constructor(
    ...args: PositionsThenNames<
      [filename: FileName, mode?: string, maxBytes?: number, backupCount?: number, encoding?: string | null],
      typeof SIZED_NAMES,
      ConcurrentRotatingFileHandlerOptions
    >
  )
  constructor(filename: FileName, options: Omit<ConcurrentRotatingFileHandlerOptions, 'filename'>)
  constructor(options: WithFilename<ConcurrentRotatingFileHandlerOptions>)
  constructor(...args: unknown[]) {
    const given = bindNamed<WithFilename<ConcurrentRotatingFileHandlerOptions>>(SIZED, args)
    const { filename, mode, maxBytes, backupCount, encoding } = given
    const newline = newlineOf(given)
    super(filename, { mode, maxBytes, backupCount, encoding, ...translated(given) })
    this.#newline = newline
    this.terminator = withNewline(given.terminator || '\n', newline)
  }

  /** The record's text, in which `newline` stands for each newline. */
  override format(record: LogRecord): string {
    return withNewline(super.format(record), this.#newline)
  }
}

/**
 * concurrent-log-handler's name for TimedRotatingFileHandler, which is safe for several processes by itself. The first
 * record makes the file.
 */
export class ConcurrentTimedRotatingFileHandler extends TimedRotatingFileHandler {
  readonly #newline: string

  /** @throws As TimedRotatingFileHandler; UserWarning is warned of for what cannot be done. */
  constructor(
    ...args: PositionsThenNames<
      [filename: FileName, when?: string, interval?: number, backupCount?: number, encoding?: string | null],
      typeof TIMED_NAMES,
      ConcurrentTimedRotatingFileHandlerOptions
    >
  )
  constructor(filename: FileName, options: Omit<ConcurrentTimedRotatingFileHandlerOptions, 'filename'>)
  constructor(options: WithFilename<ConcurrentTimedRotatingFileHandlerOptions>)
  constructor(...args: unknown[]) {
    const given = bindNamed<WithFilename<ConcurrentTimedRotatingFileHandlerOptions>>(TIMED, args)
    const { filename, when, interval, backupCount, encoding, utc, atTime, maxBytes } = given
    const options = { when, interval, backupCount, encoding, utc, atTime: atTime as string, maxBytes }
    const newline = newlineOf(given)
    super(filename, { ...options, ...translated(given) })
    this.#newline = newline
    this.terminator = withNewline(given.terminator || '\n', newline)
  }

  /** The record's text, in which `newline` stands for each newline. */
  override format(record: LogRecord): string {
    return withNewline(super.format(record), this.#newline)
  }
}

/** Returns our own handlers' options for these. */
function translated(given: ConcurrentOptions): {
  errors: string
  delay: true
  compress: 'gzip' | null
  permissions: number | undefined
} {
  if (given.owner) warn('concurrent_log_handler parameter `owner` has no effect here')
  return {
    errors: errorPolicy(given.unicode_error_policy),
    delay: true,
    compress: given.use_gzip ? 'gzip' : null,
    permissions: given.chmod ?? (typeof given.umask === 'number' ? 0o666 & ~given.umask : undefined),
  }
}

const NEWLINES: readonly unknown[] = ['', '\n', '\r', '\r\n']

/** Returns the text that Python's `open` writes for a newline. @throws ValueError in its words. */
function newlineOf({ newline = null }: ConcurrentOptions): string {
  if (newline === null) return '\n'
  if (!NEWLINES.includes(newline)) throw new ValueError(`illegal newline value: ${newline}`)
  return newline || '\n'
}

function withNewline(text: string, newline: string): string {
  return newline === '\n' ? text : text.replaceAll('\n', newline)
}

function errorPolicy(policy = 'ignore'): string {
  if (policy === 'ignore' || policy === 'replace' || policy === 'strict') return policy
  warn(
    'Invalid unicode_error_policy for concurrent_log_handler: must be ignore, replace, or strict. Defaulting to ignore.',
  )
  return 'ignore'
}

function warn(text: string): void {
  warnings.warn(text, UserWarning)
}
