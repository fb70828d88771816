/** Where records say they come from that an adapter, `warn` or a findCaller of the user's stood between. CPython 3.13.0. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { at, KeepingHandler, logging, PLACE, recordingLogger } from './support/places.mjs'

const { LoggerAdapter } = logging
const here = (mark) => at(import.meta.url, mark)

describe('an adapter', () => {
  it('reports the caller of each of its methods', () => {
    const { logger, lines } = recordingLogger()
    const adapter = new LoggerAdapter(logger, { user: 'anna' })

    function caller() {
      adapter.debug('%s', 1) // debug
      adapter.info('%s', 1) // info
      adapter.warning('%s', 1) // warning
      adapter.warn('%s', 1) // warn
      adapter.error('%s', 1) // error
      adapter.exception('%s', 1, { exc_info: null }) // exception
      adapter.critical('%s', 1) // critical
      adapter.log(35, '%s', 1) // log
      adapter._log(35, '%s', [1]) // _log
    }
    caller()

    const methods = ['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'log', '_log']
    assert.deepEqual(
      lines,
      methods.map((method) => `${here(method)} caller`),
    )
  })

  it('of a logger whose isEnabledFor logs reports the caller of each', () => {
    class Telling extends logging.Logger {
      isAsked = false
      isEnabledFor(level) {
        if (!this.isAsked) {
          this.isAsked = true
          this.debug('asked') // asked
          this.isAsked = false
        }
        return super.isEnabledFor(level)
      }
    }
    const lines = []
    const handler = new logging.StreamHandler({ write: (text) => lines.push(text.trimEnd()) })
    handler.setFormatter(new logging.Formatter(PLACE))
    const logger = new Telling('telling')
    logger.addHandler(handler)

    new LoggerAdapter(logger).info('x') // told

    assert.deepEqual(lines, [
      `${here('asked')} isEnabledFor`,
      `${here('asked')} isEnabledFor`,
      `${here('told')} <lambda>`,
    ])
  })

  it('around adapters reports the caller of the outermost, which stacklevel counts from', () => {
    const { logger, lines } = recordingLogger()
    const adapter = new LoggerAdapter(new LoggerAdapter(new LoggerAdapter(logger)))

    function wrapper() {
      adapter.info('x') // nested
      adapter.info('x', { stacklevel: 2 })
    }
    function caller() {
      wrapper() // of the wrapper
    }
    caller()

    assert.deepEqual(lines, [`${here('nested')} wrapper`, `${here('of the wrapper')} caller`])
  })

  it('whose process logs reports both calls', () => {
    const { logger, lines } = recordingLogger()
    class Talking extends LoggerAdapter {
      process(msg, kwargs) {
        logger.info('processing') // inside
        return [msg, kwargs]
      }
    }

    new Talking(logger).info('x') // outside

    assert.deepEqual(lines, [`${here('inside')} process`, `${here('outside')} <lambda>`])
  })

  it('gives the caller to a handler that keeps records, and to a filter', () => {
    const handler = new KeepingHandler()
    const { logger } = recordingLogger({ handler, format: null })
    const seen = []
    handler.addFilter((record) => seen.push(`${record.filename}:${record.lineno}`))

    new LoggerAdapter(new LoggerAdapter(logger)).info('x') // kept

    assert.equal(`${handler.records[0].filename}:${handler.records[0].lineno}`, here('kept'))
    assert.deepEqual(seen, [here('kept')])
  })

  it('with a `log` of its own reports the line of that, as in Python', () => {
    const { logger, lines } = recordingLogger()
    class Mine extends LoggerAdapter {
      log(level, msg, ...args) {
        super.log(level, msg, ...args) // in log
      }
    }

    new Mine(logger).info('x')

    assert.deepEqual(lines, [`${here('in log')} log`])
  })
})

describe('warn', () => {
  it('reports its caller, on a logger and on the module', () => {
    const { logger, lines } = recordingLogger()
    const root = logging.getLogger()
    const handler = new logging.StreamHandler({ write: (text) => lines.push(text.trimEnd()) })
    handler.setFormatter(new logging.Formatter('%(filename)s:%(lineno)d %(funcName)s'))
    root.addHandler(handler)

    logger.warn('x') // on a logger
    logging.warn('x') // on the module
    root.removeHandler(handler)

    assert.deepEqual(lines, [`${here('on a logger')} <lambda>`, `${here('on the module')} <lambda>`])
  })
})

describe('findCaller', () => {
  class Finding extends logging.Logger {
    findCaller(stack_info, stacklevel) {
      return super.findCaller(stack_info, stacklevel + this.skip) // in findCaller
    }
  }

  function finding(skip) {
    const handler = new KeepingHandler()
    const logger = Object.assign(new Finding('finding'), { skip })
    logger.addHandler(handler)
    return { logger, place: () => handler.records.map((record) => `${record.filename}:${record.lineno}`).at(-1) }
  }

  it('of a subclass counts as the caller, as in Python, until it skips itself', () => {
    const [counted, skipped] = [finding(0), finding(1)]

    counted.logger.warning('x')
    assert.equal(counted.place(), here('in findCaller'))
    counted.logger.warning('x', { stacklevel: 2 }) // counted
    assert.equal(counted.place(), here('counted'))
    skipped.logger.warning('x') // skipped
    assert.equal(skipped.place(), here('skipped'))
    new LoggerAdapter(new LoggerAdapter(skipped.logger)).warning('x') // through adapters
    assert.equal(skipped.place(), here('through adapters'))
  })

  it('may say what it likes, or by a ValueError that there is nobody', () => {
    const handler = new KeepingHandler()
    const logger = new logging.Logger('saying')
    logger.addHandler(handler)
    const answers = [
      () => ['a/b.js', 7, 'f', 'the stack'],
      () => {
        throw new logging.ValueError('x')
      },
    ]

    for (const answer of answers) {
      logger.findCaller = answer
      logger.warning('x')
    }

    const shown = handler.records.map(({ pathname, module, lineno, funcName, stack_info }) => {
      return [pathname, module, lineno, funcName, stack_info]
    })
    assert.deepEqual(shown, [
      ['a/b.js', 'b', 7, 'f', 'the stack'],
      ['(unknown file)', '(unknown file)', 0, '(unknown function)', null],
    ])
  })

  it('tells who calls it, outside log calls', () => {
    function asking() {
      return logging.getLogger('asking').findCaller(true) // asking
    }

    const [file, line, name, stack] = asking()

    assert.equal(`${file.split(/[\\/]/).at(-1)}:${line} ${name}`, `${here('asking')} asking`)
    assert.match(stack, /^Stack \(most recent call last\):\n(.|\n)*in asking\n {4}return .*\/\/ asking$/)
  })
})
