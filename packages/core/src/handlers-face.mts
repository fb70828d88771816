/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type {
  BaseRotatingHandlerOptions,
  MemoryHandlerOptions,
  RotatingFileHandlerOptions,
  Target,
  TimedRotatingFileHandlerOptions,
} from './handlers.js'
export {
  BaseRotatingHandler,
  BufferingHandler,
  MemoryHandler,
  RotatingFileHandler,
  TimedRotatingFileHandler,
  WatchedFileHandler,
} from './handlers.js'
