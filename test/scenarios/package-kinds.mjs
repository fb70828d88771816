/**
 * The kinds of kinds.mjs that extend classes of the package: name to a function that makes the class.
 *
 * They are made when a scenario first asks for one: a behaviour may want a class that the package does not have yet, and
 * each scenario has classes of its own.
 */

import { upperCaseCopy } from './moves.mjs'

/** @param fill - Fills a brace format. */
export function packageKinds({ logging, repr }, fill) {
  return {
    ...filterKinds(logging),
    ...formatterKinds(logging, repr),
    ...handlerKinds(logging),
    ...loggerKinds(logging),
    ...recordKinds(logging, fill),
  }
}

function filterKinds(logging) {
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
          replaced.msg = this.prefix + String(record.msg)
          return replaced
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
          return `one line: ${exc_info[1].message}`
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

function handlerKinds({ Handler, StreamHandler, handlers }) {
  const kinds = {
    /** Writes level, logger and message, without a formatter. */
    Recorder: () =>
      class Recorder extends Handler {
        constructor(stream, label = '') {
          super()
          this.stream = stream
          this.label = label
        }

        emit(record) {
          this.stream.write(`${this.label}${record.levelname} ${record.name} ${record.getMessage()}\n`)
        }
      },
    /** Its emit fails, and does not handle the failure. */
    FailingHandler: () =>
      class FailingHandler extends Handler {
        constructor(error) {
          super()
          this.error = error
        }

        emit() {
          throw this.error
        }
      },
    /** Its emit fails, and hands the failure to handleError. */
    HandlingHandler: () =>
      class HandlingHandler extends Handler {
        constructor(error) {
          super()
          this.error = error
        }

        emit(record) {
          this.handleError(record, this.error)
        }
      },
    /** Tells its failures in a stream of its own. */
    OwnErrors: () =>
      class OwnErrors extends StreamHandler {
        constructor(stream, errors) {
          super(stream)
          this.errors = errors
        }

        handleError(record) {
          this.errors.write(`failed: ${record.msg}\n`)
        }
      },
    /** Writes down what is done with it. One of the methods may fail. */
    Life: () =>
      class Life extends Handler {
        constructor(stream, label, failing = null, error = null) {
          super()
          Object.assign(this, { stream, label, failing, error })
        }

        note(method) {
          if (this.stream === undefined) return
          this.stream.write(`${this.label} ${method}\n`)
          if (method === this.failing) throw this.error
        }

        acquire() {
          this.note('acquire')
        }

        release() {
          this.note('release')
        }

        emit(record) {
          this.note(`emit ${record.getMessage()}`)
        }

        flush() {
          this.note('flush')
        }

        close() {
          super.close()
          this.note('close')
        }
      },
    /** Keeps what it has when it is closed, as a MemoryHandler may. */
    Quiet: () =>
      class Quiet extends kinds.Life() {
        flushOnClose = false
      },
    /** A buffer that is flushed by a rule of its own, into a stream. */
    EveryThird: () =>
      class EveryThird extends handlers.BufferingHandler {
        constructor(stream) {
          super(100)
          this.stream = stream
        }

        shouldFlush() {
          return this.buffer.length === 3
        }

        flush() {
          this.stream.write(`${this.buffer.map((record) => record.getMessage()).join('|')}\n`)
          super.flush()
        }
      },
    /** Names its backups itself. */
    OwnNames: () =>
      class OwnNames extends handlers.RotatingFileHandler {
        namer(name) {
          return `${name}.old`
        }
      },
    /** Names and moves its backups itself. */
    OwnMoves: () =>
      class OwnMoves extends kinds.OwnNames() {
        rotator(source, dest) {
          upperCaseCopy(source, dest)
        }
      },
  }
  return kinds
}

function loggerKinds(logging) {
  return {
    /** Has a method of its own, which goes through `info`. */
    ShoutLogger: () =>
      class ShoutLogger extends logging.Logger {
        shout(msg, ...args) {
          this.info(String(msg).toUpperCase(), ...args)
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
          super._log(level, `marked ${msg}`, args, keywords)
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
          super.error(`error: ${msg}`, ...args)
        }
      },
    PrefixAdapter: () =>
      class PrefixAdapter extends logging.LoggerAdapter {
        process(msg, kwargs) {
          return [`[${this.extra.id}] ${msg}`, kwargs]
        }
      },
    /** Takes a keyword of its own out of the call. */
    KeywordAdapter: () =>
      class KeywordAdapter extends logging.LoggerAdapter {
        process(msg, { who = 'nobody', ...kwargs }) {
          return [`${msg} by ${who}`, kwargs]
        }
      },
  }
}

function recordKinds(logging, fill) {
  return {
    /** Formats its message in the style of `{}`. */
    BraceRecord: () =>
      class BraceRecord extends logging.LogRecord {
        getMessage() {
          return this.args.length > 0 ? fill(String(this.msg), this.args) : String(this.msg)
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
