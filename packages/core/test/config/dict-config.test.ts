/** What CPython cannot show: JavaScript's classes and objects, limits, prototypes. The rest is in conformance/scenarios. */
import { afterEach, describe, expect, it } from 'vitest'
import config, { DictConfigurator, dictConfig, fileConfig, register } from '../../src/config.js'
import type { QueueHandler, QueueListener } from '../../src/handlers.js'
import logging, { Filter, Formatter, Handler, type LogRecord, StreamHandler } from '../../src/index.js'
import { Queue, SimpleQueue } from '../../src/queue.js'

const written: string[] = []

class Lines extends Handler {
  static params = ['prefix', 'suffix']
  readonly prefix: string
  readonly suffix: string

  constructor(prefix = '', suffix = '') {
    super()
    this.prefix = prefix
    this.suffix = suffix
  }

  override emit(record: LogRecord): void {
    written.push(this.prefix + this.format(record) + this.suffix)
  }
}

afterEach(() => {
  written.length = 0
  config.dictConfigClass = DictConfigurator
  dictConfig({ version: 1, root: { level: 'WARNING' } })
  logging.root.filters = []
})

describe('a class of the program’s own', () => {
  it('gets its values by position where `params` says their names', () => {
    dictConfig({ version: 1, handlers: { l: { class: Lines, suffix: '!', prefix: '> ' } }, root: { handlers: ['l'] } })

    logging.root.error('hello')

    expect(written).toEqual(['> hello!'])
  })

  it('refuses a name that is not among them, in Python’s words', () => {
    const configure = () => dictConfig({ version: 1, handlers: { l: { class: Lines, prefixes: '> ' } } })

    const cause = thrownBy(configure).cause as Error
    expect(cause.message).toBe("Lines.__init__() got an unexpected keyword argument 'prefixes'. Did you mean 'prefix'?")
  })

  it('refuses what is more than it takes, whether a configuration gives keywords or not', () => {
    class Short extends Formatter {
      static params = ['fmt']
    }
    register('myapp.Short', Short)
    const causeOf = (options: object) =>
      thrownBy(() => dictConfig({ version: 1, formatters: { f: { class: 'myapp.Short', ...options } } })).cause
    const ini = '[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=f\n[logger_root]\nhandlers=\n'

    const text = 'Short.__init__() takes from 1 to 2 positional arguments but 4 were given'
    expect(causeOf({ format: '%(message)s' })).toEqual(new TypeError(text))
    expect(causeOf({ defaults: { a: 1 } })).toEqual(new TypeError(text))
    expect(causeOf({ validate: false })).toEqual(new TypeError(text.replace('4 were', '5 were')))
    expect(thrownBy(() => fileConfig({ read: () => `${ini}[formatter_f]\nclass=myapp.Short\n` })).message).toContain(
      text,
    )
  })

  it('without `params` gets one object', () => {
    class Own extends Handler {
      readonly given: unknown
      constructor(given: unknown) {
        super()
        this.given = given
      }
    }
    dictConfig({ version: 1, handlers: { o: { class: Own, level: 'INFO', a: 1, b: [2] } }, root: { handlers: ['o'] } })

    expect((logging.root.handlers[0] as Own).given).toEqual({ a: 1, b: [2] })
    expect(logging.root.handlers[0]?.level).toBe(20)
  })

  it('is found by the name it was registered under, in every place of a configuration', () => {
    class Loud extends Formatter {
      override format(record: LogRecord): string {
        return super.format(record).toUpperCase()
      }
    }
    register('app.Loud', Loud)
    register('app.Lines', Lines)
    register('app.only', ({ name }: { name: string }) => new Filter(name))

    dictConfig({
      version: 1,
      formatters: { loud: { class: 'app.Loud', format: '%(name)s %(message)s' } },
      filters: { only: { '()': 'app.only', name: 'a' } },
      handlers: { l: { class: 'app.Lines', formatter: 'loud', filters: ['only'] } },
      root: { handlers: ['l'] },
    })
    logging.getLogger('a').error('in')
    logging.getLogger('b').error('out')

    expect(written).toEqual(['A IN'])
  })
})

describe('names that nobody knows', () => {
  it('are listed all at once, each with its place, below Python’s words', () => {
    const configure = () =>
      dictConfig({
        version: 1,
        formatters: { json: { '()': 'pythonjsonlogger.JsonFormatter' } },
        handlers: { a: { class: 'lib.A' }, b: { class: 'logging.StreamHandler', stream: 'ext://lib.stream' } },
      })

    const { message, stack, cause } = thrownBy(configure)
    expect(message.split('\n')[0]).toBe("Unable to configure formatter 'json'")
    expect(message).toContain('formatters.json.(): "pythonjsonlogger.JsonFormatter"')
    expect(message).toContain('handlers.a.class: "lib.A"')
    expect(message).toContain('handlers.b.stream: "ext://lib.stream"'.replace('ext://', ''))
    expect(message).toContain('register("pythonjsonlogger.JsonFormatter", JsonFormatter)')
    expect(stack).toContain('handlers.a.class')
    expect((cause as Error).message).toBe(
      "Cannot resolve 'pythonjsonlogger.JsonFormatter': No module named 'pythonjsonlogger'",
    )
  })

  it('are not listed for an error that has nothing to do with them', () => {
    // @ts-expect-error the compiler sees it as well
    const configure = () => dictConfig({ version: 1, root: { level: 'LOUD' }, x: { '()': 'nope.x' } })

    expect(thrownBy(configure).message).toBe('Unable to configure root logger')
  })
})

describe('a configuration', () => {
  it('may be a Map, or hold Maps', () => {
    const handler = new Map<string, unknown>([['class', Lines]])

    dictConfig(
      new Map<string, unknown>([
        ['version', 1],
        ['handlers', { l: handler }],
        ['root', { handlers: ['l'] }],
      ]),
    )
    logging.root.error('hello')

    expect(written).toEqual(['hello'])
    expect([...handler.keys()]).toEqual(['class'])
  })

  it('stays as it was', () => {
    const given = {
      version: 1,
      disable_existing_loggers: false,
      formatters: { f: { format: '%(message)s' } },
      handlers: { l: { class: 'logging.StreamHandler', stream: 'ext://sys.stdout', formatter: 'f', level: 'INFO' } },
      root: { handlers: ['l'] },
    }
    const before = structuredClone(given)

    dictConfig(given)

    expect(given).toEqual(before)
  })

  it('treats undefined as absent', () => {
    dictConfig({ version: 1, formatters: undefined, root: { level: undefined, handlers: undefined } })

    expect(logging.root.level).toBe(30)
  })

  it('hands nested values on as ordinary objects, with references looked up when they are read', () => {
    let given: {
      readonly inner: { readonly stream: unknown; readonly list: unknown[]; readonly bad: unknown }
    } | null = null
    const factory = (keywords: never) => {
      given = keywords
      return new Lines()
    }

    dictConfig({
      version: 1,
      level: 'DEBUG',
      handlers: {
        l: { '()': factory, inner: { stream: 'ext://sys.stdout', list: ['cfg://level', 5], bad: 'ext://nope.x' } },
      },
    })

    expect(Object.getPrototypeOf(given)).toBe(Object.prototype)
    const { inner } = given as unknown as { inner: { stream: unknown; list: unknown[]; bad: unknown } }
    expect(inner.stream).toBe(process.stdout)
    expect(inner.list).toEqual(['DEBUG', 5])
    expect(() => inner.bad).toThrow("Cannot resolve 'nope.x'")
  })
})

describe('nothing of a configuration reaches a prototype', () => {
  it.each([
    ['a keyword', '{"version":1,"handlers":{"h":{"class":"logging.StreamHandler","__proto__":{"x":1}}}}'],
    ['a nested value', '{"version":1,"handlers":{"h":{"()":"test.any","o":{"__proto__":{"polluted":1}}}}}'],
    ['an attribute', '{"version":1,"handlers":{"h":{"class":"logging.NullHandler",".":{"__proto__":{"polluted":1}}}}}'],
    ['a constructor', '{"version":1,"handlers":{"h":{"class":"logging.NullHandler",".":{"constructor":1}}}}'],
    ['defaults', '{"version":1,"formatters":{"f":{"defaults":{"__proto__":{"polluted":1}}}}}'],
  ])('as %s: it is refused', (_where, json) => {
    register('test.any', () => new Lines())

    expect((thrownBy(() => dictConfig(JSON.parse(json))).cause as Error).message).toContain('leads to a prototype')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('as a name: loggers, formatters and handlers may be called anything', () => {
    const json = `{"version":1,"formatters":{"__proto__":{"format":"%(name)s"}},
      "handlers":{"constructor":{"class":"test.Lines","formatter":"__proto__"}},
      "loggers":{"__proto__":{"handlers":["constructor"]}}}`
    register('test.Lines', Lines)

    dictConfig(JSON.parse(json))
    logging.getLogger('__proto__').error('x')

    expect(written).toEqual(['__proto__'])
  })

  it.each(['cfg://handlers.__proto__', 'cfg://constructor', 'cfg://my.constructor.prototype', 'cfg://my[__proto__]'])(
    'by %s',
    (level) => {
      expect(
        (thrownBy(() => dictConfig({ version: 1, my: {}, handlers: {}, root: { level } })).cause as Error).name,
      ).toBe('KeyError')
    },
  )
})

describe('a configuration too large for one changes nothing', () => {
  it.each([
    ['nested too deep', () => nested(200), 'nested deeper than 100 levels'],
    ['that contains itself', ring, 'nested deeper than 100 levels'],
    ['with too many values', () => ({ version: 1, x: Array(100_001).fill(1) }), 'more than 100000 values'],
    ['of lists that hold the next one ten times', laughs, 'more than 100000 values'],
  ])('%s', (_how, make, text) => {
    const handler = new StreamHandler({ stream: { write: () => undefined } })
    handler.name = 'before'
    logging.root.addHandler(handler)

    expect(() => dictConfig(make())).toThrow(text)
    expect(logging.root.handlers).toContain(handler)
    expect(handler._closed).toBe(false)
  })

  it('and references in a ring are an error', () => {
    const { cause } = thrownBy(() => dictConfig({ version: 1, a: 'cfg://b', b: 'cfg://a', root: { level: 'cfg://a' } }))

    expect((cause as Error).name).toBe('RecursionError')
  })
})

describe('dictConfigClass', () => {
  it('is the class that dictConfig uses', () => {
    const seen: unknown[] = []
    config.dictConfigClass = class extends DictConfigurator {
      override configure_handler(options: unknown): Handler {
        seen.push(String(options))
        return super.configure_handler(options)
      }
    }

    dictConfig({ version: 1, handlers: { n: { class: 'logging.NullHandler' } } })

    expect(seen).toEqual(["{'class': 'logging.NullHandler'}"])
  })

  it('may know prefixes of its own', () => {
    config.dictConfigClass = class extends DictConfigurator {
      override value_converters = { ext: 'ext_convert', cfg: 'cfg_convert', env: 'env_convert' }
      env_convert(name: string): unknown {
        return `${name} of the environment`
      }
    }

    dictConfig({ version: 1, handlers: { l: { class: Lines, prefix: 'env://HOME' } }, root: { handlers: ['l'] } })

    expect((logging.root.handlers[0] as Lines).prefix).toBe('HOME of the environment')
  })
})

describe('a QueueHandler', () => {
  it('gets a queue, and a listener with the handlers it names, wherever they stand', () => {
    const made: unknown[] = []
    class QueueListener {
      constructor(...args: unknown[]) {
        made.push(args)
      }
    }
    class QueueHandler extends Handler {
      static params = ['queue']
      listener: unknown = null
      readonly queue: unknown
      constructor(queue: unknown) {
        super()
        this.queue = queue
      }
    }
    const queue = new (class {
      put_nowait() {}
      get() {}
    })()

    dictConfig({
      version: 1,
      handlers: {
        a: { class: QueueHandler, queue, listener: QueueListener, handlers: ['b'], respect_handler_level: true },
        b: { class: Lines },
      },
      root: { handlers: ['a', 'b'] },
    })

    const [first, second] = logging.root.handlers as [QueueHandler, Lines]
    expect(made).toEqual([[queue, second, { respect_handler_level: true }]])
    expect(first.queue).toBe(queue)
    expect(first.listener).toBeInstanceOf(QueueListener)
  })

  it.each([
    ['no queue', {}, Queue, 0],
    ['a queue by name', { queue: 'queue.SimpleQueue' }, SimpleQueue, undefined],
    ['a queue that is made', { queue: { '()': 'queue.Queue', maxsize: 10 } }, Queue, 10],
  ])('of the package with %s has a listener to be started', (_, options, kind, maxsize) => {
    dictConfig({
      version: 1,
      formatters: { f: { format: 'later: %(message)s' } },
      handlers: {
        q: {
          class: 'logging.handlers.QueueHandler',
          ...options,
          handlers: ['lines', 'strict'],
          respect_handler_level: true,
        },
        lines: { class: Lines, formatter: 'f' },
        strict: { class: Lines, formatter: 'f', level: 'ERROR' },
      },
      root: { handlers: ['q'] },
    })
    const [handler] = logging.root.handlers as [QueueHandler]
    const { listener, queue } = handler as unknown as { listener: QueueListener; queue: Queue }

    listener.start()
    logging.root.warning('a %d', 1)
    listener.stop()

    expect(written).toEqual(['later: a 1'])
    expect(queue).toBeInstanceOf(kind)
    expect(queue.maxsize).toBe(maxsize)
  })

  it.each([
    ['queue', 5, 'Invalid queue specifier 5'],
    ['queue', { put_nowait: 1 }, "Invalid queue specifier {'put_nowait': 1}"],
    ['listener', 5, 'Invalid listener specifier 5'],
    ['listener', Lines, "Invalid listener specifier <class 'Lines'>"],
    ['handlers', ['nope'], "Unable to set required handler 'nope'"],
  ])('with a %s that is none is an error', (name, value, text) => {
    class QueueHandler extends Handler {}

    const { cause } = thrownBy(() =>
      dictConfig({ version: 1, handlers: { q: { class: QueueHandler, [name]: value } } }),
    )
    expect((cause as Error).message).toBe(text)
  })
})

function nested(levels: number): Record<string, unknown> {
  let value: Record<string, unknown> = {}
  for (let level = 0; level < levels; level += 1) value = { value }
  return { version: 1, value }
}

function ring(): Record<string, unknown> {
  const value: Record<string, unknown> = { version: 1 }
  value['self'] = value
  return value
}

function laughs(): Record<string, unknown> {
  let value: unknown = 'ha'
  for (let level = 0; level < 20; level += 1) value = Array(10).fill(value)
  return { version: 1, value }
}

function thrownBy(run: () => void): Error {
  try {
    run()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}
