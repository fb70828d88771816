/** Flushing and closing at the end. What happens in a process that really ends: test/process/program.test.mjs. */
import { describe, expect, it } from 'vitest'
import logging, {
  FileHandler,
  Handler,
  KeyError,
  OSError,
  shutdown,
  UnicodeEncodeError,
  ValueError,
} from '../../src/index.js'
import { shared } from '../../src/model/shared.js'
import { captureStderr, isolateEachTest } from '../support/isolate.js'

isolateEachTest()

type Step = 'acquire' | 'flush' | 'close' | 'release'

/** Notes what is done to it, and fails at one step. */
class Noting extends Handler {
  readonly steps: string[]
  readonly #label: string
  readonly #failure: readonly [Step, unknown] | null

  constructor(steps: string[], label: string, failure: readonly [Step, unknown] | null = null) {
    super()
    this.steps = steps
    this.#label = label
    this.#failure = failure
  }

  override acquire(): void {
    this.#note('acquire')
  }

  override flush(): void {
    this.#note('flush')
  }

  override close(): void {
    this.#note('close')
  }

  override release(): void {
    this.#note('release')
  }

  #note(step: Step): void {
    this.steps.push(`${this.#label} ${step}`)
    if (this.#failure?.[0] === step) throw this.#failure[1]
  }
}

const ALL = ['acquire', 'flush', 'close', 'release']
const stepsOf = (label: string) => ALL.map((step) => `${label} ${step}`)
const nodeError = Object.assign(new Error('EBADF'), { code: 'EBADF', syscall: 'close' })

describe('shutdown', () => {
  it('flushes and closes every handler, the newest first', () => {
    const steps: string[] = []
    const handlers = [new Noting(steps, 'old'), new Noting(steps, 'new')]

    shutdown()

    expect(steps).toEqual([...stepsOf('new'), ...stepsOf('old')])
    expect(shared.handlerList.map((reference) => reference.deref())).toEqual(handlers)
  })

  it('takes another list, and passes over what is gone', () => {
    const steps: string[] = []
    const [listed, unlisted] = [new Noting(steps, 'listed'), new Noting(steps, 'unlisted')]
    const gone = { deref: () => undefined } as unknown as WeakRef<Handler>

    shutdown([gone, new WeakRef<Handler>(listed), gone])

    expect(unlisted.steps).toEqual(stepsOf('listed'))
  })

  it('does not flush a handler whose flushOnClose is false', () => {
    const steps: string[] = []
    const handler = Object.assign(new Noting(steps, 'a'), { flushOnClose: false })

    shutdown()

    expect(handler.steps).toEqual(['a acquire', 'a close', 'a release'])
  })

  const expected: [string, unknown][] = [
    ['OSError', new OSError('x')],
    ['an error of the system', nodeError],
    ['ValueError', new ValueError('x')],
    ['UnicodeEncodeError, which is a ValueError', new UnicodeEncodeError('x')],
  ]
  it.each(expected)('swallows %s, and goes on with the next handler', (_name, error) => {
    for (const step of ['acquire', 'flush', 'close'] as const) {
      const steps: string[] = []
      const handlers = [new Noting(steps, 'old'), new Noting(steps, 'new', [step, error])]

      shutdown()
      shared.handlerList.splice(0, handlers.length)

      expect(steps).toEqual([...stepsOf('new').slice(0, ALL.indexOf(step) + 1), 'new release', ...stepsOf('old')])
    }
  })

  const others: [string, unknown][] = [
    ['KeyError', new KeyError('x')],
    ['a TypeError with a code of Node', Object.assign(new TypeError('x'), { code: 'ERR_INVALID_ARG_TYPE' })],
    ['what is no error', 'x'],
  ]
  it.each(others)('throws %s after all were closed, unless raiseExceptions is false', (_name, error) => {
    const steps: string[] = []
    const handlers = [new Noting(steps, 'old'), new Noting(steps, 'new', ['close', error])]

    let thrown: unknown
    try {
      shutdown()
    } catch (caught) {
      thrown = caught
    }
    expect(thrown).toBe(error)
    // CPython stops there, and what the others keep is lost.
    expect(steps).toEqual([...stepsOf('new'), ...stepsOf('old')])

    logging.raiseExceptions = false
    shutdown()
    expect(handlers[0]?.steps.slice(8)).toEqual([...stepsOf('new'), ...stepsOf('old')])
  })

  it('throws the first of several errors and prints the others', () => {
    const stderr = captureStderr()
    const steps: string[] = []
    const handlers = [
      new Noting(steps, 'old', ['flush', new KeyError('second')]),
      new Noting(steps, 'new', ['release', new KeyError('first')]),
    ]

    expect(() => shutdown()).toThrow("'first'")

    expect(handlers).toHaveLength(2)
    expect(stderr.text).toContain('Exception ignored in atexit callback <function shutdown>:\n')
    expect(stderr.text).toContain("KeyError: 'second'\n")
  })
})

describe('the list of handlers', () => {
  it('has no handler whose constructor failed, which nobody could close', () => {
    const before = shared.handlerList.length

    expect(() => new FileHandler('/does/not/exist/app.log')).toThrow()
    expect(() => new logging.handlers.TimedRotatingFileHandler('/does/not/exist/app.log')).toThrow()
    expect(() => new logging.handlers.TimedRotatingFileHandler('app.log', 'X')).toThrow()

    expect(shared.handlerList).toHaveLength(before)
  })

  it('is swept of handlers that are gone', () => {
    const gone = { deref: () => undefined } as unknown as WeakRef<Handler>
    shared.handlerList.push(...Array.from({ length: 255 }, () => gone))

    const handler = new Handler()

    expect(shared.handlerList.map((reference) => reference.deref())).toEqual([handler])
  })
})
