/** Every public logging method reports its caller: file, line and function. */
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { at, logging, PLACE, placesOf, recordingLogger } from './support/places.mjs'

const here = (mark) => at(import.meta.url, mark)

describe('a logger', () => {
  it('reports the caller of each of its methods', () => {
    const places = placesOf(function caller(logger) {
      logger.debug('%s', 1) // debug
      logger.info('%s', 1) // info
      logger.warning('%s', 1) // warning
      logger.error('%s', 1) // error
      logger.critical('%s', 1) // critical
      logger.fatal('%s', 1) // fatal
      logger.log(35, '%s', 1) // log
    })

    const methods = ['debug', 'info', 'warning', 'error', 'critical', 'fatal', 'log']
    assert.deepEqual(
      places,
      methods.map((method) => `${here(method)} caller`),
    )
  })

  it('reports the caller of exception, whatever its traceback says', () => {
    const places = placesOf(function caller(logger) {
      const error = new Error('made elsewhere')
      error.stack = ''
      logger.exception('failed', error) // exception
      logger.exception('failed', { exc_info: error }) // exception keyword
    })

    assert.deepEqual(places, [
      `${here('exception')} caller\nError: made elsewhere`,
      `${here('exception keyword')} caller\nError: made elsewhere`,
    ])
  })

  it('reports the line on which the call begins when its arguments take several', () => {
    const places = placesOf(function caller(logger) {
      logger // not this line: V8 points at the method's name
        .info(
          // several lines
          'a long message %s',
          1,
        )
    })

    const [line] = places
    assert.equal(line, `${here('several lines').replace(/\d+$/, (number) => number - 1)} caller`)
  })

  it('tells two calls on one line apart from those on other lines, again and again', () => {
    const places = placesOf(function caller(logger) {
      for (let round = 0; round < 3; round++) {
        void [logger.info('a'), logger.info('b')] // twice
        logger.info('c') // once
      }
    })

    const round = [`${here('twice')} caller`, `${here('twice')} caller`, `${here('once')} caller`]
    assert.deepEqual(places, [...round, ...round, ...round])
  })

  it('fills in pathname, filename and module', () => {
    const { logger, lines } = recordingLogger({ format: '%(pathname)s %(filename)s %(module)s' })

    logger.info('x')

    const file = 'public-methods.test'
    assert.deepEqual(lines, [`${fileURLToPath(import.meta.url)} ${file}.mjs ${file}`])
  })
})

describe('the tree of loggers', () => {
  it('keeps the place while a record goes up to a parent', () => {
    const { logger, lines } = recordingLogger()

    logger.getChild('child').info('x') // child
    logger.getChild('child.of.child').info('x') // grandchild

    assert.deepEqual(lines, [`${here('child')} <lambda>`, `${here('grandchild')} <lambda>`])
  })

  it('gives the handlers of child and parent the same place', () => {
    const parent = recordingLogger()
    const child = recordingLogger({ name: `${parent.logger.name}.child` })
    child.logger.propagate = true

    child.logger.info('x') // both

    assert.deepEqual(child.lines, [`${here('both')} <lambda>`])
    assert.deepEqual(parent.lines, child.lines)
  })
})

describe('the root logger', () => {
  const root = logging.getLogger()
  const lines = []
  const handler = new logging.StreamHandler({ write: (text) => lines.push(text.split('\n')[0]) })
  handler.setFormatter(new logging.Formatter(PLACE))
  const taken = () => lines.splice(0)
  after(() => root.removeHandler(handler))

  it('reports the caller of its methods', () => {
    root.addHandler(handler)
    root.setLevel('DEBUG')

    root.info('x') // root

    assert.deepEqual(taken(), [`${here('root')} <lambda>`])
  })

  it('reports the caller of each of the functions of the module', () => {
    function caller() {
      logging.debug('%s', 1) // module debug
      logging.info('%s', 1) // module info
      logging.warning('%s', 1) // module warning
      logging.error('%s', 1) // module error
      logging.critical('%s', 1) // module critical
      logging.fatal('%s', 1) // module fatal
      logging.exception('%s', 1, new Error('e')) // module exception
      logging.log(35, '%s', 1) // module log
    }

    caller()

    const names = ['debug', 'info', 'warning', 'error', 'critical', 'fatal', 'exception', 'log']
    assert.deepEqual(
      taken(),
      names.map((name) => `${here(`module ${name}`)} caller`),
    )
  })

  it('reports the caller of the functions also when they are imported by name', async () => {
    const { info } = await import('../../packages/core/dist/face.mjs')

    info('x') // by name

    assert.deepEqual(taken(), [`${here('by name')} <lambda>`])
  })

  it('reports the right callers when a replaced basicConfig logs by itself', () => {
    const { basicConfig } = logging
    root.removeHandler(handler)
    logging.basicConfig = function configure() {
      root.addHandler(handler)
      root.info('configured') // inside basicConfig
    }
    try {
      logging.info('x') // configures
    } finally {
      logging.basicConfig = basicConfig
    }

    assert.deepEqual(taken(), [`${here('inside basicConfig')} configure`, `${here('configures')} <lambda>`])
  })

  it('forgets a function whose level is off, so that the next call is not taken for it', () => {
    root.setLevel('ERROR')
    logging.debug('dropped')
    root.setLevel('DEBUG')

    root.info('x') // after a dropped one

    assert.deepEqual(taken(), [`${here('after a dropped one')} <lambda>`])
  })
})
