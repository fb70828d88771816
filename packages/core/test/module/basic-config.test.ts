/** basicConfig. The texts of its errors, and what is done before they are raised, are CPython 3.13.0's. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type BasicConfigOptions,
  basicConfig,
  type FileHandler,
  FileNotFoundError,
  Formatter,
  getLogger,
  Handler,
  root,
  StreamHandler,
  sys,
  ValueError,
} from '../../src/index.js'
import { captureStderr, isolateEachTest, Recorder, Sink } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

describe('basicConfig', () => {
  it('gives root a handler on stderr, BASIC_FORMAT, and leaves its level', () => {
    const stderr = captureStderr()

    basicConfig()
    getLogger('a').warning('seen')
    getLogger('a').info('unseen')

    expect(root.handlers).toHaveLength(1)
    expect((root.handlers[0] as StreamHandler).stream).toBe(sys.stderr)
    expect(root.level).toBe(30)
    expect(stderr.text).toBe('WARNING:a:seen\n')
  })

  it('takes stream, format, datefmt and level', () => {
    const sink = new Sink()

    basicConfig({ stream: sink, format: '%(asctime)s %(message)s', datefmt: 'then', level: 'DEBUG' })
    getLogger('a').debug('a')

    expect(sink.text).toBe('then a\n')
  })

  it('does nothing at all when root has handlers, not even look at what it was given', () => {
    const recorder = new Recorder()
    root.addHandler(recorder)

    basicConfig({ level: 'nonsense', foo: 1, stream: new Sink(), filename: 'a' } as BasicConfigOptions)

    expect(root.handlers).toEqual([recorder])
    expect(root.level).toBe(30)
  })

  it('with force removes and closes what root has, even when it then fails', () => {
    const recorder = new Recorder()
    const stream = new Sink()
    root.addHandler(recorder)

    basicConfig({ force: true, stream })
    expect(recorder._closed).toBe(true)
    const [second] = root.handlers
    expect(() => basicConfig({ force: true, stream, filename: 'a' })).toThrow(ValueError)

    expect(second?._closed).toBe(true)
    expect(root.handlers).toEqual([])
  })

  it('writes to a file, which it appends to unless told otherwise', () => {
    const filename = join(tempDir(), 'app.log')
    writeFileSync(filename, 'before\n')

    basicConfig({ filename, format: '%(message)s' })
    getLogger('a').warning('é')
    expect(readFileSync(filename, 'utf8')).toBe('before\né\n')
    basicConfig({ filename, filemode: 'w', format: '%(message)s', force: true })
    getLogger('a').warning('new')
    expect(readFileSync(filename, 'utf8')).toBe('new\n')

    const [handler] = root.handlers as FileHandler[]
    expect([handler?.mode, handler?.errors, handler?.baseFilename]).toEqual(['w', 'backslashreplace', filename])
    basicConfig({ filename, filemode: 'wb', force: true })
    expect((root.handlers[0] as FileHandler).errors).toBe(null)
    basicConfig({ force: true, handlers: [] })
  })

  it('takes handlers, and gives its formatter to those that have none', () => {
    const [one, two, three] = [new Recorder(), new StreamHandler(new Sink()), new Recorder()]
    const own = new Formatter()
    two.setFormatter(own)

    basicConfig({ handlers: [one, two, three], format: '<%(message)s>' })

    expect(root.handlers).toEqual([one, two, three])
    expect(two.formatter).toBe(own)
    expect(one.formatter).toBe(three.formatter)
    expect(one.formatter).toBeInstanceOf(Formatter)
  })

  it('with an empty list of handlers adds none, but sets the level', () => {
    basicConfig({ handlers: [], level: 'ERROR' })

    expect(root.handlers).toEqual([])
    expect(root.level).toBe(40)
  })

  it("takes '' for the format of Formatter() and null for no filename", () => {
    const sink = new Sink()

    // CPython 3.13.0: a filemode is taken even where no file is opened.
    basicConfig({ filename: null, filemode: 'x', format: '' })
    expect(root.handlers.map((handler) => handler.constructor)).toEqual([StreamHandler])
    ;(root.handlers[0] as StreamHandler).setStream(sink)
    getLogger('a').warning('a')

    expect(sink.text).toBe('a\n')
  })

  const refusals: { options: Record<string, unknown>; text: string }[] = [
    {
      options: { stream: null, filename: null },
      text: "'stream' and 'filename' should not be specified together",
    },
    {
      options: { stream: null, handlers: [] },
      text: "'stream' or 'filename' should not be specified together with 'handlers'",
    },
    {
      options: { filename: 'a', handlers: [] },
      text: "'stream' or 'filename' should not be specified together with 'handlers'",
    },
    {
      options: { stream: null, filename: 'a', handlers: [] },
      text: "'stream' or 'filename' should not be specified together with 'handlers'",
    },
    { options: { style: '!' }, text: 'Style must be one of: %,{,$' },
    { options: { style: '!', format: '%(message)s' }, text: 'Style must be one of: %,{,$' },
    // Python 3.15
    {
      options: { formatter: new Formatter(), format: '' },
      text: "'format' should not be specified together with 'formatter'",
    },
  ]
  it.each(refusals)('refuses $options', ({ options, text }) => {
    expect(() => basicConfig(options as BasicConfigOptions)).toThrow(ValueError)
    expect(() => basicConfig(options as BasicConfigOptions)).toThrow(text)
    expect(root.handlers).toEqual([])
  })

  it('reports unknown options after everything else was done', () => {
    const options = { zeta: 1, level: 'ERROR', alpha: 2 } as BasicConfigOptions

    expect(() => basicConfig(options)).toThrow(new ValueError('Unrecognised argument(s): zeta, alpha'))

    expect(root.level).toBe(40)
    expect(root.handlers).toHaveLength(1)
  })

  it('does not know filemode where handlers were given', () => {
    expect(() => basicConfig({ handlers: [], filemode: 'w' })).toThrow('Unrecognised argument(s): filemode')
    const mixed = { handlers: [], zeta: 1, filemode: 'w' } as BasicConfigOptions
    expect(() => basicConfig(mixed)).toThrow(new ValueError('Unrecognised argument(s): zeta, filemode'))
  })

  it('takes an option that is undefined for one that was not given', () => {
    const sink = new Sink()

    basicConfig({ stream: sink, filename: undefined, handlers: undefined, level: undefined, format: undefined })
    getLogger('a').warning('a')

    expect(sink.text).toBe('WARNING:a:a\n')
  })

  it('takes handlers from anything that can be gone through', () => {
    const handlers = [new StreamHandler(new Sink()), new StreamHandler(new Sink())]

    basicConfig({ handlers: new Set(handlers) })

    expect(root.handlers).toEqual(handlers)
  })

  it('reports a bad level after the handler was added', () => {
    expect(() => basicConfig({ level: 'info' as string })).toThrow("Unknown level: 'info'")

    expect(root.handlers).toHaveLength(1)
    expect(root.level).toBe(30)
  })

  it('hands the error of a file that cannot be opened to the caller, and root has no handler then', () => {
    const filename = join(tempDir(), 'none', 'app.log')

    expect(() => basicConfig({ filename })).toThrow(FileNotFoundError)
    expect(() => basicConfig({ filename })).toThrow(`[Errno 2] No such file or directory: '${filename}'`)

    expect(root.handlers).toEqual([])
    expect(existsSync(filename)).toBe(false)
  })

  it('takes a handler of another copy of the package for what it can do', () => {
    const formatted: unknown[] = []
    const foreign = {
      level: 0,
      formatter: null as unknown,
      setFormatter(formatter: unknown) {
        this.formatter = formatter
      },
      handle: (record: unknown) => formatted.push(record),
      close: () => undefined,
    }

    basicConfig({ handlers: [foreign as unknown as Handler] })
    getLogger('a').warning('a')

    expect(foreign).not.toBeInstanceOf(Handler)
    expect(foreign.formatter).not.toBe(null)
    expect(formatted).toHaveLength(1)
  })
})
