/**
 * `logging.handlers` of the default export: the names of handlers.ts as an object. Most programs need none of them, so the
 * build puts them into a file that is read when the first is asked for (scripts/chunks.mjs).
 */
import { BaseRotatingHandler } from '../handlers/base-rotating.js'
import { DatagramHandler } from '../handlers/datagram.js'
import { HTTPHandler } from '../handlers/http.js'
import { BufferingHandler, MemoryHandler } from '../handlers/memory.js'
import { NTEventLogHandler } from '../handlers/nteventlog.js'
import {
  DEFAULT_HTTP_LOGGING_PORT,
  DEFAULT_SOAP_LOGGING_PORT,
  DEFAULT_TCP_LOGGING_PORT,
  DEFAULT_UDP_LOGGING_PORT,
  SOCK_DGRAM,
  SOCK_STREAM,
  SYSLOG_TCP_PORT,
  SYSLOG_UDP_PORT,
} from '../handlers/ports.js'
import { QueueHandler } from '../handlers/queue.js'
import { QueueListener } from '../handlers/queue-listener.js'
import { RotatingFileHandler } from '../handlers/rotating.js'
import { SMTPHandler } from '../handlers/smtp.js'
import { SocketHandler } from '../handlers/socket.js'
import { SysLogHandler } from '../handlers/syslog.js'
import { TimedRotatingFileHandler } from '../handlers/timed-rotating.js'
import { WatchedFileHandler } from '../handlers/watched-file.js'
import { SocketReceiver } from '../receiver/receiver.js'

export const handlerClasses = {
  BaseRotatingHandler,
  BufferingHandler,
  MemoryHandler,
  QueueHandler,
  QueueListener,
  RotatingFileHandler,
  TimedRotatingFileHandler,
  WatchedFileHandler,
  DEFAULT_HTTP_LOGGING_PORT,
  DEFAULT_SOAP_LOGGING_PORT,
  DEFAULT_TCP_LOGGING_PORT,
  DEFAULT_UDP_LOGGING_PORT,
  DatagramHandler,
  HTTPHandler,
  NTEventLogHandler,
  SMTPHandler,
  SOCK_DGRAM,
  SOCK_STREAM,
  SYSLOG_TCP_PORT,
  SYSLOG_UDP_PORT,
  SocketHandler,
  SocketReceiver,
  SysLogHandler,
}
