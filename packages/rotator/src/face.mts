/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type { FileUrl, OSErrorDetails, TimedRotatingFileOptions, TimeOfDay } from './index.js'
export {
  FileExistsError,
  FileNotFoundError,
  IsADirectoryError,
  NotADirectoryError,
  OSError,
  osError,
  PermissionError,
  TimedRotatingFile,
  ValueError,
} from './index.js'
