/** A task runner's logging: a proxy that logs what is printed, coloured levels, task loggers below one parent. */
import logging, { KeyError } from '@pylogging/core'
import { repr } from '@pylogging/formatter'

class Tinted extends logging.Formatter {
  static tints = { ERROR: '<red>', WARNING: '<yellow>' }

  constructor(fmt = null, { tinted = true } = {}) {
    super(fmt)
    this.tinted = tinted
  }

  format(record) {
    const text = super.format(record)
    const tint = Tinted.tints[record.levelname]
    return tint && this.tinted ? `${tint}${text}</>` : text
  }
}

class TaskTinted extends Tinted {
  format(record) {
    record.task_name ??= '???'
    return super.format(record)
  }
}

/** What is written to it is logged, but not while it is logging. */
class Stdout {
  depth = 0

  constructor(logger, level = logging.WARNING) {
    this.logger = logger
    this.level = level
    for (const handler of logger.handlers) this.guard(handler)
  }

  guard(handler) {
    const plain = handler.handleError.bind(handler)
    handler.handleError = (record, error) => {
      this.depth += 1
      try {
        plain(record, error)
      } finally {
        this.depth -= 1
      }
    }
  }

  write(data) {
    if (this.depth) return 0
    this.depth += 1
    try {
      const text = data.replace(/\n+$/, '')
      if (text) this.logger.log(this.level, text)
      return data.length
    } finally {
      this.depth -= 1
    }
  }

  flush() {}
}

function levelOf(name) {
  return typeof name === 'string' ? logging.getLevelName(name.toUpperCase()) : name
}

function setup(logger, fmt, level, formatter = Tinted, options = {}) {
  if (!logger.handlers.some((each) => each instanceof logging.StreamHandler)) {
    const handler = new logging.StreamHandler(logging.sys.stdout)
    handler.setFormatter(new formatter(fmt, options))
    logger.addHandler(handler)
  }
  logger.setLevel(levelOf(level))
  return logger
}

const format = '[%(levelname)s] %(task_name)s: %(message)s'
const tasks = setup(logging.getLogger('runner.task'), format, 'info', TaskTinted)
tasks.propagate = false
const main = setup(logging.getLogger('runner'), '%(name)s|%(message)s', 'warning', Tinted, { tinted: false })
setup(main, 'never %(message)s', 20)

function taskLogger(name) {
  const logger = logging.getLogger(name)
  if (logger.parent === logging.root) logger.parent = tasks
  return logger
}

const mail = taskLogger('mail.send')
mail.info('sent to %d', 3, { extra: { task_name: 'mail.send' } })
mail.error('bounced')
mail.debug('not shown')
main.info('ready')
const proxy = new Stdout(main)
proxy.write('printed by a task\n')
proxy.write('\n')
proxy.write('two\nlines\n')
try {
  throw new KeyError('id')
} catch (error) {
  tasks.warning('failed: %r', error)
}
const names = repr(main.handlers.map(({ formatter }) => formatter.constructor.name))
logging.sys.stdout.write(`${mail.getEffectiveLevel()} ${levelOf('nope')} None ${names}\n`)
