/**
 * Python's `logging.handlers`.
 */
export {
  BaseRotatingHandler,
  TimedRotatingFileHandler,
  type TimedRotatingFileHandlerOptions,
} from './handlers/rotating.js'
export { type RecordSocket, SocketHandler, type SocketHandlerOptions } from './handlers/socket.js'
