/** Python's port numbers for records. */
export const DEFAULT_TCP_LOGGING_PORT = 9020
export const DEFAULT_UDP_LOGGING_PORT = 9021
export const DEFAULT_HTTP_LOGGING_PORT = 9022
export const DEFAULT_SOAP_LOGGING_PORT = 9023
export const SYSLOG_UDP_PORT = 514
export const SYSLOG_TCP_PORT = 514
/** Python's `socket.SOCK_STREAM` and `socket.SOCK_DGRAM`, for SysLogHandler. */
export const SOCK_STREAM = 1
export const SOCK_DGRAM = 2
