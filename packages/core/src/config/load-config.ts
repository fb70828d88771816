/**
 * One call for every kind of configuration file.
 *
 *   loadConfig('logging.yaml', { env: true })
 *
 * read-config.ts says which file is what, placeholders.ts what `env` does. A relative file name in a configuration counts
 * from the working directory, as in Python.
 */
import { fileOf, type LoadOptions, parseConfig, type ReadConfig, readBytes } from './read-config.js'

/**
 * Reads a configuration and changes nothing.
 *
 * @throws FileNotFoundError, OSError; RuntimeError `FILE is invalid: …` or `FILE is an empty file`; ValueError that lists
 *   variables that are not set; ImportError for YAML without the package `yaml`.
 */
export function readConfig(path: string, options: LoadOptions = {}): ReadConfig {
  return parseConfig(path, readBytes(fileOf(path)), options)
}

/**
 * Configures logging from a JSON, YAML or INI file.
 *
 * @returns The configuration that was read and applied.
 * @throws As `readConfig`, before anything was changed; as dictConfig or fileConfig, and what was done until then stays.
 * @example loadConfig('logging.json', { env: { LOG_DIR: '/var/log' } })
 */
export function loadConfig(path: string, options: LoadOptions = {}): ReadConfig {
  const read = readConfig(path, options)
  read.apply()
  return read
}
