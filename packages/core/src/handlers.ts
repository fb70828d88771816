/**
 * Python's `logging.handlers`.
 */
export { type PutQueue, QueueHandler } from './handlers/queue.js'
export {
  type GetQueue,
  type ListenerHandler,
  QueueListener,
  type QueueListenerOptions,
} from './handlers/queue-listener.js'
export {
  BaseRotatingHandler,
  TimedRotatingFileHandler,
  type TimedRotatingFileHandlerOptions,
} from './handlers/rotating.js'
