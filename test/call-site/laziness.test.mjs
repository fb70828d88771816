/** A call site is looked up only when somebody reads it, and is then the right one. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { at, KeepingHandler, logging, PLACE, recordingLogger } from './support/places.mjs'

const here = (mark) => at(import.meta.url, mark)
const placeOf = (record) => `${record.filename}:${record.lineno} ${record.funcName}`
const UNKNOWN = '(unknown file):0 (unknown function)'
/** Marked calls know their place, and when they are verified they look, too; see marked.test.mjs. */
const UNMARKED = { skip: process.env.PYLOGGING_CALL_SITES ? 'of calls without marks' : false }

/** How often a stack is captured while `action` runs: each capture lends itself Error.prepareStackTrace and gives it back. */
function capturesDuring(action) {
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')
  let value = Error.prepareStackTrace
  let count = 0
  const set = (given) => {
    value = given
    count += 1
  }
  Object.defineProperty(Error, 'prepareStackTrace', { get: () => value, set, configurable: true })
  try {
    action()
  } finally {
    delete Error.prepareStackTrace
    if (before) Object.defineProperty(Error, 'prepareStackTrace', before)
  }
  return count / 2
}

describe('without a reader', () => {
  it('nothing is captured when no format names a place', UNMARKED, () => {
    const { logger } = recordingLogger({ format: '%(asctime)s %(levelname)s %(name)s %(message)s %(process)d' })
    const { logger: plain } = recordingLogger({ format: null })
    plain.addHandler(new logging.NullHandler())

    const count = capturesDuring(() => {
      logger.info('x')
      logger.error('%s', 1, { extra: { id: 1 } })
      logger.info('x', { stacklevel: 3 })
      logger.exception('x', new Error('e'))
      plain.warning('x')
    })

    assert.equal(count, 0)
  })

  it('nothing is captured for a level that is off, nor for a handler whose level is higher', UNMARKED, () => {
    const { logger } = recordingLogger()
    logger.handlers[0].setLevel('ERROR')
    logger.setLevel('INFO')

    const count = capturesDuring(() => {
      logger.debug('off')
      logger.info('below the level of the handler')
    })

    assert.equal(count, 0)
  })

  it('nothing is captured where a subclass overrides _log', () => {
    class Overriding extends logging.Logger {
      _log(...args) {
        super._log(...args)
      }
    }
    const logger = new Overriding('overriding', 1)
    logger.addHandler(new logging.NullHandler())

    assert.equal(
      capturesDuring(() => logger.info('x')),
      0,
    )
  })

  it('one capture serves all fields and all handlers, once the place is known', () => {
    const { logger } = recordingLogger({ format: '%(pathname)s %(filename)s %(module)s %(lineno)d %(funcName)s' })
    logger.addHandler(new KeepingHandler())
    const log = () => logger.info('x')
    log()

    assert.equal(capturesDuring(log), 1)
  })

  it('a place that is known is not searched for again, whichever method logs', () => {
    const { logger } = recordingLogger()
    const methods = {
      debug: () => logger.debug('x'),
      warning: () => logger.warning('x'),
      error: () => logger.error('x'),
      critical: () => logger.critical('x'),
      log: () => logger.log(logging.INFO, 'x'),
      exception: () => logger.exception('x', new Error('e')),
      keywords: () => logger.info('x', { extra: { id: 1 } }),
      adapter: () => new logging.LoggerAdapter(logger, {}).info('x'),
    }
    for (const log of Object.values(methods)) log()

    const captures = Object.entries(methods).map(([name, log]) => [name, capturesDuring(log)])

    assert.deepEqual(
      captures.filter(([, count]) => count !== 1),
      [],
    )
  })
})

describe('a reader during the call', () => {
  it('gets the place in a filter of the logger, of the handler, and in a formatter', () => {
    const seen = []
    const see = (record) => seen.push(placeOf(record))
    const { logger } = recordingLogger({ format: null })
    logger.addFilter(see)
    logger.handlers[0].addFilter({ filter: see })
    logger.handlers[0].setFormatter({ format: (record) => placeOf(record) + see(record) })

    function caller() {
      logger.info('x') // seen
      logger.info('x', { stacklevel: 2 })
    }
    caller() // seen from above

    assert.deepEqual(seen, [
      ...Array(3).fill(`${here('seen')} caller`),
      ...Array(3).fill(`${here('seen from above')} <lambda>`),
    ])
  })

  it('gets it from toDict, JSON and the printed record', () => {
    const seen = []
    const { logger } = recordingLogger({ format: null, handler: new logging.NullHandler() })
    logger.addFilter((record) =>
      seen.push(record.toDict().lineno, JSON.parse(JSON.stringify(record)).lineno, `${record}`),
    )

    logger.info('x') // as data

    const line = Number(here('as data').split(':')[1])
    assert.deepEqual(seen.slice(0, 2), [line, line])
    assert.match(seen[2], new RegExp(`laziness.test.mjs, ${line}, "x">$`))
  })

  it('gets its own place back after a filter logged with the same method in between', () => {
    const other = recordingLogger()
    const seen = []
    const { logger } = recordingLogger({ format: null })
    logger.addFilter((record) => {
      other.logger.info('inside') // inside
      return seen.push(placeOf(record))
    })

    logger.info('x') // outside

    assert.deepEqual(other.lines, [`${here('inside')} <lambda>`])
    assert.deepEqual(seen, [`${here('outside')} <lambda>`])
  })

  it('never gets the place of a call inside the one it is about', UNMARKED, () => {
    // The formatter of the inner call reads the record of the outer one, whose place nobody has read before.
    const seen = []
    const inner = recordingLogger({ format: null })
    inner.logger.handlers[0].setFormatter({ format: ({ outer }) => String(seen.push(placeOf(outer))) })
    const { logger } = recordingLogger({ format: null })
    logger.addFilter((outer) => {
      inner.logger.info('the same method', { extra: { outer } })
      inner.logger.debug('another method', { extra: { outer } })
      return seen.push(placeOf(outer))
    })

    logger.info('x') // about this

    assert.deepEqual(seen, [UNKNOWN, `${here('about this')} <lambda>`, `${here('about this')} <lambda>`])
  })
})

describe('a reader after the call', () => {
  it("gets the place from a handler of the user's that keeps records", () => {
    const keeping = new KeepingHandler()
    const { logger } = recordingLogger({ format: null, handler: keeping })

    function caller() {
      logger.info('x') // kept
      logger.info('x', { stacklevel: 2 })
    }
    caller() // kept above

    assert.deepEqual(keeping.records.map(placeOf), [`${here('kept')} caller`, `${here('kept above')} <lambda>`])
  })

  it('gets it from a subclass of StreamHandler, which may keep records too', () => {
    class KeepingStream extends logging.StreamHandler {
      emit(record) {
        kept.push(record)
      }
    }
    const kept = []
    const { logger } = recordingLogger({ format: null, handler: new KeepingStream({ write() {} }) })

    logger.info('x') // kept stream

    assert.deepEqual(kept.map(placeOf), [`${here('kept stream')} <lambda>`])
  })

  it('gets it from a handler of last resort that keeps records', () => {
    const { lastResort } = logging
    const keeping = new KeepingHandler()
    const logger = logging.getLogger('nobody listens')
    try {
      logging.lastResort = keeping
      logger.warning('x') // last resort
    } finally {
      logging.lastResort = lastResort
    }

    assert.deepEqual(keeping.records.map(placeOf), [`${here('last resort')} <lambda>`])
  })

  it('gets no place, rather than that of another call, from a record that nobody was to keep', UNMARKED, () => {
    const kept = []
    const { logger } = recordingLogger({ format: '%(message)s' })
    logger.addFilter((record) => kept.push(record))

    logger.info('x')
    const afterwards = placeOf(kept[0])
    logger.addFilter(() => placeOf(kept[0]) === UNKNOWN || assert.fail('the place of another call'))
    logger.info('y')

    assert.equal(afterwards, UNKNOWN)
    assert.equal(placeOf(kept[0]), UNKNOWN)
  })

  it('gets what it read during the call again', () => {
    const kept = []
    const { logger } = recordingLogger({ format: '%(message)s' })
    logger.addFilter((record) => record.lineno > 0 && kept.push(record))

    logger.info('x') // read early

    assert.equal(placeOf(kept[0]), `${here('read early')} <lambda>`)
  })
})

describe('a record factory', () => {
  it('gets the strings of the place', () => {
    const factory = logging.getLogRecordFactory()
    const { logger, lines } = recordingLogger()
    const given = []
    logging.setLogRecordFactory((...args) => {
      given.push([typeof args[2], args[3], args[7]])
      return factory(...args)
    })
    try {
      logger.info('x') // factory
    } finally {
      logging.setLogRecordFactory(factory)
    }

    assert.deepEqual(given, [['string', Number(here('factory').split(':')[1]), '<lambda>']])
    assert.deepEqual(lines, [`${here('factory')} <lambda>`])
  })

  it('may be a class derived from LogRecord', () => {
    class Marked extends logging.LogRecord {
      mark = 1
    }
    const factory = logging.getLogRecordFactory()
    const { logger, lines } = recordingLogger({ format: `${PLACE} %(mark)d` })
    logging.setLogRecordFactory(Marked)
    try {
      logger.info('x') // marked
    } finally {
      logging.setLogRecordFactory(factory)
    }

    assert.deepEqual(lines, [`${here('marked')} <lambda> 1`])
  })
})

describe('a record', () => {
  it('lets each part of its place be replaced without changing that of others', () => {
    const keeping = new KeepingHandler()
    const { logger } = recordingLogger({ format: null, handler: keeping })
    for (let round = 0; round < 2; round++) logger.info('x') // shared

    keeping.records[0].lineno = 7
    keeping.records[0].funcName = 'changed'

    assert.deepEqual(keeping.records.map(placeOf), ['laziness.test.mjs:7 changed', `${here('shared')} <lambda>`])
  })
})
