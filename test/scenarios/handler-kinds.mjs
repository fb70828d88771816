/** The handlers of scenarios: name to a function that makes the class, as in package-kinds.mjs. */
import { upperCaseCopy } from './moves.mjs'

export function handlerKinds({ Handler, StreamHandler, handlers }, str) {
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
          this.errors.write(`failed: ${str(record.msg)}\n`)
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
