/**
 * Python's fileConfig, as far as every program that configures itself reads it: the rest is in a file that the build has
 * read at the first call (scripts/chunks.mjs).
 */
import { bindNamed, isPlainObject, nearestName, type Signature } from '@pylogging/formatter'
import { type FileSource, parserOf } from './config-source.js'
import { configureFrom } from './file-configurator.js'

/** The keywords of fileConfig, by Python's names. */
export interface FileConfigOptions {
  /** Options for every section, for `%(name)s` in values. */
  readonly defaults?: Defaults | null | undefined
  /** Whether loggers that the file does not name are disabled: true unless given. */
  readonly disable_existing_loggers?: boolean | undefined
  /** The file's encoding: utf-8 unless given. */
  readonly encoding?: string | null | undefined
}

type Defaults = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>

const KEYWORDS = ['defaults', 'disable_existing_loggers', 'encoding'] as const
const SIGNATURE: Signature = { owner: 'fileConfig()', names: ['fname', ...KEYWORDS], required: 1, implicit: 0 }

/**
 * Configures logging from an INI file.
 *
 * @param fname - A path; a `file:` URL; what can be read, `{ read: () => text }`, or an array of lines; a ConfigParser.
 * @throws FileNotFoundError, RuntimeError for an empty or invalid file; KeyError for a section or an option that is
 *   missing; what handlers and formatters throw. What was done until then stays.
 * @example fileConfig('logging.ini', { disable_existing_loggers: false })
 */
export function fileConfig(fname: FileSource, options: FileConfigOptions): void
export function fileConfig(
  fname: FileSource,
  defaults?: Defaults | null,
  disable_existing_loggers?: boolean,
  encoding?: string | null,
): void
export function fileConfig(
  fname: FileSource,
  defaults: Defaults | null,
  options: Omit<FileConfigOptions, 'defaults'>,
): void
export function fileConfig(
  fname: FileSource,
  defaults: Defaults | null,
  disable_existing_loggers: boolean,
  options: Pick<FileConfigOptions, 'encoding'>,
): void
export function fileConfig(...args: unknown[]): void {
  const last = args.at(-1)
  const hasKeywords = args.length === 2 ? areKeywords(last) : args.length > 2 && isPlainObject(last)
  // An object need not hold keywords: it may be a file, or the defaults.
  const options = bindNamed<FileConfigOptions & { readonly fname: FileSource }>(
    SIGNATURE,
    hasKeywords ? args : [...args, {}],
  )
  const parser = parserOf(options.fname, options.defaults ?? null, options.encoding ?? null)
  configureFrom(parser, options.disable_existing_loggers ?? true)
}

/** Python programs give `defaults` as the second argument; a dict of the keywords' names is keywords. */
function areKeywords(value: unknown): value is FileConfigOptions {
  if (!isPlainObject(value)) return false
  const names = Object.keys(value)
  if (names.length === 0 || names.every((name) => nearestName(name, KEYWORDS) === undefined)) return false
  const wrong = names.find((name) => !(KEYWORDS as readonly string[]).includes(name))
  if (wrong === undefined) return true
  throw new TypeError(`fileConfig() got an unexpected keyword argument '${wrong}'`)
}
