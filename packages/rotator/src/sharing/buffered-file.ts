/**
 * Writes to an open file that nobody here rotates, with the buffer of those that are: many records with one call.
 *
 *   const file = new BufferedFile('/var/log/app.log', () => fd, { bufferBytes: 65_536, flushIntervalMs: 1000 }, {})
 *   file.write('ready\n')         kept
 *   file.flush()                  written
 *
 * There is no period to which a record belongs and no look at the file's name, so that nothing but the buffer itself says
 * when to write.
 */
import { appendTo } from '../file/open-file.js'
import { RecordWriter, type TextForm } from '../file/record-writer.js'
import { type Trouble, TroubleReporter } from '../world/trouble.js'
import { type Buffering, type BufferTarget, RecordBuffer } from './record-buffer.js'

/** The time of all records of a file without periods. */
const ANY_TIME = 0

/**
 * Keeps records for an open file and writes many with one call, as `bufferBytes` of RotatingFile does.
 *
 * @internal For @pylogging/core.
 */
export class BufferedFile {
  readonly #buffer: RecordBuffer

  /** @param fd - Asked for each write. Its file is not garbage as long as records are kept. */
  constructor(path: string, fd: () => number, buffering: Buffering, form: TextForm) {
    const writer = new RecordWriter(form)
    const append = (data: string | Uint8Array) => appendTo(path, fd(), writer, data)
    this.#buffer = new RecordBuffer(targetOf(append), buffering, form.encode)
  }

  /** Takes one record, or writes it. @throws OSError; if its `recordWritten` is true, the record is kept or in the file. */
  write(text: string): void {
    this.#buffer.write(text, ANY_TIME)
  }

  /** Writes what is kept. @throws OSError, and what could not be written is kept and tried again. */
  flush(): void {
    this.#buffer.flush()
  }
}

function targetOf(append: (data: string | Uint8Array) => void): BufferTarget {
  const reporter = new TroubleReporter()
  return {
    file: { isOpen: true, size: 0 },
    isDue: () => false,
    prepare: () => null,
    write: append,
    writeKept(text) {
      append(text)
      return null
    },
    report: (trouble: Trouble | null, told = '') => reporter.report(trouble, told),
  }
}
