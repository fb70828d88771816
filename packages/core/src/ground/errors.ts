/**
 * Python's exception classes, from where they are thrown.
 */
export {
  AttributeError,
  IndexError,
  KeyError,
  LookupError,
  NotImplementedError,
  OverflowError,
  RuntimeError,
  UnicodeEncodeError,
  ValueError,
} from '@pylogging/formatter'
export {
  FileExistsError,
  FileNotFoundError,
  IsADirectoryError,
  NotADirectoryError,
  OSError,
  osError,
  PermissionError,
} from '@pylogging/rotator'
