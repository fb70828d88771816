/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
import entry from './config.js'

export type { ConfigVariables, DictConfig, FileConfigOptions, FileSource, Readable, Resolver } from './config.js'
export {
  BaseConfigurator,
  ConfigParser,
  ConfigParserError,
  ConvertingDict,
  ConvertingList,
  ConvertingTuple,
  DEFAULT_LOGGING_CONFIG_PORT,
  DictConfigurator,
  DuplicateOptionError,
  DuplicateSectionError,
  dictConfig,
  fileConfig,
  IDENTIFIER,
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
  RawConfigParser,
  RESET_ERROR,
  RecursionError,
  register,
  setResolver,
  UnicodeDecodeError,
  valid_ident,
  ZeroDivisionError,
} from './config.js'
export default entry.default
