/**
 * Python's `logging.handlers`: files that are rotated, the network, memory, queues; and `SocketReceiver`, of our own.
 *
 * @module
 */
// So that TypeScript finds the names of core's types when it writes a user's declarations.

export type { TimeOfDay } from '@pylogging/rotator'
export { BaseRotatingHandler, type BaseRotatingHandlerOptions } from './handlers/base-rotating.js'
export { DatagramHandler, type DatagramHandlerOptions } from './handlers/datagram.js'
export { HTTPHandler, type HTTPHandlerOptions, type HttpConnection } from './handlers/http.js'
export { BufferingHandler, MemoryHandler, type MemoryHandlerOptions, type Target } from './handlers/memory.js'
export { NTEventLogHandler, type NTEventLogHandlerOptions } from './handlers/nteventlog.js'
export {
  DEFAULT_HTTP_LOGGING_PORT,
  DEFAULT_SOAP_LOGGING_PORT,
  DEFAULT_TCP_LOGGING_PORT,
  DEFAULT_UDP_LOGGING_PORT,
  SOCK_DGRAM,
  SOCK_STREAM,
  SYSLOG_TCP_PORT,
  SYSLOG_UDP_PORT,
} from './handlers/ports.js'
export { type PutQueue, QueueHandler } from './handlers/queue.js'
export {
  type GetQueue,
  type ListenerHandler,
  QueueListener,
  type QueueListenerOptions,
} from './handlers/queue-listener.js'
export { RotatingFileHandler, type RotatingFileHandlerOptions } from './handlers/rotating.js'
export { SMTPHandler, type SMTPHandlerOptions } from './handlers/smtp.js'
export { type RecordSocket, SocketHandler, type SocketHandlerOptions } from './handlers/socket.js'
export {
  type SysLogAddress,
  SysLogHandler,
  type SysLogHandlerOptions,
  type SysLogSocket,
} from './handlers/syslog.js'
export { TimedRotatingFileHandler, type TimedRotatingFileHandlerOptions } from './handlers/timed-rotating.js'
export { WatchedFileHandler } from './handlers/watched-file.js'
export type {} from './index.js'
export { SocketReceiver, type SocketReceiverOptions } from './receiver/receiver.js'
