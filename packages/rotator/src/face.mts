/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type {
  FileUrl,
  OSErrorDetails,
  RotatingFileOptions,
  RotationHooks,
  RotationOptions,
  Rotator,
  Schedule,
  TextForm,
  TimedRotatingFileOptions,
  TimeOfDay,
} from './index.js'
export {
  computeRollover,
  FileExistsError,
  FileNotFoundError,
  IsADirectoryError,
  NotADirectoryError,
  OSError,
  osError,
  PermissionError,
  parseOptions,
  parseSchedule,
  RecordWriter,
  RotatingFile,
  TimedRotatingFile,
  ValueError,
} from './index.js'
