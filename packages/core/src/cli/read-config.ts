/** A configuration file, read by loadConfig's own reader, with nothing applied yet. */
import { dirname, resolve } from 'node:path'
import { isPlainObject } from '@pylogging/formatter'
import { FilledParser } from '../config/filled-parser.js'
import { type DictConfig, ImportError, type RawConfigParser, readConfig } from '../config.js'
import { RuntimeError, ValueError } from '../index.js'

/** The content of a file, in one of the two shapes that Python has for it. */
export type Configuration =
  | { readonly kind: 'dict'; readonly config: DictConfig }
  | {
      readonly kind: 'ini'
      readonly parser: RawConfigParser
      /** Puts variables into what an expression of the file is. */
      fill(value: unknown): unknown
      /** The value that loadConfig would give. */
      apply(): void
    }

export interface ReadOptions {
  /** Whether `${NAME}` is filled in from the environment. */
  readonly env: boolean
  /** The values that the program gives to fileConfig as `defaults`, or to loadConfig under this name. */
  readonly defaults: Readonly<Record<string, string>>
  /** For Python files, values of names that cannot be known by reading. */
  readonly set?: Readonly<Record<string, unknown>> | undefined
  /** For Python files, functions that read environment variables. */
  readonly envFunctions?: readonly string[] | undefined
}

/** A file whose text is no configuration at all. */
export class UnreadableText extends Error {}

/** @throws UnreadableText; the system's error where the file cannot be read; ImportError where `yaml` is not installed. */
export function readConfiguration(file: string, options: ReadOptions): Configuration {
  const { env, defaults, set, envFunctions } = options
  const path = resolve(file)
  const { config, format, apply } = asText(() => {
    // Pyramid and Alembic hand these two names to fileConfig; their files use them.
    return readConfig(file, { env, set, envFunctions, defaults: { here: dirname(path), __file__: path, ...defaults } })
  })
  if (format === 'ini') {
    const parser = config as RawConfigParser
    return {
      kind: 'ini',
      parser,
      fill: (value) => (parser instanceof FilledParser ? parser.filled(value) : value),
      apply,
    }
  }
  if (!isPlainObject(config)) throw new UnreadableText('the file is no dict: logging is configured by names and values')
  return { kind: 'dict', config }
}

function asText<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    const isOfText = error instanceof RuntimeError || (error instanceof ValueError && !(error instanceof ImportError))
    throw isOfText ? new UnreadableText(error.message) : error
  }
}
