/** An HTTP server's logging: two loggers of its own, safe fields for access lines, files reopened on a signal. */
import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import logging from '@pylogging/core'
import { dictConfig } from '@pylogging/core/config'

const DEFAULTS = {
  version: 1,
  disable_existing_loggers: false,
  formatters: { generic: { format: '[%(levelname)s] %(message)s', datefmt: '%Y' } },
  handlers: { console: { class: 'logging.StreamHandler', formatter: 'generic', stream: 'ext://sys.stdout' } },
  loggers: {
    'server.error': { level: 'INFO', handlers: ['console'], propagate: false },
    'server.access': { level: 'INFO', handlers: ['console'], propagate: false },
  },
  root: { level: 'INFO', handlers: ['console'] },
}

/** A dict that has something for every key: a Map whose `has` and `get` say so. */
class SafeFields extends Map {
  constructor(fields) {
    super()
    for (const [key, value] of Object.entries(fields)) {
      this.set(key, typeof value === 'string' ? value.replaceAll('"', '\\"') : value)
    }
  }

  has() {
    return true
  }

  get(key) {
    const name = key.startsWith('{') ? key.toLowerCase() : key
    return super.has(name) ? super.get(name) : '-'
  }
}

class ServerLogger {
  static errorFormat = '%(name)s [%(levelname)s] %(message)s'

  constructor(folder) {
    this.errorLog = logging.getLogger('server.error')
    this.accessLog = logging.getLogger('server.access')
    this.errorLog.propagate = false
    this.accessLog.propagate = false
    this.setHandler(this.errorLog, join(folder, 'error.log'), ServerLogger.errorFormat)
    this.setHandler(this.accessLog, join(folder, 'access.log'), '%(message)s')
    this.errorLog.setLevel(logging.INFO)
    this.accessLog.setLevel(logging.INFO)
  }

  ownHandler(log) {
    return log.handlers.find((handler) => handler._server === true) ?? null
  }

  setHandler(log, path, fmt) {
    const old = this.ownHandler(log)
    if (old) log.handlers.splice(log.handlers.indexOf(old), 1)
    const handler = new logging.FileHandler(path)
    handler.setFormatter(new logging.Formatter(fmt))
    handler._server = true
    log.addHandler(handler)
  }

  info(msg, ...args) {
    this.errorLog.info(msg, ...args)
  }

  access(fields) {
    const line = '%(h)s "%(r)s" %(s)s %(b)s "%({Referer}i)s" "%({user-agent}i)s" %(nope)s'
    try {
      this.accessLog.info(line, new SafeFields(fields))
    } catch (error) {
      this.errorLog.exception('access', error)
    }
  }

  reopen() {
    for (const log of [this.errorLog, this.accessLog]) {
      for (const handler of log.handlers) {
        if (!(handler instanceof logging.FileHandler)) continue
        handler.acquire()
        try {
          if (handler.stream) {
            handler.close()
            handler.stream = handler._open()
          }
        } finally {
          handler.release()
        }
      }
    }
  }
}

const print = (text) => logging.sys.stdout.write(text)
const folder = process.argv[2]
const server = new ServerLogger(folder)
server.info('Listening at: %s (%s)', 'http://127.0.0.1:8000', 17)
server.access({ h: '::1', r: 'GET /"x" HTTP/1.1', s: '200', b: 5, '{user-agent}i': 'curl' })
renameSync(join(folder, 'access.log'), join(folder, 'access.log.1'))
server.access({ h: '::2', r: 'GET / HTTP/1.1', s: '404', b: null })
server.reopen()
server.access({ h: '::3', r: '', s: '500', b: 0, '{referer}i': 'http://a/b' })
for (const name of ['error.log', 'access.log.1', 'access.log']) {
  print(`${name}: ${readFileSync(join(folder, name), 'utf8')}`)
}
dictConfig(DEFAULTS)
server.info('configured')
logging.getLogger('app').warning('root has %d handler', logging.root.handlers.length)
const own = server.ownHandler(server.errorLog)
print(`[${server.errorLog.handlers.length}, ${server.accessLog.handlers.length}] ${own === null ? 'None' : own}\n`)
try {
  dictConfig({ ...DEFAULTS, handlers: { console: { class: 'logging.StreamHandler', formatter: 'none' } } })
} catch (error) {
  print(`${error.message} <- ${error.cause.message}\n`)
}
