/** Why a record comes out or does not. Each answer is held against what happens. */
import { describe, expect, it } from 'vitest'
import logging, {
  explain,
  Filter,
  getLogger,
  Handler,
  type Logger,
  LoggerAdapter,
  NullHandler,
  root,
} from '../../src/index.js'
import { captureStderr, isolateEachTest } from '../support/isolate.js'

isolateEachTest()

class Counter extends Handler {
  count = 0
  override emit(): void {
    this.count += 1
  }
}

function counterOn(logger: Logger, level = 0): Counter {
  const counter = new Counter(level)
  logger.addHandler(counter)
  return counter
}

const lines = (...steps: string[]) => steps.map((step) => `${step}\n`).join('')

describe('explain', () => {
  it('names the level that counts and who has it', () => {
    const logger = getLogger('app.db')
    const counter = counterOn(root)

    expect(explain(logger, 'INFO')).toBe(
      lines('INFO on "app.db" does not come out.', '  "app.db" drops INFO: its level is WARNING, from root.'),
    )
    logger.setLevel('DEBUG')
    expect(explain(logger, 'INFO')).toBe(
      lines(
        'INFO on "app.db" comes out.',
        '  "app.db" takes INFO: its level is DEBUG.',
        '  root: <Counter (NOTSET)> takes it.',
      ),
    )
    logger.info('a')
    expect(counter.count).toBe(1)
  })

  it('goes from handler to handler', () => {
    const logger = getLogger('app.db')
    const counters = [counterOn(logger, 40), counterOn(getLogger('app')), counterOn(root)]
    counters[2]?.addFilter(new Filter('other'))
    counters[1]?.addFilter(function sampled() {
      return true
    })
    getLogger('app').addHandler(new NullHandler())

    const text = explain(logger, 30)
    logger.warning('a')

    expect(text).toBe(
      lines(
        'WARNING on "app.db" comes out at 1 of 4 handlers.',
        '  "app.db" takes WARNING: its level is WARNING, from root.',
        '  "app.db": <Counter (ERROR)> drops it, its level is above WARNING.',
        '  "app": <Counter (NOTSET)> takes it, its filters decide by the record: <function sampled>.',
        '  "app": <NullHandler (NOTSET)> takes it and does nothing.',
        '  root: <Counter (NOTSET)> drops it, its filters drop it: <Filter (other)>.',
      ),
    )
    expect(counters.map(({ count }) => count)).toEqual([0, 1, 0])
  })

  it('sees disabled loggers, logging.disable, filters and propagate', () => {
    const logger = getLogger('app')
    const counter = counterOn(root)
    const answers: string[] = []
    const ask = () => {
      answers.push(explain(logger, 'ERROR'))
      logger.error('a')
    }

    logger.propagate = false
    const own = counterOn(logger, 50)
    ask()
    logger.removeHandler(own)
    logger.propagate = true
    logger.addFilter(new Filter('x'))
    ask()
    logging.disable('ERROR')
    ask()
    logger.disabled = true
    ask()

    expect(counter.count).toBe(0)
    const head = 'ERROR on "app" does not come out.'
    const takes = '  "app" takes ERROR: its level is WARNING, from root.'
    expect(answers).toEqual([
      lines(
        head,
        takes,
        '  "app": <Counter (CRITICAL)> drops it, its level is above ERROR.',
        '  "app" does not propagate: what is above it gets nothing.',
      ),
      lines(head, takes, '  The filters of "app" drop it: <Filter (x)>.'),
      lines(head, '  logging.disable drops ERROR and below everywhere.'),
      lines(head, '  "app" is disabled.'),
    ])
  })

  it('knows the last resort', () => {
    const stderr = captureStderr()
    const none = '  There is no handler up to root; logging.lastResort'

    expect(explain(root, 'ERROR')).toContain(`ERROR on root comes out.\n`)
    expect(explain(root, 'ERROR')).toContain(`${none} prints it bare on stderr.\n`)
    root.setLevel('INFO')
    expect(explain(root, 'INFO')).toContain(`${none} takes WARNING and above.\n`)
    logging.lastResort = null
    expect(explain(root, 'ERROR')).toContain(`does not come out.\n`)
    expect(explain(root, 'ERROR')).toContain(`${none} is null.\n`)
    expect(stderr.text).toBe('')
  })

  it('tells when a level was assigned and the old answer is remembered', () => {
    const logger = getLogger('app')
    const counter = counterOn(root)
    logger.debug('a')

    logger.level = 10
    logger.debug('b')

    expect(counter.count).toBe(0)
    expect(explain(logger, 'DEBUG')).toBe(
      lines(
        'DEBUG on "app" does not come out.',
        '  "app" takes DEBUG: its level is DEBUG.',
        '  But it still drops it: a level was assigned where setLevel should be called.',
      ),
    )
  })

  it('explains the logger of an adapter, changes nothing and logs nothing', () => {
    const counter = counterOn(root)
    const logger = getLogger('app')

    expect(explain(new LoggerAdapter(new LoggerAdapter(logger)), 'ERROR')).toContain('ERROR on "app" comes out.')
    expect([...logger._cache]).toEqual([])
    expect(counter.count).toBe(0)
    expect(() => explain(logger, 'error' as string)).toThrow("Unknown level: 'error'")
  })
})
