/**
 * Configuration files of every kind: read, filled in and checked, and not applied yet.
 *
 *   .json                     JSON
 *   .yaml .yml                YAML, as PyYAML reads it: yaml.ts
 *   .ini .conf .cfg           INI, as fileConfig reads it
 *   .toml                     TOML: toml.ts
 *   .py, .py:NAME             the dict in a Python file, read and never run: python-source/
 *   any other                 by what it begins with: `{` is JSON, `[section]` INI, all else YAML
 *
 * A file includes no other file. One above a million bytes, nested deeper than 100 levels, with more than 100,000 values
 * (aliases counted as often as they stand), or with a key such as `__proto__` is refused.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { isError } from '@pylogging/formatter'

import { FileNotFoundError, osError, RuntimeError, ValueError } from '../ground/errors.js'
import { decoded } from '../python/decode.js'
import { ImportError, ParsingError } from '../python/errors.js'
import { dictEntries } from '../python/references.js'
import { readPython } from '../python-source/read-python.js'
import { type DictConfig, dictConfig } from './dict-config.js'
import { checkExtent } from './extent.js'
import { configureFrom } from './file-configurator.js'
import { FilledParser } from './filled-parser.js'
import { linesOf, newlines, type RawConfigParser } from './ini.js'
import { readJson, refusePrototypes } from './json.js'
import { fillDict, type Variables } from './placeholders.js'
import { readToml } from './toml.js'
import { readYaml } from './yaml.js'

/** The options of reading a configuration file. */
export interface LoadOptions {
  /** Fills in `${NAME}` and `${NAME:default}`: true from the environment, or from these values. Not done unless given. */
  readonly env?: boolean | Readonly<Record<string, unknown>> | null | undefined
  /** Values for names that `env` does not have; in INI files also for `%(name)s`, as fileConfig's. */
  readonly defaults?: Readonly<Record<string, unknown>> | null | undefined
  /** The file's encoding: utf-8 unless given. */
  readonly encoding?: string | null | undefined
  /** For INI files, whether loggers that the file does not name are disabled: true unless given. Others say it themselves. */
  readonly disable_existing_loggers?: boolean | undefined
  /**
   * In Python files: the values of names and expressions that cannot be known by reading, as they stand in the file.
   * `{ DEBUG: false, 'settings.LEVEL': 'INFO' }`
   */
  readonly set?: Readonly<Record<string, unknown>> | null | undefined
  /** For Python files: functions of the program that read environment variables, as `['get_env']`. */
  readonly envFunctions?: readonly string[] | null | undefined
}

/** A configuration that was read. */
export interface ReadConfig {
  /** The file as it was given. */
  readonly path: string
  readonly format: 'json' | 'yaml' | 'ini' | 'toml' | 'python'
  /** The dict for dictConfig, with its placeholders filled in; of an INI file its parser. */
  readonly config: DictConfig | RawConfigParser
  /** Configures logging. @throws As dictConfig or fileConfig. */
  apply(): void
}

const MAX_BYTES = 1_000_000
const FORMATS: Readonly<Record<string, ReadConfig['format']>> = {
  '.json': 'json',
  '.yaml': 'yaml',
  '.yml': 'yaml',
  '.ini': 'ini',
  '.conf': 'ini',
  '.cfg': 'ini',
  '.toml': 'toml',
  '.py': 'python',
}

/** `settings.py:LOGGING`, `settings.py:12`, `config.toml:log_config`. */
const NAMED = /^(.*\.(?:py|toml)):([\p{L}_][\p{L}\p{N}_.-]*|\d+)$/su

/** A file, and which of its configurations is meant. */
function withName(path: string): readonly [file: string, name: string | null] {
  const [, file, name] = NAMED.exec(path) ?? []
  return file === undefined || name === undefined ? [path, null] : [file, name]
}

/** The file of a path that may also name the configuration in it. */
export function fileOf(path: string): string {
  return withName(path)[0]
}

/** Does what `readConfig` does with bytes that were read already. */
export function parseConfig(path: string, bytes: Uint8Array, options: LoadOptions = {}): ReadConfig {
  if (bytes.length === 0) throw new RuntimeError(`${path} is an empty file`)
  const [file, name] = withName(path)
  if (extname(file).toLowerCase() === '.py') return pythonConfig(path, file, name, bytes, options)
  const text = newlines(decoded(Buffer.from(bytes), options.encoding ?? 'utf-8')).replace(/^\ufeff/, '')
  const format = FORMATS[extname(file).toLowerCase()] ?? formatOf(text)
  const variables = variablesOf(options)
  if (format === 'ini') return iniConfig(path, text, variables, options)
  const read = invalid(path, () => {
    return checked(format === 'json' ? readJson(text) : format === 'toml' ? readToml(text, name) : readYaml(text))
  })
  const config = (variables === null ? read : fillDict(read, variables)) as DictConfig
  return { path, format, config, apply: () => dictConfig(config) }
}

/** A Python file says itself what it takes from the environment. */
function pythonConfig(
  path: string,
  file: string,
  name: string | null,
  bytes: Uint8Array,
  { env, set, envFunctions }: LoadOptions,
): ReadConfig {
  const variables = typeof env === 'object' && env !== null ? (env as Readonly<Record<string, string>>) : undefined
  const given = { name, env: variables, set: set ?? undefined, envFunctions: envFunctions ?? undefined }
  const config = invalid(path, () => checked(readPython(resolve(file), bytes, given))) as DictConfig
  return { path, format: 'python', config, apply: () => dictConfig(config) }
}

function checked(value: unknown): unknown {
  if (dictEntries(value) === null) throw new ValueError('the configuration is no dict')
  checkExtent(value)
  refusePrototypes(value)
  return value
}

/** @throws FileNotFoundError, OSError; RuntimeError for a file that is too large. Devices and pipes have no size before. */
export function readBytes(path: string): Uint8Array {
  const chunks: Uint8Array[] = []
  let length = 0
  const file = asOSError(path, () => openSync(path, 'r'))
  try {
    for (;;) {
      const chunk = Buffer.alloc(65_536)
      const count = asOSError(path, () => readSync(file, chunk))
      if (count === 0) return Buffer.concat(chunks)
      length += count
      if (length > MAX_BYTES) throw new RuntimeError(`${path} is larger than ${MAX_BYTES} bytes`)
      chunks.push(chunk.subarray(0, count))
    }
  } finally {
    closeSync(file)
  }
}

function iniConfig(path: string, text: string, variables: Variables | null, options: LoadOptions): ReadConfig {
  const parser = new FilledParser(options.defaults ?? null, variables)
  invalid(path, () => parser.read_file(linesOf(text), path))
  parser.refuseMissing()
  const disable = options.disable_existing_loggers ?? true
  const apply = () => configureFrom(parser, disable, (value) => parser.filled(value))
  return { path, format: 'ini', config: parser, apply }
}

function formatOf(text: string): ReadConfig['format'] {
  const first = text.match(/^[ \t]*([^\s#;].*)$/m)?.[1] ?? ''
  if (first.startsWith('{')) return 'json'
  return /^\[[^\]]+\]\s*$/.test(first) ? 'ini' : 'yaml'
}

function variablesOf({ env, defaults }: LoadOptions): Variables | null {
  if (!env) return null
  const values = env === true ? process.env : env
  return (name) => ownValue(values, name) ?? ownValue(defaults ?? {}, name)
}

function ownValue(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

/** The error that fileConfig throws for a file that is no INI. */
function invalid<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const isOurs = error instanceof ValueError || error instanceof ParsingError || error instanceof SyntaxError
    if (!isOurs || error instanceof ImportError || !isError(error)) throw error
    throw new RuntimeError(`${path}${'isNotKnown' in error ? '' : ' is invalid'}: ${error.message}`, {
      cause: error,
    })
  }
}

function asOSError<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') throw new FileNotFoundError(`${path} doesn't exist`)
    throw osError(error)
  }
}
