/** Python's port for SocketHandler. */
export const DEFAULT_TCP_LOGGING_PORT = 9020
/** Python's port for DatagramHandler. */
export const DEFAULT_UDP_LOGGING_PORT = 9021
/** Python's port for HTTPHandler. */
export const DEFAULT_HTTP_LOGGING_PORT = 9022
/** Python's, for a handler that it no longer has. */
export const DEFAULT_SOAP_LOGGING_PORT = 9023
/** The port of syslog over UDP. */
export const SYSLOG_UDP_PORT = 514
/** The port of syslog over TCP. */
export const SYSLOG_TCP_PORT = 514
/** Python's `socket.SOCK_STREAM`, for SysLogHandler: TCP. */
export const SOCK_STREAM = 1
/** Python's `socket.SOCK_DGRAM`, for SysLogHandler: UDP. */
export const SOCK_DGRAM = 2
