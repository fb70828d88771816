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
export type { FileUrl, TimedRotatingFileOptions } from './options.js'
export { TimedRotatingFile } from './rotating-file.js'
export type { TimeOfDay } from './schedule.js'
