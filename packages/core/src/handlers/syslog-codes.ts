/**
 * The numbers and names of syslog: what `SysLogHandler.LOG_LOCAL0` and the like are.
 *
 * Source: CPython 3.13.0, Lib/logging/handlers.py, SysLogHandler; <linux/sys/syslog.h>.
 */
import { NetworkHandler } from './network.js'

/** The class constants of SysLogHandler. */
export abstract class SysLogCodes extends NetworkHandler {
  static readonly LOG_EMERG = 0
  static readonly LOG_ALERT = 1
  static readonly LOG_CRIT = 2
  static readonly LOG_ERR = 3
  static readonly LOG_WARNING = 4
  static readonly LOG_NOTICE = 5
  static readonly LOG_INFO = 6
  static readonly LOG_DEBUG = 7

  static readonly LOG_KERN = 0
  static readonly LOG_USER = 1
  static readonly LOG_MAIL = 2
  static readonly LOG_DAEMON = 3
  static readonly LOG_AUTH = 4
  static readonly LOG_SYSLOG = 5
  static readonly LOG_LPR = 6
  static readonly LOG_NEWS = 7
  static readonly LOG_UUCP = 8
  static readonly LOG_CRON = 9
  static readonly LOG_AUTHPRIV = 10
  static readonly LOG_FTP = 11
  static readonly LOG_NTP = 12
  static readonly LOG_SECURITY = 13
  static readonly LOG_CONSOLE = 14
  static readonly LOG_SOLCRON = 15
  static readonly LOG_LOCAL0 = 16
  static readonly LOG_LOCAL1 = 17
  static readonly LOG_LOCAL2 = 18
  static readonly LOG_LOCAL3 = 19
  static readonly LOG_LOCAL4 = 20
  static readonly LOG_LOCAL5 = 21
  static readonly LOG_LOCAL6 = 22
  static readonly LOG_LOCAL7 = 23

  static readonly priority_names: Readonly<Record<string, number>> = {
    alert: 1,
    crit: 2,
    critical: 2,
    debug: 7,
    emerg: 0,
    err: 3,
    error: 3,
    info: 6,
    notice: 5,
    panic: 0,
    warn: 4,
    warning: 4,
  }

  static readonly facility_names: Readonly<Record<string, number>> = {
    auth: 4,
    authpriv: 10,
    console: 14,
    cron: 9,
    daemon: 3,
    ftp: 11,
    kern: 0,
    lpr: 6,
    mail: 2,
    news: 7,
    ntp: 12,
    security: 13,
    'solaris-cron': 15,
    syslog: 5,
    user: 1,
    uucp: 8,
    local0: 16,
    local1: 17,
    local2: 18,
    local3: 19,
    local4: 20,
    local5: 21,
    local6: 22,
    local7: 23,
  }

  static readonly priority_map: Readonly<Record<string, string>> = {
    DEBUG: 'debug',
    INFO: 'info',
    WARNING: 'warning',
    ERROR: 'error',
    CRITICAL: 'critical',
  }
}
