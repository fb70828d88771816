/**
 * One call for every kind of configuration file.
 *
 *   loadConfig('logging.yaml', { env: true })
 *
 * read-config.ts says which file is what, placeholders.ts what `env` does. A relative file name in a configuration counts
 * from the working directory, as in Python.
 */
import { type LoadOptions, type ReadConfig, readConfig } from './read-config.js'

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
