/** The name of the function that logs, as Python would say it, and its line. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { at, placesOf } from './support/places.mjs'
import { run } from './support/run.mjs'

const here = (mark) => at(import.meta.url, mark)

describe('the function of a call site', () => {
  it('has its name when it is declared, or an arrow function in a variable', () => {
    const places = placesOf((logger) => {
      function declared() {
        logger.info('x') // declared
      }
      const arrow = () => logger.info('x') // arrow
      const expression = function named() {
        logger.info('x') // named
      }
      const holder = { method: () => logger.info('x') } // in an object
      holder['/v1.0/users'] = () => {}
      holder.assigned = () => logger.info('x') // assigned

      declared()
      arrow()
      expression()
      holder.method()
      holder.assigned()
    })

    assert.deepEqual(places, [
      `${here('declared')} declared`,
      `${here('arrow')} arrow`,
      `${here('named')} named`,
      `${here('in an object')} method`,
      `${here('assigned')} assigned`,
    ])
  })

  it('is <lambda> without a name', () => {
    const places = placesOf((logger) => {
      ;[1].map(() => logger.info('x')) // callback
      ;(() => logger.info('x'))() // at once
      ;(() => {
        return logger.info('x') // anonymous function
      })()
      const Anonymous = (() =>
        class {
          constructor() {
            logger.info('x') // anonymous class
          }
        })()
      new Anonymous()
    })

    assert.deepEqual(places, [
      `${here('callback')} <lambda>`,
      `${here('at once')} <lambda>`,
      `${here('anonymous function')} <lambda>`,
      `${here('anonymous class')} <lambda>`,
    ])
  })

  it('is the bare name of a method, static, private, getter, setter or constructor', () => {
    const places = placesOf((logger) => {
      class Shop {
        constructor() {
          logger.info('x') // constructor
        }
        static open() {
          logger.info('x') // static
        }
        sell() {
          logger.info('x') // method
          this.#count()
        }
        #count() {
          logger.info('x') // private
        }
        get size() {
          logger.info('x') // getter
          return 1
        }
        set size(_) {
          logger.info('x') // setter
        }
        *[Symbol.iterator]() {
          logger.info('x') // symbol
          yield 1
        }
        ['comp' + 'uted']() {
          logger.info('x') // computed
        }
        arrow = () => logger.info('x') // field
      }
      class Kiosk extends Shop {}
      Shop.open()
      const shop = new Shop()
      shop.sell()
      shop.size = shop.size + 1
      for (const _ of shop);
      shop.computed()
      shop.arrow()
      new Kiosk()
      shop.sell.call(null ?? new Kiosk()) // also with another receiver
    })

    const line = (mark, name = mark) => `${here(mark)} ${name}`
    assert.deepEqual(places, [
      line('static', 'open'),
      line('constructor', 'Shop'),
      line('method', 'sell'),
      line('private', '#count'),
      line('getter', 'size'),
      line('setter', 'size'),
      line('symbol', '[Symbol.iterator]'),
      line('computed'),
      line('field', 'arrow'),
      line('constructor', 'Shop'),
      line('constructor', 'Shop'),
      line('method', 'sell'),
      line('private', '#count'),
    ])
  })

  it('is what V8 calls the code of class fields and static blocks', () => {
    const places = placesOf((logger) => {
      class Early {
        static {
          logger.info('x') // static block
        }
        static field = logger.info('x') // static field
        own = logger.info('x') // own field
      }
      new Early()
    })

    assert.deepEqual(places, [
      `${here('static block')} <static_initializer>`,
      `${here('static field')} <static_initializer>`,
      `${here('own field')} <instance_members_initializer>`,
    ])
  })

  it('is the same before and after an await', async () => {
    const places = await placesOf(async (logger) => {
      async function load() {
        logger.info('x') // before
        await sleep(1)
        logger.info('x') // after
        await null
        logger.info('x') // after another
      }
      class Loader {
        async load() {
          await null
          logger.info('x') // async method
        }
      }
      await load()
      await new Loader().load()
      await Promise.all([1].map(async () => logger.info('%s', await null))) // all
    })

    assert.deepEqual(places, [
      `${here('before')} load`,
      `${here('after')} load`,
      `${here('after another')} load`,
      `${here('async method')} load`,
      `${here('all')} <lambda>`,
    ])
  })

  it('is that of a generator, each time it goes on', async () => {
    const places = await placesOf(async (logger) => {
      function* count() {
        logger.info('x') // generator
        yield 1
        logger.info('x') // generator again
      }
      async function* countSlowly() {
        logger.info('x') // async generator
        yield 1
        await null
        logger.info('x') // async generator again
      }
      for (const _ of count());
      for await (const _ of countSlowly());
    })

    assert.deepEqual(places, [
      `${here('generator')} count`,
      `${here('generator again')} count`,
      `${here('async generator')} countSlowly`,
      `${here('async generator again')} countSlowly`,
    ])
  })

  it('is that of a callback of timers and promises, where nothing is below it', async () => {
    const places = await placesOf(async (logger) => {
      await new Promise((resolve) => setTimeout(() => resolve(logger.info('x')), 1)) // timer
      await new Promise((resolve) => {
        setImmediate(function tick() {
          resolve(logger.info('x')) // immediate
        })
      })
      await Promise.resolve().then(() => logger.info('x')) // then
      await new Promise((resolve) => process.nextTick(() => resolve(logger.info('x')))) // next tick
      await new Promise((resolve) => queueMicrotask(() => resolve(logger.info('x', { stacklevel: 5 })))) // microtask
    })

    assert.deepEqual(places, [
      `${here('timer')} <lambda>`,
      `${here('immediate')} tick`,
      `${here('then')} <lambda>`,
      `${here('next tick')} <lambda>`,
      `${here('microtask')} <lambda>`,
    ])
  })

  it('is <module> in <string> for code that is evaluated, as in Python', () => {
    const places = placesOf((logger) => {
      globalThis.logger = logger
      // biome-ignore lint/security/noGlobalEval: it is what is tried
      const direct = eval
      direct('logger.info("x")')
      direct('\n\nlogger.info("x")')
      direct('function inEval() {\n  logger.info("x")\n}\ninEval()')
      direct('logger.info("x")\n//# sourceURL=named.js')
      new Function('logger.info("x")')()
      direct('(wrap) => wrap()')(() => logger.info('x')) // called from an eval
      delete globalThis.logger
    })

    assert.deepEqual(places, [
      '<string>:1 <module>',
      '<string>:3 <module>',
      '<string>:2 inEval',
      'named.js:1 <module>',
      '<string>:3 <module>',
      `${here('called from an eval')} <lambda>`,
    ])
  })
})

describe('the top level of a file', () => {
  const common = ['called at once <lambda>', 'declared declared']

  for (const [file, marks] of [
    ['functions.mjs', ['top level <module>', ...common, 'block <module>', 'after await <module>']],
    ['functions.cjs', ['top level <module>', ...common, 'assigned exports.assigned', 'block <module>']],
  ]) {
    it(`is <module>, and functions in it are not: ${file}`, () => {
      const url = new URL(`fixtures/${file}`, import.meta.url)

      const places = run(url)

      const expected = marks.map((mark) => {
        const cut = mark.lastIndexOf(' ')
        return `${at(url.href, mark.slice(0, cut))} ${mark.slice(cut + 1).replace('exports.', '')}`
      })
      assert.deepEqual(places, expected)
    })

    it(`is found in the text of the stack as well, under --frozen-intrinsics: ${file}`, () => {
      const url = new URL(`fixtures/${file}`, import.meta.url)

      const places = run(url, ['--frozen-intrinsics', '--no-warnings'])

      // Text does not tell a top level that goes on after an await from an arrow function.
      assert.deepEqual(places.slice(0, 4), run(url).slice(0, 4))
      assert.match(places[4], /^functions\.[cm]js:\d+ (<lambda>|<module>)$/)
    })
  }
})
