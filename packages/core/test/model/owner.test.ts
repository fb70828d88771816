import { describe, expect, it } from 'vitest'
import { Logger, LoggerAdapter } from '../../src/index.js'

const METHODS = ['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'fatal', 'log'] as const
const WORDS = /^a log method was called without its logger\n {2}Write \(\.\.\.args\) => logger\.info\(\.\.\.args\)/

describe('a log method that was taken from its owner', () => {
  const owners = { Logger: new Logger('taken'), LoggerAdapter: new LoggerAdapter(new Logger('taken')) }

  for (const [name, owner] of Object.entries(owners)) {
    const methods = METHODS.filter((each) => each in owner)

    it.each(methods)(`says what to write: ${name}.%s`, (method) => {
      const taken = Reflect.get(owner, method) as (...args: unknown[]) => void

      expect(() => taken(10, 'x')).toThrow(WORDS)
      // What calls it may be its `this`: a timer, an emitter, an object that holds it.
      expect(() => taken.call({}, 10, 'x')).toThrow(WORDS)
      expect(() => [1].forEach(taken)).toThrow(WORDS)
    })
  }

  it('rejects the promise that it was to log', async () => {
    await expect(Promise.reject(new Error('x')).catch(owners.Logger.exception)).rejects.toThrow(WORDS)
  })

  it('works once it is bound, also where the level is off', () => {
    const { Logger: logger } = owners
    logger.setLevel('ERROR')

    expect(() => ['a', 'b'].forEach(logger.info.bind(logger))).not.toThrow()
  })

  it('does not compile where it is called without one', () => {
    const { Logger: logger, LoggerAdapter: adapter } = owners
    const { info } = logger
    const { error } = adapter

    // @ts-expect-error: it has no `this`
    expect(() => info('x')).toThrow(TypeError)
    // @ts-expect-error: it has no `this`
    expect(() => error('x')).toThrow(TypeError)
  })
})
