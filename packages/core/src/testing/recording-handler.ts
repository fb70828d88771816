/** A handler that keeps what it is given, as records and as text: for tests. */
import type { LogRecord } from '@pylogging/formatter'
import { Handler, handleFailure } from '../model/handler.js'
import { shared } from '../model/shared.js'

/**
 * Keeps records and, from its formatter, their text. As in pytest, a record that cannot be formatted fails the test: the
 * error goes to the caller of the log call, unless `logging.raiseExceptions` is false.
 */
export class RecordingHandler extends Handler {
  records: LogRecord[] = []
  /** The text of the records, a line for each, with its newline. */
  text = ''

  override emit(record: LogRecord): void {
    this.records.push(record)
    try {
      this.text += `${this.format(record)}\n`
    } catch (error) {
      handleFailure(this, record, error)
    }
  }

  override handleError(_record: LogRecord, error?: unknown): void {
    if (shared.raiseExceptions) throw error
  }

  /** The messages with their arguments, without level, time or traceback. */
  get messages(): string[] {
    return this.records.map((record) => record.getMessage())
  }

  /** Forgets everything. The list stays the same one. */
  clear(): void {
    this.records.length = 0
    this.text = ''
  }
}
