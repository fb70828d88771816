/**
 * The kinds of kinds.mjs that extend classes of the package: name to a function that makes the class.
 *
 * They are made when a scenario first asks for one: a behaviour may want a class that the package does not have yet, and
 * each scenario has classes of its own.
 */

import { handlerKinds } from './handler-kinds.mjs'

/** @param fill - Fills a brace format. */
export function packageKinds({ logging, repr, str }, fill) {
  return {
    ...filterKinds(logging, str),
    ...formatterKinds(logging, repr),
    ...handlerKinds(logging, str),
    ...loggerKinds(logging, str),
    ...recordKinds(logging, str, fill),
  }
}

function filterKinds(logging, str) {
  return {
    /** Stops records below a level, and those that its name stops. */
    MinLevel: () =>
      class MinLevel extends logging.Filter {
        constructor(level, name = '') {
          super(name)
          this.level = level
        }

        filter(record) {
          return super.filter(record) && record.levelno >= this.level
        }
      },
    /** Puts a copy with another message in the record's place. */
    Replace: () =>
      class Replace {
        constructor(prefix) {
          this.prefix = prefix
        }

        filter(record) {
          const replaced = logging.makeLogRecord(record.toDict())
          replaced.msg = this.prefix + str(record.msg)
          return replaced
        }
      },
    /** Changes the message of the record itself. */
    Change: () =>
      class Change {
        constructor(prefix) {
          this.prefix = prefix
        }

        filter(record) {
          record.msg = this.prefix + str(record.msg)
          return true
        }
      },
    /** Writes down what it sees, and lets it pass. */
    Watch: () =>
      class Watch {
        constructor(stream, label) {
          this.stream = stream
          this.label = label
        }

        filter(record) {
          this.stream.write(`${this.label} sees ${record.levelname} ${record.name} ${str(record.msg)}\n`)
          return true
        }
      },
    /** Logs each record again, as a message to another logger, and lets it pass. */
    RelogTo: () =>
      class RelogTo {
        constructor(name) {
          this.name = name
        }

        filter(record) {
          logging.getLogger(this.name).warning('again: %s', record.getMessage())
          return true
        }
      },
  }
}

function formatterKinds({ Formatter, BufferingFormatter }, repr) {
  return {
    FixedTime: () =>
      class FixedTime extends Formatter {
        formatTime(_record, datefmt = null) {
          return `at ${datefmt === null ? 'None' : datefmt}`
        }
      },
    Shouting: () =>
      class Shouting extends Formatter {
        format(record) {
          return super.format(record).toUpperCase()
        }
      },
    OneLineErrors: () =>
      class OneLineErrors extends Formatter {
        formatException(exc_info) {
          return `one line: ${exc_info[1] === null ? 'None' : exc_info[1].message}`
        }
      },
    NoStack: () =>
      class NoStack extends Formatter {
        formatStack() {
          return 'no stack'
        }
      },
    Decorated: () =>
      class Decorated extends Formatter {
        formatMessage(record) {
          return `<${super.formatMessage(record)}>`
        }
      },
    AlwaysTime: () =>
      class AlwaysTime extends Formatter {
        usesTime() {
          return true
        }

        formatMessage(record) {
          return `${record.asctime} ${record.message}`
        }
      },
    Pages: () =>
      class Pages extends BufferingFormatter {
        formatHeader(records) {
          return `[${records.length}]`
        }

        formatFooter(records) {
          return `[/${records.length}]`
        }
      },
    /** Prints the message of a record by its attributes, each with its repr. */
    Joined: () =>
      class Joined extends Formatter {
        constructor(...names) {
          super()
          this.names = names
        }

        format(record) {
          record.message = record.getMessage()
          return this.names.map((name) => `${name}=${attributeText(record, name, repr)}`).join(' ')
        }
      },
  }
}

const FLOATS = new Set(['created', 'msecs', 'relativeCreated'])

function attributeText(record, name, repr) {
  if (!(name in record)) return "'missing'"
  const value = record[name]
  if (name === 'args' && Array.isArray(value))
    return repr(value).replace(/^\[(.*)\]$/s, value.length === 1 ? '($1,)' : '($1)')
  return FLOATS.has(name) && Number.isInteger(value) ? `${value}.0` : repr(value)
}

function loggerKinds(logging, str) {
  return {
    /** Has a method of its own, which goes through `info`. */
    ShoutLogger: () =>
      class ShoutLogger extends logging.Logger {
        shout(msg, ...args) {
          this.info(str(msg).toUpperCase(), ...args)
        }
      },
    /** Has a level of its own, which goes through `_log`. */
    VerboseLogger: () =>
      class VerboseLogger extends logging.Logger {
        verbose(msg, ...args) {
          if (this.isEnabledFor(15)) this._log(15, msg, args)
        }
      },
    /** Overrides `_log` and changes the message. */
    MarkingLogger: () =>
      class MarkingLogger extends logging.Logger {
        _log(level, msg, args, keywords) {
          super._log(level, `marked ${str(msg)}`, args, keywords)
        }
      },
    /** Overrides `makeRecord` and numbers the records. */
    NumberingLogger: () =>
      class NumberingLogger extends logging.Logger {
        count = 0

        makeRecord(...args) {
          const record = super.makeRecord(...args)
          this.count += 1
          record.number = this.count
          return record
        }
      },
    /** Overrides `error`, which `exception` goes through. */
    ErrorLogger: () =>
      class ErrorLogger extends logging.Logger {
        error(msg, ...args) {
          super.error(`error: ${str(msg)}`, ...args)
        }
      },
    PrefixAdapter: () =>
      class PrefixAdapter extends logging.LoggerAdapter {
        process(msg, kwargs) {
          return [`[${this.extra.id}] ${str(msg)}`, kwargs]
        }
      },
    /** Takes a keyword of its own out of the call. */
    KeywordAdapter: () =>
      class KeywordAdapter extends logging.LoggerAdapter {
        process(msg, { who = 'nobody', ...kwargs }) {
          return [`${str(msg)} by ${who}`, kwargs]
        }
      },
  }
}

function recordKinds(logging, str, fill) {
  return {
    /** Formats its message in the style of `{}`. */
    BraceRecord: () =>
      class BraceRecord extends logging.LogRecord {
        getMessage() {
          return this.args.length > 0 ? fill(str(this.msg), this.args) : str(this.msg)
        }
      },
    /** A record factory that gives each record an attribute. */
    addsField: () =>
      function addsField(name, value) {
        const usual = logging.getLogRecordFactory()
        return function factory(...args) {
          const record = usual(...args)
          record[name] = value
          return record
        }
      },
  }
}
