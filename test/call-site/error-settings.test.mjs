/** The settings of Error belong to the process: they are borrowed for a capture and given back as they were. */
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { at, KeepingHandler, recordingLogger } from './support/places.mjs'
import { run } from './support/run.mjs'

const NAMES = ['stackTraceLimit', 'prepareStackTrace']

const saved = NAMES.map((name) => Object.getOwnPropertyDescriptor(Error, name))
function restoreSettings() {
  for (const [index, name] of NAMES.entries()) {
    delete Error[name]
    if (saved[index]) Object.defineProperty(Error, name, saved[index])
  }
}
afterEach(restoreSettings)

/** Whether this file was loaded with marks; see marked.test.mjs. */
const isMarked = process.env.PYLOGGING_CALL_SITES !== undefined

const fixture = new URL('fixtures/log-three-ways.mjs', import.meta.url)
const places = ['at once', 'late', 'with a stack'].map((mark) => `${at(fixture.href, mark)} logThreeWays`)
let count = 0

/** The fixture's function in a file of its own, so that no place is remembered from the test before. */
async function freshLogging() {
  const { logThreeWays } = await import(`${fixture.href}?${++count}`)
  return logThreeWays
}

/** Logs with the settings that `change` makes, twice: places not known yet, and places remembered. */
async function logUnchanged(change) {
  const logThreeWays = await freshLogging()
  change()
  const before = Object.getOwnPropertyDescriptors(Error)

  const first = logThreeWays()
  const second = logThreeWays()

  const after = Object.getOwnPropertyDescriptors(Error)
  restoreSettings()
  assert.deepEqual(after, before)
  assert.deepEqual(second, first)
  return first
}

describe('Error.stackTraceLimit', () => {
  for (const limit of [0, 1, 10, 200, Number.POSITIVE_INFINITY, -1, 'many', undefined]) {
    it(`is still ${limit} afterwards, and does not matter`, async () => {
      const found = await logUnchanged(() => {
        Error.stackTraceLimit = limit
      })

      assert.deepEqual(found, places)
    })
  }

  it('is still absent when it was deleted', async () => {
    const found = await logUnchanged(() => delete Error.stackTraceLimit)

    assert.deepEqual(found, places)
  })

  it('may be read-only: then as many frames as it allows are found', async () => {
    const found = await logUnchanged(() =>
      Object.defineProperty(Error, 'stackTraceLimit', { value: 10, writable: false }),
    )

    assert.deepEqual(found, places)
  })

  it('may be read-only and 0: then there is nothing to be found, and nothing is thrown', {
    skip: isMarked && 'a mark needs no stack',
  }, async () => {
    const found = await logUnchanged(() =>
      Object.defineProperty(Error, 'stackTraceLimit', { value: 0, writable: false }),
    )

    assert.deepEqual(found, Array(3).fill('(unknown file):0 (unknown function)'))
  })
})

describe('Error.prepareStackTrace', () => {
  const values = {
    'a function that returns text': (error, frames) => `${error}\n    at ${frames.join('\n    at ')}`,
    'a function that returns the frames': (_error, frames) => frames,
    'a function that returns nothing': () => undefined,
    'a function that returns text of its own kind': () => 'no stack today',
    'a function that returns an object that throws': () => new Proxy({}, { get: () => assert.fail('read') }),
    'a function that throws': () => {
      throw new Error('from prepareStackTrace')
    },
    'no function': 42,
    null: null,
    undefined,
  }
  for (const [name, value] of Object.entries(values)) {
    it(`is still there when it is ${name}, and does not matter`, async () => {
      const found = await logUnchanged(() => {
        Error.prepareStackTrace = value
      })

      assert.deepEqual(found, places)
    })
  }

  it('is still absent when it was deleted', async () => {
    const found = await logUnchanged(() => delete Error.prepareStackTrace)

    assert.deepEqual(found, places)
  })

  it('may be a getter without a setter: then the text of the stack says where', async () => {
    const descriptor = { get: () => undefined, configurable: true }

    const found = await logUnchanged(() => Object.defineProperty(Error, 'prepareStackTrace', descriptor))

    assert.deepEqual(found, places)
  })

  it('may be a getter with a setter', async () => {
    let value
    const set = (next) => {
      value = next
    }

    const found = await logUnchanged(() =>
      Object.defineProperty(Error, 'prepareStackTrace', { get: () => value, set, configurable: true }),
    )

    assert.deepEqual(found, places)
    assert.equal(value, undefined)
  })

  it('may be a getter that throws: then nothing can be found, not even by the user', {
    skip: isMarked && 'a mark needs no stack',
  }, async () => {
    const fail = () => {
      throw new Error('from the getter')
    }

    const found = await logUnchanged(() =>
      Object.defineProperty(Error, 'prepareStackTrace', { get: fail, configurable: true }),
    )

    assert.deepEqual(found, Array(3).fill('(unknown file):0 (unknown function)'))
  })

  it('may be read-only', async () => {
    const descriptor = { value: undefined, writable: false, configurable: true }

    const found = await logUnchanged(() => Object.defineProperty(Error, 'prepareStackTrace', descriptor))

    assert.deepEqual(found, places)
  })

  it("works for the user's own errors as before, also for one made inside a log call", () => {
    const stacks = []
    const handler = new KeepingHandler()
    handler.addFilter(() => stacks.push(new Error('inside').stack))
    const { logger } = recordingLogger({ handler })
    Error.prepareStackTrace = (error, frames) => [error.message, frames.length > 0]

    logger.info('x')
    stacks.push(new Error('outside').stack)

    assert.deepEqual(stacks, [
      ['inside', true],
      ['outside', true],
    ])
  })

  it('decides where a place is: loaders put their source maps there', {
    skip: isMarked && 'a mark is made before',
  }, () => {
    const mapped = (frame) => String(frame).replace(/[^/]*$/, 'original.ts:1234:5)')
    Error.prepareStackTrace = (error, frames) =>
      `${error}\n${frames.map((frame) => `    at ${mapped(frame)}`).join('\n')}`
    const { logger, lines } = recordingLogger()

    logger.info('x')

    assert.deepEqual(lines, ['original.ts:1234 <lambda>'])
  })
})

describe('Error itself', () => {
  const Original = globalThis.Error
  afterEach(() => {
    globalThis.Error = Original
  })

  it('may be replaced by a function that makes the original', async () => {
    const found = await logUnchanged(() => {
      globalThis.Error = (...args) => new Original(...args)
    })

    assert.deepEqual(found, places)
  })

  it('may be replaced by one that logs', () => {
    const { logger, lines } = recordingLogger()
    const before = Object.getOwnPropertyDescriptors(Original)
    globalThis.Error = function Logging(message) {
      logger.info('an error is made')
      return new Original(message)
    }

    logger.info('x') // replaced

    assert.deepEqual(lines, [`${at(import.meta.url, 'replaced')} <lambda>`])
    assert.deepEqual(Object.getOwnPropertyDescriptors(Original), before)
  })
})

describe('the end of the stack', () => {
  it('wherever in a log call it comes, the settings of Error are as before', () => {
    const { logger } = recordingLogger({ handler: new KeepingHandler(), format: null })
    const before = [Error.stackTraceLimit, Error.prepareStackTrace]
    let changed = 0
    // Each call stands a little deeper than the one before, until not even the first function of ours has room.
    function descend() {
      try {
        logger.info('x')
      } catch {
        // A RangeError.
      }
      if (Error.stackTraceLimit !== before[0] || Error.prepareStackTrace !== before[1]) changed += 1
      descend()
    }
    function from(..._padding) {
      assert.throws(descend, RangeError)
    }

    for (let offset = 0; offset < 24; offset += 3) from(...Array(offset).fill(0))

    assert.equal(changed, 0)
  })
})

describe('node', () => {
  const place = new URL('fixtures/place.mjs', import.meta.url)
  const expected = [
    `${at(place.href, 'top')} <module>`,
    `${at(place.href, 'caller')} caller`,
    `${at(place.href, 'above')} caller`,
  ]

  for (const flags of [
    [],
    ['--frozen-intrinsics', '--no-warnings'],
    ['--disable-proto=delete'],
    ['--disable-proto=throw'],
    ['--stack-trace-limit=0'],
    ['--disallow-code-generation-from-strings'],
    ['--frozen-intrinsics', '--no-warnings', '--enable-source-maps'],
  ]) {
    it(`finds places and leaves Error alone with ${flags.join(' ') || 'no flags'}`, () => {
      const { lines, isSame, limit } = run(place, flags)

      assert.deepEqual(lines, expected)
      assert.equal(isSame, true)
      assert.equal(limit, flags.includes('--stack-trace-limit=0') ? 0 : 10)
    })
  }
})
