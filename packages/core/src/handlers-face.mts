/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type {
  BaseRotatingHandlerOptions,
  GetQueue,
  ListenerHandler,
  MemoryHandlerOptions,
  PutQueue,
  QueueListenerOptions,
  RotatingFileHandlerOptions,
  Target,
  TimedRotatingFileHandlerOptions,
} from './handlers.js'
export {
  BaseRotatingHandler,
  BufferingHandler,
  MemoryHandler,
  QueueHandler,
  QueueListener,
  RotatingFileHandler,
  TimedRotatingFileHandler,
  WatchedFileHandler,
} from './handlers.js'
