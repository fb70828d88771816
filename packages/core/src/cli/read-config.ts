/**
 * Reads a configuration by the ending of its name: JSON, YAML, and INI for anything else.
 *
 * YAML needs the package `yaml`, looked for from the working directory on; it is read as YAML 1.1, as Python's is.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, resolve } from 'node:path'
import { isError, isPlainObject } from '@pylogging/formatter'
import { ConfigParser, type DictConfig } from '../config.js'

/** What a file says, in one of the two shapes that Python has for it. */
export type Configuration =
  | { readonly kind: 'dict'; readonly config: DictConfig }
  | { readonly kind: 'ini'; readonly parser: ConfigParser }

/** A file whose text is no configuration at all. */
export class UnreadableText extends Error {}

type Yaml = { parse(text: string, options: { readonly version: '1.1'; readonly merge: boolean }): unknown }

/** @throws UnreadableText; the system's error where the file cannot be read; Error where `yaml` is not installed. */
export function readConfig(file: string): Configuration {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  const ending = extname(file).toLowerCase()
  if (ending === '.json') return dictOf(parsed(() => JSON.parse(text)))
  if (ending === '.yaml' || ending === '.yml')
    return dictOf(parsed(() => yaml().parse(text, { version: '1.1', merge: true })))
  return { kind: 'ini', parser: parsed(() => iniOf(file, text)) }
}

/** Pyramid and Alembic hand these two names to fileConfig; their files use them. */
function iniOf(file: string, text: string): ConfigParser {
  const path = resolve(file)
  const parser = new ConfigParser({ here: dirname(path), __file__: path })
  parser.read_string(text.replace(/\r\n?/g, '\n'), file)
  return parser
}

function dictOf(config: unknown): Configuration {
  if (!isPlainObject(config)) throw new UnreadableText('the file is no dict: logging is configured by names and values')
  return { kind: 'dict', config }
}

function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof NotInstalled) throw error
    throw new UnreadableText(isError(error) ? error.message : String(error))
  }
}

class NotInstalled extends Error {}

function yaml(): Yaml {
  try {
    return createRequire(join(process.cwd(), 'any.js'))('yaml') as Yaml
  } catch {
    throw new NotInstalled('reading YAML needs the package yaml: npm install yaml')
  }
}
