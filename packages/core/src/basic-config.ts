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
import { Formatter, findStyle, type StyleName } from '@pylogging/formatter'
import { ValueError } from './errors.js'
import type { Handler, RecordFormatter } from './handler.js'
import { FileHandler, type FileName } from './handlers/file.js'
import { StreamHandler } from './handlers/stream.js'
import type { Logger } from './logger.js'
import { shared } from './shared.js'
import type { TextStream } from './sys.js'

/** The keywords of basicConfig, by Python's names. */
export interface BasicConfigOptions {
  filename?: FileName | null | undefined
  /** For `filename`; 'a' unless given. */
  filemode?: string | undefined
  format?: string | undefined
  datefmt?: string | null | undefined
  style?: StyleName | undefined
  level?: number | string | null | undefined
  stream?: TextStream | null | undefined
  handlers?: readonly Handler[] | null | undefined
  /** Removes and closes the handlers that root has. */
  force?: boolean | undefined
  encoding?: string | null | undefined
  errors?: string | null | undefined
  formatter?: RecordFormatter | null | undefined
}

/** @throws ValueError in Python's words: options that exclude each other, an unknown one, a bad style or level. */
export function basicConfig(options: BasicConfigOptions = {}): void {
  const root = shared.root as Logger
  const { force = false, encoding = null, errors = 'backslashreplace', ...rest } = options
  if (force) removeAll(root)
  if (root.handlers.length > 0) return
  const { filename, filemode, stream, handlers, datefmt, style, format, formatter, level, ...unknown } = rest
  checkTogether(rest)
  const targets = handlers ?? [makeHandler(filename, filemode, stream, encoding, errors)]
  const shown = formatter ?? makeFormatter(format, datefmt, style)
  for (const handler of targets) {
    if (handler.formatter === null) handler.setFormatter(shown)
    root.addHandler(handler)
  }
  if (level !== undefined && level !== null) root.setLevel(level)
  const extra = Object.keys(unknown)
  if (handlers && 'filemode' in rest) extra.unshift('filemode')
  if (extra.length > 0) throw new ValueError(`Unrecognised argument(s): ${extra.join(', ')}`)
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
