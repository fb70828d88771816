/**
 * One call that configures the root logger, unless it has handlers already.
 *
 *   basicConfig({ level: 'INFO', format: '%(asctime)s %(message)s' })
 *
 * Kept on purpose, because CPython does it: with handlers on root and without `force` nothing happens at all, not even
 * a check of the options; unknown options and a bad level are reported after the handler was added.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, basicConfig; `formatter` is 3.15's.
 */
import { type FormatText, Formatter, findStyle, type StyleArgument, type StyleName } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import type { TextStream } from '../ground/sys.js'
import { FileHandler, type FileName } from '../handlers/file.js'
import { StreamHandler } from '../handlers/stream.js'
import type { RecordFormatter } from '../model/contracts.js'
import type { Handler } from '../model/handler.js'
import type { LevelArgument } from '../model/log-types.js'
import type { Logger } from '../model/logger.js'
import { root } from '../model/tree.js'

/** The keywords of basicConfig, by Python's names. */
export interface BasicConfigOptions<T extends number | string = number | string, Format = unknown, Grammar = never> {
  /** Writes to this file. */
  filename?: FileName | null | undefined
  /** The mode in which `filename` is opened; 'a' unless given. */
  filemode?: string | undefined
  /** A format of records; BASIC_FORMAT unless given. */
  format?: FormatText<Format, Grammar> | undefined
  /** The format of `%(asctime)s`, as `strftime` takes it. */
  datefmt?: string | null | undefined
  /** The style of `format`: '%', '{' or '$'; '%' unless given. */
  style?: StyleArgument<Grammar> | undefined
  /** Root's level. */
  level?: LevelArgument<T> | null | undefined
  /** Writes to this stream; not together with `filename`. */
  stream?: TextStream | null | undefined
  /** Handlers that are ready; those without a formatter get one. */
  handlers?: Iterable<Handler> | null | undefined
  /** Removes and closes the handlers that root has. */
  force?: boolean | undefined
  /** The file's encoding; 'utf-8' unless given. */
  encoding?: string | null | undefined
  /** The treatment of characters that the encoding does not have; 'backslashreplace' unless given. */
  errors?: string | null | undefined
  /** Takes the place of `format`, `datefmt` and `style`. From Python 3.15. */
  formatter?: RecordFormatter | null | undefined
}

/**
 * Gives the root logger a handler, with a format, and a level: one that writes to stderr unless something else is asked
 * for. With handlers on root already, and without `force`, it does nothing.
 *
 * @throws ValueError in Python's words: options that exclude each other, an unknown one, a bad style or level.
 */
export function basicConfig<
  const T extends number | string = number,
  const Format = unknown,
  const Grammar extends StyleName = never,
>(given: BasicConfigOptions<T, Format, Grammar> = {}): void {
  const { force = false, encoding = null, errors = 'backslashreplace', ...rest } = given
  if (force) removeAll(root)
  if (root.handlers.length > 0) return
  // An option that is undefined counts as not given: { filename: process.env.LOG_FILE }.
  const options: BasicConfigOptions = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  )
  checkTogether(options)
  const { filename, filemode, stream, handlers, datefmt, style, format, formatter, level } = options
  const targets = handlers ?? [makeHandler(filename, filemode, stream, encoding, errors)]
  const shown = formatter ?? makeFormatter(format, datefmt, style)
  for (const handler of targets) {
    if (handler.formatter === null) handler.setFormatter(shown)
    root.addHandler(handler)
  }
  if (level !== undefined && level !== null) root.setLevel(level)
  const unknown = Object.keys(options).filter((name) => !isKnown(name, Boolean(handlers)))
  if (unknown.length > 0) throw new ValueError(`Unrecognised argument(s): ${unknown.join(', ')}`)
}

const ALWAYS = ['handlers', 'stream', 'filename', 'datefmt', 'style', 'format', 'formatter', 'level']

/** Python takes `filemode` out only where it opens the file. */
function isKnown(name: string, hasHandlers: boolean): boolean {
  return ALWAYS.includes(name) || (name === 'filemode' && !hasHandlers)
}

function removeAll(root: Logger): void {
  for (const handler of [...root.handlers]) {
    root.removeHandler(handler)
    handler.close()
  }
}

function checkTogether(options: BasicConfigOptions): void {
  const hasTarget = 'stream' in options || 'filename' in options
  if (!options.handlers && 'stream' in options && 'filename' in options) {
    throw new ValueError("'stream' and 'filename' should not be specified together")
  }
  if (options.handlers && hasTarget) {
    throw new ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
  }
  for (const name of ['format', 'datefmt', 'style'] as const) {
    if (options.formatter && name in options) {
      throw new ValueError(`'${name}' should not be specified together with 'formatter'`)
    }
  }
}

function makeHandler(
  filename: FileName | null | undefined,
  filemode: string | undefined,
  stream: TextStream | null | undefined,
  encoding: string | null,
  errors: string | null,
): Handler {
  if (!filename) return new StreamHandler(stream ?? null)
  const mode = filemode ?? 'a'
  return new FileHandler(filename, mode, encoding, false, mode.includes('b') ? null : errors)
}

function makeFormatter(
  format: string | undefined,
  datefmt: string | null | undefined,
  style: StyleName = '%',
): Formatter {
  return new Formatter(format ?? findStyle(style).basicFormat, datefmt ?? null, style)
}
