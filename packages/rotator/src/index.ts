export {
  FileExistsError,
  FileNotFoundError,
  IsADirectoryError,
  NotADirectoryError,
  OSError,
  type OSErrorDetails,
  osError,
  PermissionError,
  ValueError,
} from './errors.js'
export type { FileUrl, RotatingFileOptions, RotationOptions, Rotator, TimedRotatingFileOptions } from './options.js'
export { RotatingFile } from './rotating-file.js'
export type { TimeOfDay } from './schedule.js'
export { TimedRotatingFile } from './timed-rotating-file.js'
