/**
 * fileConfig reads from one of these: a path, a URL, something that can be read, or a parser that has read already.
 *
 * Kept on purpose, because CPython does it: only a path given as text is asked for first; a URL whose file is missing
 * fails later, for want of sections.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { str } from '@pylogging/formatter'
import { advise } from '../ground/advice.js'
import { FileNotFoundError, RuntimeError } from '../ground/errors.js'
import { decoded } from '../python/decode.js'
import { ParsingError } from '../python/errors.js'
import { ConfigParser, isReadable, linesOf, newlines, RawConfigParser, type Readable } from './ini.js'

export type { Readable } from './ini.js'

/** A path or a `file:` URL, something to read, lines, or a parser that has read already. */
export type FileSource = string | { readonly href: string } | Readable | Iterable<string> | RawConfigParser

/** The advice on a file that an editor on Windows has saved. */
const MARKED = "The file begins with a byte order mark: pass encoding 'utf-8-sig', or use loadConfig, which takes it."
/** The size of the largest file that can be a configuration. */
const MAX_BYTES = 10_000_000

/** @throws FileNotFoundError, RuntimeError for an empty or invalid file; DuplicateSectionError, DuplicateOptionError. */
export function parserOf(
  source: FileSource,
  defaults: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown> | null,
  encoding: string | null,
): RawConfigParser {
  if (typeof source === 'string') checkFile(source)
  if (source instanceof RawConfigParser) return source
  const parser = new ConfigParser(defaults)
  try {
    read(parser, source, encoding)
  } catch (error) {
    if (!(error instanceof ParsingError)) throw error
    const failure = new RuntimeError(`${described(source)} is invalid: ${error.message}`)
    throw error.message.includes("'\\ufeff") ? advise(failure, MARKED) : failure
  }
  return parser
}

function checkFile(path: string): void {
  if (!existsSync(path)) throw new FileNotFoundError(`${path} doesn't exist`)
  if (statSync(path).size === 0) throw new RuntimeError(`${path} is an empty file`)
}

function read(parser: ConfigParser, source: Exclude<FileSource, RawConfigParser>, encoding: string | null): void {
  if (typeof source === 'object' && (isReadable(source) || Symbol.iterator in source)) {
    parser.read_file(source)
    return
  }
  const path = typeof source === 'string' ? source : fileURLToPath(source.href)
  const bytes = readOrNothing(path)
  if (bytes !== null) parser.read_file(linesOf(newlines(decoded(bytes, encoding ?? 'utf-8'))), path)
}

/** Reads a file, and passes over one that cannot be opened, as ConfigParser.read does. */
function readOrNothing(path: string): Buffer | null {
  try {
    if (statSync(path).size > MAX_BYTES) throw new RuntimeError(`${path} is larger than ${MAX_BYTES} bytes`)
    return readFileSync(path)
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'syscall' in error) return null
    throw error
  }
}

function described(source: Exclude<FileSource, RawConfigParser>): string {
  if (typeof source === 'string') return source
  return 'href' in source && typeof source.href === 'string' ? fileURLToPath(source.href) : str(source)
}
