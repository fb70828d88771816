/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type {
  FileUrl,
  OSErrorDetails,
  RotatingFileOptions,
  RotationOptions,
  Rotator,
  TimedRotatingFileOptions,
  TimeOfDay,
} from './index.js'
export {
  FileExistsError,
  FileNotFoundError,
  IsADirectoryError,
  NotADirectoryError,
  OSError,
  osError,
  PermissionError,
  RotatingFile,
  TimedRotatingFile,
  ValueError,
} from './index.js'
