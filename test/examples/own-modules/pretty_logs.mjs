/** A server's formatter: one letter per level in its colour, whole messages indented, errors below. Usage: pretty_logs.mjs FOLDER */
import logging from '@pylogging/core'
import { percentFormat, repr, tuple } from '@pylogging/formatter'

const { DEBUG, INFO, WARNING, ERROR, CRITICAL } = logging
const COLOURS = new Map([
  [DEBUG, 4],
  [INFO, 2],
  [WARNING, 3],
  [ERROR, 1],
  [CRITICAL, 5],
])

class PrettyFormatter extends logging.Formatter {
  constructor(
    fmt = '%(tint)s[%(levelname)1.1s %(module)s:%(funcName)s]%(plain)s %(message)s',
    { colours = COLOURS, isatty = true } = {},
  ) {
    super()
    this._fmt = fmt
    this.colours = new Map(isatty ? [...colours].map(([level, code]) => [level, `\x1b[2;3${code}m`]) : [])
  }

  format(record) {
    try {
      record.message = record.getMessage()
    } catch (error) {
      record.message = `Bad message (${repr(error)}): ${repr(record.msg)} ${repr(tuple(...record.args))}`
    }
    record.tint = this.colours.get(record.levelno) ?? ''
    record.plain = record.tint ? '\x1b[0m' : ''
    let text = percentFormat(this._fmt, record.toDict())
    if (record.exc_info && !record.exc_text) record.exc_text = this.formatException(record.exc_info)
    if (record.exc_text) {
      const lines = [text.trimEnd(), ...record.exc_text.split('\n')]
      text = lines.filter((line) => !line.startsWith('  ')).join('\n')
    }
    return text.replaceAll('\n', '\n    ')
  }
}

const [access, app, general] = ['access', 'app', 'general'].map((name) => logging.getLogger(`pretty.${name}`))

function log_request(status, path, milliseconds) {
  const method = status < 400 ? 'info' : status < 500 ? 'warning' : 'error'
  access[method]('%d %s %.2fms', status, path, milliseconds)
}

function handle(path) {
  try {
    if (path === '/broken') throw new logging.ValueError(`no such page:\n${path}`)
    log_request(200, path, 1.005)
  } catch (error) {
    app.error('Uncaught exception %s', path, { exc_info: error })
    log_request(500, path, 12)
  }
}

function main() {
  const handler = new logging.StreamHandler(process.stdout)
  handler.setFormatter(new PrettyFormatter())
  const logger = logging.getLogger('pretty')
  logger.addHandler(handler)
  logger.setLevel(DEBUG)
  for (const path of ['/', '/broken']) handle(path)
  log_request(404, '/é%d', 0.5)
  general.debug('two\nlines')
  general.critical('%d of %s', 'x', [1, null, 'y'])
  handler.setFormatter(new PrettyFormatter('%(levelname)s|%(tint)s%(message)s', { isatty: false }))
  general.log(35, { a: tuple(1, 2.5), b: true })
}

main()
