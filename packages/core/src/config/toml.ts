/**
 * TOML, by the optional package `smol-toml`: the whole file, or the table in it that is a logging configuration.
 *
 *   [logging.root]            luigi.toml: the table `logging`
 *   [log_config.loggers.x]    fedora-messaging's config.toml: the table `log_config`
 */
import { isPlainObject } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { ImportError } from '../python/errors.js'

/**
 * @param name - The table, by its dotted name, where the file has several.
 * @throws ImportError where the package is not installed; ValueError for what is no TOML, or has no configuration.
 */
export function readToml(text: string, name: string | null): unknown {
  const toml = load()
  const document = asValueError(() => toml.parse(text))
  const found = isConfiguration(document) ? [{ path: '', table: document }] : tablesIn(document, '', 0)
  const wanted = name === null ? found : found.filter(({ path }) => path === name)
  const [first, ...others] = wanted
  if (first === undefined) {
    throw new ValueError(
      name === null
        ? 'no table of it is a logging configuration'
        : `there is no table ${name} that is a logging configuration`,
    )
  }
  if (others.length === 0) return first.table
  throw new ValueError(
    `it has ${wanted.length} configurations: ${wanted.map(({ path }) => path).join(', ')}\n  Say which: FILE.toml:${first.path}`,
  )
}

function load(): typeof import('smol-toml') {
  try {
    return require('smol-toml') as typeof import('smol-toml')
  } catch (error) {
    throw new ImportError('TOML needs the package smol-toml: npm install smol-toml', { cause: error })
  }
}

function asValueError<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new ValueError((error as Error).message.trim())
  }
}

const PARTS = ['handlers', 'loggers', 'root', 'formatters']

function isConfiguration(table: Readonly<Record<string, unknown>>): boolean {
  return (
    Object.hasOwn(table, 'version') && PARTS.some((part) => Object.hasOwn(table, part) && isPlainObject(table[part]))
  )
}

interface Table {
  readonly path: string
  readonly table: Readonly<Record<string, unknown>>
}

const DEPTH = 4

function tablesIn(table: Readonly<Record<string, unknown>>, path: string, depth: number): Table[] {
  return Object.entries(table).flatMap(([name, value]) => {
    if (!isPlainObject(value) || depth >= DEPTH) return []
    const inner = path === '' ? name : `${path}.${name}`
    return isConfiguration(value) ? [{ path: inner, table: value }] : tablesIn(value, inner, depth + 1)
  })
}
