/**
 * Python's `logging.handlers`.
 */
export {
  BaseRotatingHandler,
  TimedRotatingFileHandler,
  type TimedRotatingFileHandlerOptions,
} from './handlers/rotating.js'
export { type RecordSocket, SocketHandler, type SocketHandlerOptions } from './handlers/socket.js'
export { DatagramHandler } from './handlers/datagram.js'
export { type HttpConnection, HTTPHandler, type HTTPHandlerOptions } from './handlers/http.js'
export { NTEventLogHandler, type NTEventLogHandlerOptions } from './handlers/nteventlog.js'
export { SMTPHandler, type SMTPHandlerOptions } from './handlers/smtp.js'
export {
  SOCK_DGRAM,
  SOCK_STREAM,
  SYSLOG_TCP_PORT,
  SYSLOG_UDP_PORT,
  type SysLogAddress,
  SysLogHandler,
  type SysLogHandlerOptions,
} from './handlers/syslog.js'
