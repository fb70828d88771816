/** The kit for authors of handlers: it tells broken ones apart, and our own keep what they promise. */

import type { LogRecord } from '@pylogging/formatter'
import { describe, expect, it } from 'vitest'
import { Handler } from '../../src/model/handler.js'
import { BrokenPromises, checkHandler, type HandlerPromise } from '../../src/testing.js'

/** The smallest handler that keeps all promises. */
class LineHandler extends Handler {
  constructor(readonly lines: string[]) {
    super()
  }

  override emit(record: LogRecord): void {
    try {
      this.lines.push(this.format(record))
    } catch (error) {
      this.handleError(record, error)
    }
  }
}

/** For each promise a handler that breaks it, and how. */
const BROKEN: Record<HandlerPromise, { how: string; made: (lines: string[]) => Handler; also?: HandlerPromise[] }> = {
  plain: {
    how: 'forgets the arguments',
    made: (lines) =>
      new (class extends LineHandler {
        override format(record: LogRecord): string {
          return this.formatter === null ? `${record.msg}`.replace('%d', '1') : super.format(record)
        }
      })(lines),
    also: ['order'],
  },
  formatter: {
    how: 'prints the message itself',
    made: (lines) =>
      new (class extends LineHandler {
        override format(record: LogRecord): string {
          return record.getMessage()
        }
      })(lines),
    also: ['call site', 'failure', 'recovery'],
  },
  'call site': {
    how: 'formats when the log call is over, and says that it does not',
    made: (lines) =>
      new (class extends LineHandler {
        readonly #records: LogRecord[] = []

        override readsCallSite(): boolean {
          return false
        }

        override emit(record: LogRecord): void {
          this.#records.push(record)
        }

        override flush(): void {
          for (const record of this.#records.splice(0)) super.emit(record)
        }

        override close(): void {
          this.flush()
          super.close()
        }
      })(lines),
  },
  level: {
    how: 'has a level of its own that nobody can set',
    made: (lines) =>
      new (class extends LineHandler {
        override setLevel(): void {}
      })(lines),
  },
  filter: {
    how: 'overrides handle and asks no filter whether to go on',
    made: (lines) =>
      new (class extends LineHandler {
        override handle(record: LogRecord): LogRecord {
          const chosen = this.filter(record) || record
          this.emit(chosen)
          return chosen
        }
      })(lines),
  },
  replacement: {
    how: 'emits the record that it was given whatever the filters say',
    made: (lines) =>
      new (class extends LineHandler {
        override handle(record: LogRecord): LogRecord | false {
          if (!this.filter(record)) return false
          this.emit(record)
          return record
        }
      })(lines),
  },
  order: {
    how: 'puts every eleventh record first',
    made: (lines) =>
      new (class extends LineHandler {
        override emit(record: LogRecord): void {
          super.emit(record)
          if (lines.length === 11) lines.unshift(lines.pop() as string)
        }
      })(lines),
  },
  unchanged: {
    how: 'merges the arguments into the message of the record itself',
    made: (lines) =>
      new (class extends LineHandler {
        override emit(record: LogRecord): void {
          super.emit(record)
          record.msg = record.getMessage()
          record.args = null
        }
      })(lines),
  },
  failure: {
    how: 'lets the error out of the log call',
    made: (lines) =>
      new (class extends LineHandler {
        override emit(record: LogRecord): void {
          lines.push(this.format(record))
        }
      })(lines),
  },
  recovery: {
    how: 'gives up after the first error',
    made: (lines) =>
      new (class extends LineHandler {
        #isBroken = false

        override emit(record: LogRecord): void {
          try {
            if (!this.#isBroken) lines.push(this.format(record))
          } catch (error) {
            this.#isBroken = true
            this.handleError(record, error)
          }
        }
      })(lines),
  },
  release: {
    how: 'keeps the records that it has written',
    made: (lines) =>
      new (class extends LineHandler {
        readonly records: LogRecord[] = []

        override emit(record: LogRecord): void {
          this.records.push(record)
          super.emit(record)
        }
      })(lines),
  },
  flush: {
    how: 'flushes what close has taken away',
    made: (lines) =>
      new (class extends LineHandler {
        #pending: string[] | null = []

        override flush(): void {
          lines.push(...(this.#pending as string[]).splice(0))
        }

        override close(): void {
          this.#pending = null
          super.close()
        }
      })(lines),
  },
  close: {
    how: 'drops at close what it has not flushed',
    made: (lines) =>
      new (class extends LineHandler {
        readonly #pending: string[] = []

        override emit(record: LogRecord): void {
          try {
            this.#pending.push(this.format(record))
          } catch (error) {
            this.handleError(record, error)
          }
        }

        override flush(): void {
          lines.push(...this.#pending.splice(0))
        }
      })(lines),
  },
  'close twice': {
    how: 'closes what it has closed',
    made: (lines) =>
      new (class extends LineHandler {
        override close(): void {
          if (this._closed) throw new Error('EBADF')
          super.close()
        }
      })(lines),
  },
  'log after close': {
    how: 'throws once it is closed',
    made: (lines) =>
      new (class extends LineHandler {
        override emit(record: LogRecord): void {
          if (this._closed) throw new Error('EBADF')
          super.emit(record)
        }
      })(lines),
  },
  name: {
    how: 'does not call close of its base class',
    made: (lines) =>
      new (class extends LineHandler {
        override close(): void {
          this._closed = true
        }
      })(lines),
  },
}

describe('checkHandler', () => {
  it('finds that a handler that overrides emit alone keeps every promise', async () => {
    const results = await checkHandler(() => {
      const lines: string[] = []
      return { handler: new LineHandler(lines), output: () => lines }
    })

    expect(results.map(({ name }) => name)).toEqual(Object.keys(BROKEN))
    expect(results.filter(({ outcome }) => outcome !== 'kept')).toEqual([])
  })

  for (const [name, { how, made, also = [] }] of Object.entries(BROKEN)) {
    it(`finds that a handler breaks "${name}" when it ${how}`, async () => {
      const broken = await brokenBy(made)

      expect(broken).toEqual(Object.keys(BROKEN).filter((each) => each === name || also.includes(each as never)))
    })
  }
})

async function brokenBy(made: (lines: string[]) => Handler): Promise<string[]> {
  try {
    await checkHandler(
      () => {
        const lines: string[] = []
        return { handler: made(lines), output: () => lines }
      },
      { withinMs: 50 },
    )
    return []
  } catch (error) {
    if (!(error instanceof BrokenPromises)) throw error
    return error.promises.filter(({ outcome }) => outcome === 'broken').map(({ name }) => name)
  }
}
