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
export type {
  FileUrl,
  RotatingFileOptions,
  RotationHooks,
  RotationOptions,
  Rotator,
  TimedRotatingFileOptions,
} from './options.js'
export { parseOptions } from './options.js'
export { RecordWriter, type TextForm } from './record-writer.js'
export { RotatingFile } from './rotating-file.js'
export { computeRollover, parseSchedule, type Schedule, type TimeOfDay } from './schedule.js'
export { TimedRotatingFile } from './timed-rotating-file.js'
