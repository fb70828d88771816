/**
 * The promises that every handler must keep, checked on a handler of anybody's.
 *
 * Each promise gets a handler of its own, on a logger of its own outside the tree, and is judged by what comes out. A record
 * is found there by its message, `mark1x`: short, so that no handler wraps it, and of letters and digits, so that no way of
 * escaping changes it.
 */
import { setImmediate } from 'node:timers'
import { Formatter, type LogRecord, makeLogRecord } from '@pylogging/formatter'
import { Handler } from '../model/handler.js'
import { getHandlerByName } from '../model/handler-names.js'
import { Logger } from '../model/logger.js'
import { Manager } from '../model/manager.js'
import {
  type CheckedPromise,
  type CheckOptions,
  checkPromises,
  expect,
  expectNoThrow,
  type Promised,
  until,
} from './promises.js'

/** The handler that `checkHandler` is given for each promise, and its output. */
export interface HandlerUnderTest {
  readonly handler: Handler
  /** The records that have come out so far, a text for each record; a single text counts as its lines. */
  output(): string | readonly string[] | Promise<string | readonly string[]>
  /** Ends what was opened besides the handler, which has been closed by then. */
  end?(): void | Promise<void>
}

/** The names of the promises of a handler. */
export type HandlerPromise = keyof typeof PROMISES

interface Failure {
  readonly record: unknown
  readonly error: unknown
}

class HandlerTrial {
  readonly handler: Handler
  readonly logger = new Logger('checked', 1)
  /** The failures that `handleError` was given. */
  readonly failures: Failure[] = []
  readonly #made: HandlerUnderTest
  readonly #withinMs: number

  constructor(made: HandlerUnderTest, withinMs: number) {
    this.#made = made
    this.#withinMs = withinMs
    this.handler = made.handler
    this.handler.handleError = (record, error) => {
      this.failures.push({ record, error })
    }
    this.logger.manager = new Manager(this.logger)
    this.logger.addHandler(this.handler)
  }

  /** The texts that have one of our marks in them. */
  async texts(): Promise<readonly string[]> {
    const output = await this.#made.output()
    return (typeof output === 'string' ? output.split('\n') : output).filter((text) => /mark\d+x/.test(text))
  }

  /** Waits until these records have come out, and expects them and no others, in this order. */
  async comesOut(...numbers: readonly number[]): Promise<readonly string[]> {
    let texts: readonly string[] = []
    const marks = () => texts.map((text) => /mark\d+x/.exec(text)?.[0]).join(' ')
    const wanted = numbers.map((number) => `mark${number}x`).join(' ')
    await this.until(
      async () => {
        texts = await this.texts()
        return marks() === wanted
      },
      () => `expected ${wanted || 'nothing'}, got ${marks() || 'nothing'}${this.#failed()}`,
    )
    return texts
  }

  until(isSo: () => boolean | Promise<boolean>, seen: () => string): Promise<void> {
    return until(this.#withinMs, isSo, seen)
  }

  /** @throws Where `handleError` was called: in most checks nothing fails. */
  expectNoFailure(): void {
    expect(this.failures.length === 0, () => this.#failed().slice(2))
  }

  #failed(): string {
    const [first] = this.failures
    return first === undefined ? '' : `; handleError got ${String(first.error)}`
  }

  async end(): Promise<void> {
    ignoreErrors(() => this.handler.close())
    await this.#made.end?.()
  }
}

const PROMISES = {
  plain: {
    promise: 'without a formatter the message comes out, with its arguments',
    async check(trial) {
      trial.logger.info('mark%dx %s', 1, 'argument')
      trial.handler.flush()
      const [text = ''] = await trial.comesOut(1)
      expect(text.includes('argument'), () => `got ${text}`)
    },
  },
  formatter: {
    promise: 'the text of a record is what the formatter makes of it',
    async check(trial) {
      trial.handler.setFormatter({ format: (record) => `formatted ${record.getMessage()}` })
      trial.logger.info('mark1x')
      trial.handler.flush()
      const [text = ''] = await trial.comesOut(1)
      expect(text.includes('formatted'), () => `the formatter was not asked; got ${text}`)
    },
  },
  'call site': {
    promise: 'where the format has the call site, it is that of the log call',
    async check(trial) {
      trial.handler.setFormatter(new Formatter('%(funcName)s %(message)s'))
      logHere(trial.logger)
      trial.handler.flush()
      const [text = ''] = await trial.comesOut(1)
      expect(text.includes('logHere'), () => `expected the function's name, logHere; got ${text}`)
    },
  },
  level: {
    promise: 'a record below the level of the handler does not come out',
    async check(trial) {
      trial.handler.setLevel('WARNING')
      trial.logger.info('mark1x')
      trial.logger.warning('mark2x')
      trial.handler.flush()
      await trial.comesOut(2)
    },
  },
  filter: {
    promise: 'a record that a filter of the handler stops does not come out',
    async check(trial) {
      trial.handler.addFilter((record) => !record.getMessage().includes('mark1x'))
      trial.logger.info('mark1x')
      trial.logger.info('mark2x')
      trial.handler.flush()
      await trial.comesOut(2)
    },
  },
  replacement: {
    promise: "a record that a filter puts in another's place comes out instead",
    async check(trial) {
      trial.handler.addFilter((record) => makeLogRecord({ ...record.toDict(), msg: 'mark2x', args: null }))
      trial.logger.info('mark1x')
      trial.handler.flush()
      await trial.comesOut(2)
    },
  },
  order: {
    promise: 'records come out in the order of their log calls, each once',
    async check(trial) {
      const numbers = Array.from({ length: 20 }, (_, index) => index + 1)
      for (const number of numbers) trial.logger.info('mark%dx', number)
      trial.handler.flush()
      await trial.comesOut(...numbers)
    },
  },
  unchanged: {
    promise: 'the record is left as it is for the handlers that come after',
    check(trial) {
      let before: readonly unknown[] = []
      let after: readonly unknown[] = []
      trial.handler.addFilter((record) => {
        before = contentOf(record)
        return true
      })
      trial.logger.addHandler(new Witness((record) => (after = contentOf(record))))
      trial.logger.error('mark1x %s', 'argument', { exc_info: new Error('on purpose'), extra: { order: 7 } })
      const changed = CONTENT.filter((_, index) => !Object.is(before[index], after[index]))
      expect(after.length > 0 && changed.length === 0, () => `these changed: ${changed.join(', ')}`)
    },
  },
  failure: {
    promise: 'what fails goes to handleError with its record; the log call throws nothing',
    async check(trial) {
      const error = new Error('on purpose')
      trial.handler.setFormatter({ format: () => fail(error) })
      expectNoThrow('the log call', () => trial.logger.info('mark1x'))
      trial.handler.flush()
      await trial.until(
        () => trial.failures.length > 0,
        () => 'handleError was not called',
      )
      const [failure] = trial.failures
      const message = (failure?.record as LogRecord | undefined)?.getMessage?.()
      expect(trial.failures.length === 1, () => `handleError was called ${trial.failures.length} times`)
      expect(message === 'mark1x', () => 'handleError did not get the record first')
      expect(failure?.error === error, () => 'handleError did not get the error second')
    },
  },
  recovery: {
    promise: 'after a record that fails the next one comes out',
    async check(trial) {
      const format = (record: LogRecord) => (record.getMessage() === 'mark1x' ? fail() : record.getMessage())
      trial.handler.setFormatter({ format })
      ignoreErrors(() => trial.logger.info('mark1x'))
      ignoreErrors(() => trial.logger.info('mark2x'))
      ignoreErrors(() => trial.handler.flush())
      trial.failures.length = 0
      await trial.comesOut(2)
    },
  },
  release: {
    promise: 'no record is kept once it has come out',
    async check(trial) {
      const records = logAndForget(trial, 20)
      trial.handler.flush()
      await trial.until(
        async () => (await trial.texts()).length === 20,
        () => 'the records did not come out',
      )
      // A handler may still have the last record at hand, which is allowed.
      const kept = () => records.filter((record) => record.deref() !== undefined).length
      await trial.until(
        async () => {
          await new Promise((resolve) => setImmediate(resolve))
          collectGarbage()
          return kept() <= 1
        },
        () => `${kept()} of 20 records are still held`,
      )
    },
  },
  flush: {
    promise: 'flush may be called at any time, also after close',
    check(trial) {
      expectNoThrow('the first flush', () => trial.handler.flush())
      trial.handler.close()
      expectNoThrow('flush after close', () => trial.handler.flush())
      trial.expectNoFailure()
    },
  },
  close: {
    promise: 'close lets out what was logged before, also without a flush',
    async check(trial) {
      trial.logger.info('mark1x')
      trial.handler.close()
      await trial.comesOut(1)
      trial.expectNoFailure()
    },
  },
  'close twice': {
    promise: 'a second close does nothing',
    check(trial) {
      trial.handler.close()
      expectNoThrow('the second close', () => trial.handler.close())
      trial.expectNoFailure()
    },
  },
  'log after close': {
    promise: 'a log call after close throws nothing',
    check(trial) {
      trial.handler.close()
      expectNoThrow('the log call', () => trial.logger.info('mark1x'))
    },
  },
  name: {
    promise: 'close gives the name of the handler free',
    check(trial) {
      const name = 'pylogging.checked-handler'
      trial.handler.set_name(name)
      expect(getHandlerByName(name) === trial.handler, () => 'getHandlerByName did not find it by its name')
      trial.handler.close()
      expect(getHandlerByName(name) === null, () => 'getHandlerByName finds it after close: call super.close()')
    },
  },
} satisfies Readonly<Record<string, Promised<HandlerTrial>>>

/**
 * Checks what every handler must keep: levels, filters, the formatter, call sites, order, failures, flush and close.
 *
 * @param make - Makes a handler and what shows its output; called anew for each promise, so for a new file or peer.
 * @returns The outcome of each promise.
 * @throws BrokenPromises with one line for each promise.
 * @example
 * test('LineHandler is a handler', () =>
 *   checkHandler(() => {
 *     const lines: string[] = []
 *     return { handler: new LineHandler(lines), output: () => lines }
 *   }))
 */
export async function checkHandler(
  make: () => HandlerUnderTest | Promise<HandlerUnderTest>,
  { exempt = {}, withinMs = 2000 }: CheckOptions<HandlerPromise> = {},
): Promise<CheckedPromise[]> {
  let subject = 'the handler'
  return checkPromises(
    () => subject,
    PROMISES,
    exempt,
    async (check) => {
      const trial = new HandlerTrial(await make(), withinMs)
      subject = trial.handler.constructor.name
      try {
        await check(trial)
      } finally {
        await trial.end()
      }
    },
  )
}

/** Logs a record. The name of this function is looked for in the output. */
function logHere(logger: Logger): void {
  logger.info('mark1x')
}

const CONTENT = ['name', 'levelno', 'levelname', 'msg', 'args', 'exc_info', 'stack_info', 'created', 'order'] as const

function contentOf(record: LogRecord): unknown[] {
  const values = record as unknown as Record<string, unknown>
  return CONTENT.map((name) => values[name])
}

/** A handler that comes after the one that is checked. */
class Witness extends Handler {
  readonly #look: (record: LogRecord) => void

  constructor(look: (record: LogRecord) => void) {
    super()
    this.#look = look
  }

  override emit(record: LogRecord): void {
    this.#look(record)
  }
}

/** A function of its own, so that no variable of the caller holds a record. */
function logAndForget({ handler, logger }: HandlerTrial, count: number): WeakRef<LogRecord>[] {
  const records: WeakRef<LogRecord>[] = []
  handler.addFilter((record) => {
    records.push(new WeakRef(record))
    return true
  })
  for (let number = 1; number <= count; number += 1) logger.info('mark%dx', number)
  return records
}

/** Node hands its collector out, once this flag is set, at any time. */
function collectGarbage(): void {
  const { setFlagsFromString } = require('node:v8') as typeof import('node:v8')
  const { runInNewContext } = require('node:vm') as typeof import('node:vm')
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  collect()
}

function fail(error: Error = new Error('on purpose')): never {
  throw error
}

function ignoreErrors(work: () => void): void {
  try {
    work()
  } catch {
    // Another promise is about that.
  }
}
