/** Tracebacks and stack_info: the frames that are there, none that are not, and nothing thrown whatever an error does. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { at, recordingLogger } from './support/places.mjs'
import { run } from './support/run.mjs'

const here = (mark) => at(import.meta.url, mark)
const folder = mkdtempSync(join(tmpdir(), 'pylogging-exceptions-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** What is logged for an error, without the line of the message. */
function textOf(error) {
  const { logger, lines } = recordingLogger({ format: '%(message)s' })
  logger.error('failed', { exc_info: error })
  const [text] = lines
  return text.slice('failed\n'.length)
}

/** `file:line name` for each frame of a traceback. */
function framesOf(text) {
  return [...text.matchAll(/^[ |]* {2}File "(.*)", line (\d+), in (.*)$/gm)].map(
    ([, file, line, name]) => `${basename(file)}:${line} ${name}`,
  )
}

describe('stack_info', () => {
  it('has the caller for its last frame, with its line, below what called it', () => {
    const { logger, lines } = recordingLogger({ format: '%(message)s' })
    function inner() {
      logger.info('x', { stack_info: true }) // inner
    }
    function outer() {
      inner() // outer
    }

    outer()

    const [message, title, ...rest] = lines[0].split('\n')
    assert.deepEqual([message, title], ['x', 'Stack (most recent call last):'])
    assert.deepEqual(framesOf(lines[0]).slice(-2), [`${here('outer')} outer`, `${here('inner')} inner`])
    assert.equal(rest.at(-1), "    logger.info('x', { stack_info: true }) // inner")
  })

  it('shortens a recursion as Python does', () => {
    const { logger, lines } = recordingLogger({ format: '%(message)s' })
    const dive = (depth) => (depth > 0 ? dive(depth - 1) : logger.info('x', { stack_info: true })) // dive

    dive(20)

    assert.match(lines[0], /(File .*, in dive\n.*\n {2}){3}\[Previous line repeated 18 more times\]$/)
  })
})

describe('a traceback', () => {
  it('has its frames oldest first, each with its line, and the error last', () => {
    function inner() {
      throw new RangeError('too far') // thrown
    }
    function outer() {
      inner() // called
    }
    let error
    try {
      outer() // tried
    } catch (caught) {
      error = caught
    }

    const text = textOf(error)

    const lines = text.split('\n')
    assert.equal(lines[0], 'Traceback (most recent call last):')
    const expected = [`${here('tried')} <lambda>`, `${here('called')} outer`, `${here('thrown')} inner`]
    assert.deepEqual(framesOf(text).slice(-3), expected)
    assert.equal(lines.at(-2), "    throw new RangeError('too far') // thrown")
    assert.equal(lines.at(-1), 'RangeError: too far')
  })

  it('calls the top level of a file <module>', () => {
    for (const extension of ['mjs', 'cjs']) {
      const file = new URL(`fixtures/throws.${extension}`, import.meta.url)

      const frames = framesOf(run(file))

      const expected = [`${at(file.href, 'called')} <module>`, `${at(file.href, 'thrown')} fail`]
      assert.deepEqual(frames, expected)
    }
  })

  it('has the frames nearest to the error when there are too many', () => {
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = Number.POSITIVE_INFINITY
    let error
    const dive = (depth) => {
      if (depth > 0)
        dive(depth - 1) // diving
      else bottom() // to the bottom
    }
    const bottom = () => {
      error = new Error('deep') // bottom
    }
    dive(2000)
    Error.stackTraceLimit = limit

    const text = textOf(error)

    assert.deepEqual(framesOf(text).slice(-2), [`${here('to the bottom')} dive`, `${here('bottom')} bottom`])
    assert.match(text, /\[Previous line repeated \d+ more times\]/)
  })

  it('calls evaluated code <string>', () => {
    // biome-ignore lint/security/noGlobalEval: it is what is tried
    const evaluate = eval

    const text = textOf(evaluate('\nnew Error("evaluated")'))

    assert.equal(framesOf(text).at(-1), '<string>:2 <module>')
  })
})

describe('an error that lies', () => {
  const FAKE = '    at fake (/fake/fake.js:1:1)\n    at faker (file:///fake/faker.mjs:2:2)'
  const fakes = (text) => framesOf(text).filter((frame) => frame.includes('fake'))

  it('gets no frames from a message that looks like some', () => {
    for (const message of [FAKE, `x\n${FAKE}`, `x\n${FAKE}\n`, `${FAKE}\n\n${FAKE}`, `x\n    at `]) {
      const text = textOf(new TypeError(message))

      assert.deepEqual(fakes(text), [])
      assert.match(framesOf(text).at(-1), /^exceptions\.test\.mjs:\d+ <lambda>$/)
      assert.ok(text.includes(`\nTypeError: ${message}`))
    }
  })

  it('gets none from a name that looks like some either', () => {
    class Named extends Error {}
    Named.prototype.name = `x\n${FAKE}`

    assert.deepEqual(fakes(textOf(new Named())), [])
    assert.deepEqual(fakes(textOf(new Named('with a message'))), [])
  })

  it('gets none from the message of its cause or of its members', () => {
    const error = new AggregateError([new Error(FAKE)], `x\n${FAKE}`, { cause: new Error(`y\n${FAKE}`) })

    assert.deepEqual(fakes(textOf(error)), [])
  })

  it('does not take long over a megabyte of anything, and prints all of it', (context) => {
    const size = 2 ** 20
    const units = [
      '(',
      ')',
      '()',
      ' ',
      '\n',
      ' at ',
      '    at ',
      `${FAKE}\n`,
      '(file:',
      ':1:1',
      '@file:',
      'a.b(',
      '\t\n',
      '\\',
    ]
    for (const unit of units) {
      const message = unit.repeat(Math.ceil(size / unit.length))
      const error = new Error(message)
      const start = performance.now()

      const text = textOf(error)

      context.diagnostic(`${JSON.stringify(unit)}: ${Math.round(performance.now() - start)} ms`)
      assert.deepEqual(fakes(text), [])
      assert.ok(text.includes(message.trimEnd()))
    }
  })

  it('does not take long over a stack that is a megabyte of anything', (context) => {
    const tail = '(/fake.x:1:1)'
    const lines = [
      '()',
      '@file:',
      ' (file:',
      '/x ',
      ':1',
      'file:///a ',
      '(eval at ',
      ' [as ',
      ', <anonymous>',
      '@',
      '(',
    ]
    for (const unit of lines) {
      const line = `    at ${unit.repeat(1024)}`.slice(0, 1024 - tail.length) + tail
      const long = `    at ${unit.repeat(2 ** 20 / unit.length)}${tail}`
      const error = new Error('x')
      for (const stack of [`Error: x\n${long}`, `Error: x\n${`${line}\n`.repeat(1024)}`]) {
        error.stack = stack
        const start = performance.now()

        const text = textOf(error)

        context.diagnostic(`${JSON.stringify(unit)}: ${Math.round(performance.now() - start)} ms`)
        assert.ok(text.endsWith('Error: x'))
        assert.ok(framesOf(text).length <= 200)
      }
    }
  })
})

describe('an error that cannot be read', () => {
  const fail = () => {
    throw new Error('from a getter')
  }
  const withProperty = (name, descriptor) => Object.defineProperty(new RangeError('x'), name, descriptor)

  it('has no traceback when its stack is no text or cannot be had', () => {
    for (const descriptor of [
      { value: 7 },
      { value: null },
      { value: [] },
      { value: {} },
      { get: fail },
      { value: '' },
    ]) {
      assert.equal(textOf(withProperty('stack', descriptor)), 'RangeError: x')
    }
  })

  it('says so where the message cannot be had, as Python does', () => {
    const last = (error) => textOf(error).split('\n').at(-1)

    assert.equal(last(withProperty('message', { get: fail })), 'RangeError: <exception str() failed>')
    const unprintable = { toString: fail, [Symbol.toPrimitive]: fail }
    assert.match(
      last(withProperty('message', { value: Object.assign(Object.create(null), unprintable) })),
      /^RangeError: /,
    )
    assert.match(last(withProperty('name', { get: fail })), /: x$/)
    assert.equal(last(withProperty('constructor', { get: fail })).endsWith(': x'), true)
  })

  it('is printed without a cause that cannot be had', () => {
    const text = textOf(withProperty('cause', { get: fail }))

    assert.equal(text.split('\n').at(-1), 'RangeError: x')
    assert.ok(!text.includes('direct cause'))
  })

  it('may be a Proxy, even one that is revoked', () => {
    const { proxy, revoke } = Proxy.revocable(new Error('x'), {})
    revoke()

    assert.match(textOf(new Proxy(new Error('x'), { get: fail, getPrototypeOf: fail })), /<exception str\(\) failed>$/)
    assert.match(textOf(proxy), /<Revoked Proxy>$/)
    assert.match(textOf(new Error('outer', { cause: proxy })), /Error: outer$/)
    assert.match(textOf(new AggregateError([proxy], 'group')), /<Revoked Proxy>/)
  })

  it('may be a group whose members cannot be had', () => {
    const group = new AggregateError([], 'group')
    Object.defineProperty(group, 'errors', { value: new Proxy([1], { get: fail }) })

    assert.match(textOf(group), /AggregateError: group/)
  })
})

describe('causes and groups', () => {
  it('are printed once each when they form a circle', () => {
    const first = new Error('first')
    const second = new Error('second', { cause: first })
    first.cause = second

    const text = textOf(second)

    assert.equal(text.match(/^Error: first$/gm).length, 1)
    assert.equal(text.match(/^Error: second$/gm).length, 1)
    assert.equal(text.match(/direct cause/g).length, 1)
  })

  it('end somewhere when a chain has ten thousand links', () => {
    let error = new Error('0')
    for (let index = 1; index <= 10_000; index++) error = new Error(String(index), { cause: error })

    assert.match(textOf(error), /Error: 10000$/)
  })

  it('may contain themselves', () => {
    const group = new AggregateError([], 'group')
    group.errors.push(group, new Error('member', { cause: group }))

    assert.match(textOf(group), /Error: member/)
  })

  it('stop at ten groups inside each other, as in Python', () => {
    let error = new Error('innermost')
    for (let index = 15; index > 0; index--) error = new AggregateError([error], `group ${index}`)

    const text = textOf(error)

    assert.ok(text.includes('AggregateError: group 10 (1 sub-exception)'))
    assert.ok(!text.includes('group 11'))
    assert.ok(text.includes('... (max_group_depth is 10)'))
  })
})

describe('the lines of source in a traceback', () => {
  /** The traceback of an error that says it comes from the first line of `file`. */
  const textFrom = (file) => {
    const error = new Error('x')
    error.stack = `Error: x\n    at run (${file}:1:1)`
    return textOf(error)
  }

  it('are read from files of JavaScript and TypeScript', () => {
    for (const extension of ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts', 'jsx', 'tsx']) {
      const file = join(folder, `source.${extension}`)
      writeFileSync(file, '  first line  \nsecond')

      assert.ok(textFrom(file).includes(`File "${file}", line 1, in run\n    first line\nError: x`))
    }
  })

  it('are not read from any other file', () => {
    for (const name of ['secret', 'secret.json', 'secret.env', '.env', 'js']) {
      const file = join(folder, name)
      writeFileSync(file, 'a secret')

      assert.ok(!textFrom(file).includes('a secret'))
    }
    assert.ok(!textFrom('/etc/passwd').includes('root:'))
  })

  it('are not read from another computer', () => {
    assert.ok(textFrom('//host/share/x.js').endsWith('in run\nError: x'))
    assert.ok(textFrom('file:////host/share/x.js').endsWith('in run\nError: x'))
  })

  it('are not waited for where a pipe or a device has the name of a source', {
    skip: process.platform === 'win32',
  }, () => {
    const pipe = join(folder, 'pipe.js')
    execFileSync('mkfifo', [pipe])

    assert.ok(textFrom(pipe).endsWith('in run\nError: x'))
    assert.ok(textFrom(folder).endsWith('in run\nError: x'))
  })

  it('are left out where they are too long, empty or gone', () => {
    const file = join(folder, 'bundle.js')
    writeFileSync(file, `${'x'.repeat(5000)}\n\n`)
    const error = new Error('x')
    error.stack = `Error: x\n    at run (${file}:1:1)\n    at run (${file}:2:1)\n    at run (${file}:999:1)`

    assert.ok(!textOf(error).includes('xxx'))
    assert.equal(framesOf(textOf(error)).length, 3)
  })

  it('are shown for this file', () => {
    const text = textOf(new Error('x')) // shown

    assert.ok(text.includes(`File "${fileURLToPath(import.meta.url)}", line ${here('shown').split(':')[1]}`))
    assert.ok(text.includes("    const text = textOf(new Error('x')) // shown\n"))
  })
})
