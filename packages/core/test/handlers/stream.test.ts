/** Writing to streams. What arrives in real pipes: test/process/program.test.mjs. */
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { _StderrHandler } from '../../src/handlers/stream.js'
import { makeLogRecord, NullHandler, StreamHandler, shutdown, sys } from '../../src/index.js'
import { captureStderr, isolateEachTest, Sink } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

const record = makeLogRecord({ msg: 'a', levelno: 40 })

describe('StreamHandler', () => {
  it('keeps the stderr of the moment it was made', () => {
    const first = captureStderr()
    const handler = new StreamHandler()
    captureStderr()

    handler.handle(record)

    expect(first.text).toBe('a\n')
    expect(new StreamHandler(null).stream).toBe(sys.stderr)
  })

  it('writes a record and its terminator at once, then flushes', () => {
    const calls: string[] = []
    const stream = { write: (text: string) => calls.push(text), flush: () => calls.push('flush') }
    const handler = new StreamHandler(stream)

    handler.handle(record)
    handler.terminator = ' END\n'
    handler.handle(record)

    expect(calls).toEqual(['a\n', 'flush', 'a END\n', 'flush'])
  })

  it('takes its stream by position or by name, and no other name', () => {
    const sink = new Sink()

    expect(new StreamHandler({ stream: sink }).stream).toBe(sink)
    expect(new StreamHandler({ stream: null }).stream).toBe(sys.stderr)
    // A hand-made stream is no keywords.
    const bare = { write: () => undefined }
    expect(new StreamHandler(bare).stream).toBe(bare)
    expect(() => new StreamHandler({ foo: 1 } as never)).toThrow(
      new TypeError("StreamHandler.__init__() got an unexpected keyword argument 'foo'"),
    )
  })

  it.each(['write', 'flush'])('gives an error of %s to handleError', (name) => {
    const stderr = captureStderr()
    const broken = { write: () => undefined, flush: () => undefined }
    const handler = new StreamHandler(
      Object.assign(broken, {
        [name]: () => {
          throw new Error('broken stream')
        },
      }),
    )

    handler.handle(record)

    expect(stderr.text).toContain('Error: broken stream\n')
    expect(stderr.text).toContain("Message: 'a'\n")
  })

  it('takes a stream of node:fs, whose flush is no method, and any other stream like that', async () => {
    const stderr = captureStderr()
    const path = join(tempDir(), 'app.log')
    const stream = createWriteStream(path)
    const handler = new StreamHandler(stream)

    handler.handle(record)
    handler.setStream({ write: () => undefined, flush: 7 } as never)
    handler.handle(record)
    shutdown([new WeakRef(handler)])
    await new Promise((resolve) => stream.end(resolve))

    expect(readFileSync(path, 'utf8')).toBe('a\n')
    expect(stderr.text).toBe('')
  })

  it.each(['end', 'destroy'] as const)(
    'gives to handleError that a stream of Node was closed by %s',
    async (method) => {
      const stderr = captureStderr()
      const stream = new PassThrough()
      stream[method]()

      new StreamHandler(stream).handle(record)
      await new Promise(setImmediate)

      expect(stderr.text).toContain('ValueError: I/O operation on closed file.\n')
    },
  )

  it('gives to handleError what a stream of Node fails at later', async () => {
    const stderr = captureStderr()
    const stream = new Writable({ write: (_chunk, _encoding, done) => void setImmediate(done, new Error('disk full')) })

    new StreamHandler(stream).handle(record)
    await new Promise((resolve) => stream.once('close', resolve))

    expect(stderr.text).toContain('Error: disk full\n')
    expect(stderr.text).toContain("Message: 'a'\n")
  })

  it('without a stream fails as in Python', () => {
    const stderr = captureStderr()
    const handler = new StreamHandler(new Sink())
    handler.stream = null

    handler.handle(record)
    handler.flush()

    // CPython 3.13.0
    expect(stderr.text).toContain("AttributeError: 'NoneType' object has no attribute 'write'\n")
  })

  it('changes its stream, and says which it had when it is another one', () => {
    const calls: string[] = []
    const first = { write: () => undefined, flush: () => calls.push('flush') }
    const second = new Sink()
    const handler = new StreamHandler(first)

    expect(handler.setStream(first)).toBe(null)
    expect(calls).toEqual([])
    expect(handler.setStream(second)).toBe(first)
    expect(calls).toEqual(['flush'])
    expect(handler.setStream(second)).toBe(null)
  })

  it('leaves its stream open when it is closed', () => {
    const calls: string[] = []
    const stream = { write: () => undefined, close: () => calls.push('close'), end: () => calls.push('end') }

    new StreamHandler(stream).close()

    expect(calls).toEqual([])
  })

  it('shows the name of its stream', () => {
    const named = (name: unknown) => String(new StreamHandler({ write: () => undefined, name }))

    expect(String(new StreamHandler(new Sink()))).toBe('<StreamHandler (NOTSET)>')
    expect(named('x')).toBe('<StreamHandler x (NOTSET)>')
    expect(named(7)).toBe('<StreamHandler 7 (NOTSET)>')
    expect(String(new StreamHandler(process.stdout))).toBe('<StreamHandler <stdout> (NOTSET)>')
    expect(String(new StreamHandler(process.stderr))).toBe('<StreamHandler <stderr> (NOTSET)>')
  })
})

it('NullHandler returns nothing when it is asked to handle a record', () => {
  expect(new NullHandler().handle(record)).toBe(undefined)
})

describe('a standard stream that was patched', () => {
  it('is written through its patch, as test runners and shells want', () => {
    const texts: string[] = []
    const { write } = process.stderr
    process.stderr.write = ((text: string) => texts.push(text)) as never
    try {
      new StreamHandler(process.stderr).handle(record)
    } finally {
      process.stderr.write = write
    }

    expect(texts).toEqual(['a\n'])
  })
})

describe('_StderrHandler', () => {
  it('writes to the stderr of the moment, with its level by position', () => {
    const handler = new _StderrHandler('ERROR')
    const stderr = captureStderr()

    handler.handle(record)

    expect(handler.level).toBe(40)
    expect(stderr.text).toBe('a\n')
    expect(handler.stream).toBe(stderr)
  })

  it('is a StreamHandler whose stream cannot be set', () => {
    const handler = new _StderrHandler()

    expect(handler).toBeInstanceOf(StreamHandler)
    expect(() => handler.setStream(new Sink())).toThrow(TypeError)
    expect(String(handler)).toBe('<_StderrHandler <stderr> (NOTSET)>')
  })
})
