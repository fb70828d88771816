/** Whose position a record has: `stacklevel`, and code of the user's own inside the logging call. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { at, KeepingHandler, logging, placesOf, recordingLogger } from './support/places.mjs'

const here = (mark) => at(import.meta.url, mark)

describe('stacklevel', () => {
  it('counts from the caller, who is 1, through functions that wrap the call', () => {
    const places = placesOf((logger) => {
      const inner = (stacklevel) => logger.info('x', { stacklevel }) // level 1
      function middle(stacklevel) {
        inner(stacklevel) // level 2
      }
      function outer(stacklevel) {
        middle(stacklevel) // level 3
      }
      for (const stacklevel of [1, 2, 3]) outer(stacklevel)
    })

    assert.deepEqual(places, [`${here('level 1')} inner`, `${here('level 2')} middle`, `${here('level 3')} outer`])
  })

  it('takes what is below 1 for 1', () => {
    const places = placesOf(function caller(logger) {
      for (const stacklevel of [0, -1, -1000]) logger.info('x', { stacklevel }) // below 1
    })

    assert.deepEqual(places, Array(3).fill(`${here('below 1')} caller`))
  })

  it('is the outermost frame when the stack has fewer, as in Python', async () => {
    const places = await placesOf(
      (logger) =>
        new Promise((resolve) => {
          setImmediate(function outermost() {
            const log = () => logger.info('x', { stacklevel: 1000 })
            const middle = () => log()
            middle() // outermost
            resolve()
          })
        }),
    )

    assert.deepEqual(places, [`${here('outermost')} outermost`])
  })

  it('reaches through hundreds of frames', async () => {
    const places = await placesOf(
      (logger) =>
        new Promise((resolve) => {
          const dive = (depth, stacklevel) => (depth === 0 ? log(stacklevel) : dive(depth - 1, stacklevel)) // dive
          const log = (stacklevel) => logger.info('x', { stacklevel })
          setImmediate(function deep() {
            dive(600, 602) // into the deep
            dive(600, 603) // deep
            dive(600, 9999) // deeper
            resolve()
          })
        }),
    )

    assert.deepEqual(places, [`${here('dive')} dive`, `${here('deep')} deep`, `${here('deeper')} deep`])
  })

  it('does not count built-in functions such as forEach', () => {
    const places = placesOf(function caller(logger) {
      const log = () => logger.info('x', { stacklevel: 2 })
      ;[1].forEach(log) // forEach
      void [1].map(() => JSON.stringify({ toJSON: log })) // many
    })

    assert.deepEqual(places, [`${here('forEach')} caller`, `${here('many')} <lambda>`])
  })

  it('follows async functions that wait for the one that logs', async () => {
    const places = await placesOf(async (logger) => {
      async function inner() {
        await null
        logger.info('x', { stacklevel: 2 })
      }
      async function outer() {
        await inner() // awaiting
      }
      await outer()
    })

    assert.deepEqual(places, [`${here('awaiting')} outer`])
  })

  it('gives stack_info the same frame for its last', () => {
    const { logger, lines } = recordingLogger({ format: '%(lineno)d' })
    const wrap = () => logger.info('x', { stacklevel: 2, stack_info: true })
    function caller() {
      wrap() // wrapped
    }

    caller()

    const [line, ...stack] = lines[0].split('\n')
    assert.equal(stack[0], 'Stack (most recent call last):')
    assert.match(stack.at(-2), new RegExp(`^ {2}File ".*stacklevel.test.mjs", line ${line}, in caller$`))
    assert.equal(stack.at(-1), '    wrap() // wrapped')
  })

  it('works for the functions of the module', () => {
    const { lines } = recordingLogger({ name: '' })
    const wrap = () => logging.info('x', { stacklevel: 2 })

    wrap() // module function

    logging.getLogger().handlers.length = 0
    assert.deepEqual(lines, [`${here('module function')} <lambda>`])
  })
})

describe("a subclass of the user's", () => {
  /** A logger of `klass` at level 1, with its lines. */
  function make(klass) {
    const lines = []
    const logger = new klass('subclass', 1)
    const handler = new logging.StreamHandler({ write: (text) => lines.push(text.slice(0, -1)) })
    handler.setFormatter(new logging.Formatter('%(filename)s:%(lineno)d %(funcName)s'))
    logger.addHandler(handler)
    return { logger, lines }
  }

  class Tracing extends logging.Logger {
    trace(msg, keywords) {
      if (this.isEnabledFor(5)) this._log(5, msg, [], keywords) // trace
    }
  }

  it('is the call site itself when its own method calls _log, as in Python', () => {
    const { logger, lines } = make(Tracing)

    logger.trace('x')
    logger.trace('x', { stacklevel: 2 }) // caller of trace

    assert.deepEqual(lines, [`${here('trace')} trace`, `${here('caller of trace')} <lambda>`])
  })

  it('is the call site when it overrides a method and calls super, as in Python', () => {
    class Loud extends logging.Logger {
      info(msg, ...args) {
        super.info(String(msg).toUpperCase(), ...args) // super.info
      }
    }
    const { logger, lines } = make(Loud)

    logger.info('x')
    logger.info('x', { stacklevel: 2 }) // caller of info

    assert.deepEqual(lines, [`${here('super.info')} info`, `${here('caller of info')} <lambda>`])
  })

  class Overriding extends logging.Logger {
    _log(level, msg, args, keywords) {
      super._log(level, msg, args, keywords) // super._log
    }
  }

  it('is the call site when it overrides _log and calls super, as in Python', () => {
    const { logger, lines } = make(Overriding)

    logger.info('x')
    logger.info('x', { stacklevel: 2 }) // caller of _log
    logger.log(30, 'x', { stacklevel: 2 }) // caller of log
    const wrap = () => logger.info('x', { stacklevel: 3 })
    wrap() // above the wrapper

    assert.deepEqual(lines, [
      `${here('super._log')} _log`,
      `${here('caller of _log')} <lambda>`,
      `${here('caller of log')} <lambda>`,
      `${here('above the wrapper')} <lambda>`,
    ])
  })

  it('counts each frame of an overriding _log that takes several, and none of ours', () => {
    class Deep extends Overriding {
      _log(...args) {
        ;[1].map(() => this.really(...args)) // in Deep
      }

      really(...args) {
        super._log(...args) // really
      }
    }
    const { logger, lines } = make(Deep)

    for (const stacklevel of [1, 2, 3, 4, 5]) logger.info('x', { stacklevel }) // above Deep

    assert.deepEqual(lines, [
      `${here('super._log')} _log`,
      `${here('really')} really`,
      `${here('in Deep')} <lambda>`,
      `${here('in Deep')} _log`,
      `${here('above Deep')} <lambda>`,
    ])
  })

  it('is the last frame of stack_info when it overrides _log', () => {
    const { logger, lines } = make(Overriding)

    logger.info('x', { stack_info: true }) // stack through _log

    const stack = lines[0].split('\n')
    assert.equal(stack.at(-1), '    super._log(level, msg, args, keywords) // super._log')
    assert.equal(stack.at(-3), "    logger.info('x', { stack_info: true }) // stack through _log")
  })

  it('is found late as well, when only a filter of the user reads the place', () => {
    const seen = []
    const logger = new Overriding('late', 1)
    logger.addHandler(new logging.NullHandler())
    logger.addFilter((record) => seen.push(`${record.filename}:${record.lineno} ${record.funcName}`))

    logger.info('x')
    logger.info('x', { stacklevel: 2 }) // late

    assert.deepEqual(seen, [`${here('super._log')} _log`, `${here('late')} <lambda>`])
  })

  it('may log elsewhere inside its _log', () => {
    const other = recordingLogger()
    class Reporting extends logging.Logger {
      _log(level, msg, args, keywords) {
        other.logger.info('on the way') // elsewhere
        super._log(level, msg, args, keywords) // and on
      }
    }
    const { logger, lines } = make(Reporting)

    logger.info('x')
    logger.info('x', { stacklevel: 2 }) // reporting

    assert.deepEqual(lines, [`${here('and on')} _log`, `${here('reporting')} <lambda>`])
    assert.deepEqual(other.lines, Array(2).fill(`${here('elsewhere')} _log`))
  })

  it('may throw inside _log without confusing the calls that follow', () => {
    class Failing extends logging.Logger {
      _log() {
        throw new Error('no')
      }
    }
    const { logger, lines } = recordingLogger()

    assert.throws(() => new Failing('failing', 1).info('x'), /no/)
    assert.throws(() => logger.info('x', { extra: { name: 1 } }), /overwrite/)
    logger.info('x') // after errors

    assert.deepEqual(lines, [`${here('after errors')} <lambda>`])
  })

  it('gets the strings of the right place in an overridden makeRecord', () => {
    class Making extends logging.Logger {
      makeRecord(...args) {
        made.push([args[3], args[7]])
        return super.makeRecord(...args)
      }
    }
    const made = []
    const keeping = new KeepingHandler()
    const logger = new Making('making', 1)
    logger.addHandler(keeping)

    logger.info('x') // made

    const line = Number(here('made').split(':')[1])
    assert.deepEqual(made, [[line, '<lambda>']])
    assert.equal(keeping.records[0].lineno, line)
  })
})
