/**
 * Python's `logging.handlers`.
 */
export {
  BaseRotatingHandler,
  TimedRotatingFileHandler,
  type TimedRotatingFileHandlerOptions,
} from './handlers/rotating.js'
