/**
 * Python's `logging.handlers`.
 */
export { BaseRotatingHandler, type BaseRotatingHandlerOptions } from './handlers/base-rotating.js'
export { BufferingHandler, MemoryHandler, type MemoryHandlerOptions, type Target } from './handlers/memory.js'
export { type PutQueue, QueueHandler } from './handlers/queue.js'
export {
  type GetQueue,
  type ListenerHandler,
  QueueListener,
  type QueueListenerOptions,
} from './handlers/queue-listener.js'
export { RotatingFileHandler, type RotatingFileHandlerOptions } from './handlers/rotating.js'
export { TimedRotatingFileHandler, type TimedRotatingFileHandlerOptions } from './handlers/timed-rotating.js'
export { WatchedFileHandler } from './handlers/watched-file.js'
