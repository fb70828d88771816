/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type {
  GetQueue,
  ListenerHandler,
  PutQueue,
  QueueListenerOptions,
  TimedRotatingFileHandlerOptions,
} from './handlers.js'
export { BaseRotatingHandler, QueueHandler, QueueListener, TimedRotatingFileHandler } from './handlers.js'
