/**
 * Python's `logging.config`: logging configured from a dict, from an INI file, by another process; and of our own,
 * `loadConfig` and `watchConfig` for files of any kind.
 *
 *   import { dictConfig, fileConfig, loadConfig, register, watchConfig } from '@pylogging/core/config'
 *
 * Nothing is imported by name and nothing is evaluated. A name in a configuration is one that Python's logging has, or one
 * that `register` was told. The default export is the module as Python has it: `config.dictConfigClass` can be set.
 *
 * @module
 */
// So that TypeScript finds the names of core's types when it writes a user's declarations.
export type {} from './index.js'

import { constants } from 'node:os'
import { BaseConfigurator, IDENTIFIER, valid_ident } from './config/base-configurator.js'
import { DictConfigurator, defineConfig, dictConfig } from './config/dict-config.js'
import { fileConfig } from './config/file-config.js'
import { ConfigParser, RawConfigParser } from './config/ini.js'
import { DEFAULT_LOGGING_CONFIG_PORT, listen, stopListening } from './config/listen.js'
import { loadConfig, readConfig } from './config/load-config.js'
import { register, setResolver } from './config/registry.js'
import { watchConfig } from './config/watch-config.js'
import { noteActions } from './model/actions.js'
import { logging } from './model/module-object.js'
import { configModule } from './python/known-modules.js'
import { ConvertingDict, ConvertingList, ConvertingTuple } from './python/references.js'

export { BaseConfigurator, IDENTIFIER, valid_ident } from './config/base-configurator.js'
export type { ConfiguredFilters, ConfiguredFormatters, ConfiguredHandlers } from './config/class-options.js'
export type { FileSource, Readable } from './config/config-source.js'
export type { Configuration, ConfigurationArgument } from './config/config-types.js'
export { type DictConfig, DictConfigurator, defineConfig, dictConfig } from './config/dict-config.js'
export { type FileConfigOptions, fileConfig } from './config/file-config.js'
export { ConfigParser, type GetOptions, RawConfigParser } from './config/ini.js'
export type { Options as ParserOptions } from './config/interpolation.js'
export {
  ConfigListener,
  DEFAULT_LOGGING_CONFIG_PORT,
  type ListenOptions,
  listen,
  stopListening,
  type Verify,
} from './config/listen.js'
export type { ListenerEvent } from './config/listener-event.js'
export { loadConfig, readConfig } from './config/load-config.js'
export type { LoadOptions, ReadConfig } from './config/read-config.js'
export { type Resolver, register, setResolver } from './config/registry.js'
export { ConfigWatcher, type WatchOptions, watchConfig } from './config/watch-config.js'
export {
  ConfigParserError,
  DuplicateOptionError,
  DuplicateSectionError,
  ImportError,
  InterpolationDepthError,
  InterpolationError,
  InterpolationMissingOptionError,
  InterpolationSyntaxError,
  MissingSectionHeaderError,
  ModuleNotFoundError,
  NameError,
  NoOptionError,
  NoSectionError,
  ParsingError,
  RecursionError,
  UnicodeDecodeError,
  ZeroDivisionError,
} from './python/errors.js'
export { ConvertingDict, ConvertingList, ConvertingTuple } from './python/references.js'

/** The system's number for a connection that was cut: ECONNRESET. */
export const RESET_ERROR: number = constants.errno.ECONNRESET

/** The variables of the module that a program can set: the class that `dictConfig` uses. */
export interface ConfigVariables {
  dictConfigClass: new (config: never) => { configure(): void }
}

const members = {
  BaseConfigurator,
  ConfigParser,
  ConvertingDict,
  ConvertingList,
  ConvertingTuple,
  DEFAULT_LOGGING_CONFIG_PORT,
  DictConfigurator,
  IDENTIFIER,
  RESET_ERROR,
  RawConfigParser,
  defineConfig,
  dictConfig,
  fileConfig,
  listen,
  loadConfig,
  readConfig,
  register,
  setResolver,
  stopListening,
  valid_ident,
  watchConfig,
}

/** The module as an object. */
export type LoggingConfig = typeof members & ConfigVariables

/** As in Python, `logging.config` is there once it was imported. */
const config = Object.assign(configModule, members) as unknown as LoggingConfig

noteActions(members)
declare module './module/members.js' {
  interface Submodules {
    readonly config: typeof config
  }
}

Object.assign(logging, { config })

export default config
