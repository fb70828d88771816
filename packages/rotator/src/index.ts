/**
 * A log file that many processes write and rotate at once, with the names and the times of Python's handlers.
 *
 *   const file = new TimedRotatingFile('app.log', { when: 'midnight', backupCount: 7 })
 *   file.write('ready\n')
 *
 * @module
 */

export { type Descriptor, descriptorOf } from './file/descriptor.js'
export { type Newline, parseNewline, withNewline } from './file/line-ends.js'
export { RecordWriter, type TextForm } from './file/record-writer.js'
export type {
  FileUrl,
  RotatingFileOptions,
  RotationHooks,
  RotationOptions,
  Rotator,
  TimedRotatingFileOptions,
  TimedSettings,
} from './options/options.js'
export { parseOptions } from './options/options.js'
export { RotatingFile } from './rotating-file.js'
export {
  computeRollover,
  parseSchedule,
  type Schedule,
  type ScheduleOptions,
  type TimeOfDay,
} from './schedule/schedule.js'
export { BufferedFile } from './sharing/buffered-file.js'
export type { Buffering } from './sharing/record-buffer.js'
export { TimedRotatingFile } from './timed-rotating-file.js'
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
} from './world/errors.js'
export type { FileStat } from './world/file-stat.js'
