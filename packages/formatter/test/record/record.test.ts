import { afterEach, describe, expect, it } from 'vitest'
import { CallSite } from '../../src/call-site/call-site-cache.js'
import { Formatter } from '../../src/formatter.js'
import { repr } from '../../src/python/python-text.js'
import { LogRecord, makeLogRecord } from '../../src/record/record.js'
import { setContextSwitches } from '../../src/record/record-context.js'
import { setClock } from '../../src/testing.js'

function make(pathname: string, args: LogRecord['args'] = [], msg: unknown = 'm'): LogRecord {
  return new LogRecord('shop', 20, pathname, 7, msg, args, null, 'load', null)
}

afterEach(() => {
  setClock(null)
  setContextSwitches({ logThreads: true, logProcesses: true, logMultiprocessing: true, logAsyncioTasks: true })
})

describe('LogRecord', () => {
  it('has the attributes of Python in the order of Python', () => {
    expect(Object.keys(make('/srv/app.ts').toDict()).join(' ')).toBe(
      'name msg args levelname levelno pathname filename module exc_info exc_text stack_info lineno funcName created ' +
        'msecs relativeCreated thread threadName processName process taskName',
    )
  })

  it('cuts file and module out of the path as Python does', () => {
    const parts = ['/a/b.c.py', '.bashrc', 'a/..x', 'x.', '/', 'a/.b.c', '...'].map((path) => {
      const { filename, module } = make(path)
      return [filename, module]
    })

    expect(parts).toEqual([
      ['b.c.py', 'b.c'],
      ['.bashrc', '.bashrc'],
      ['..x', '..x'],
      ['x.', 'x'],
      ['', ''],
      ['.b.c', '.b'],
      ['...', '...'],
    ])
    expect(make(null as never).module).toBe('Unknown module')
  })

  it('takes one non-empty mapping for the arguments themselves', () => {
    expect(make('a', [{ a: 1 }], '%(a)s').getMessage()).toBe('1')
    expect(make('a', [new Map([['a', 1]])], '%(a)s').getMessage()).toBe('1')
    expect(make('a', [{}], '%s').getMessage()).toBe('{}')
    expect(make('a', [[1, 2]], '%s').getMessage()).toBe('[1, 2]')
  })

  it('takes the same of two mappings, whichever came before', () => {
    const hidden = Object.defineProperty({}, 'a', { value: 1 })
    const texts = [{ b: 1 }, hidden, { a: 1 }, hidden, {}].map((each) => make('a', [each], 'done').args)
    expect(texts).toEqual([{ b: 1 }, hidden, { a: 1 }, hidden, [{}]])
    expect(make('a', {} as never, '100%').getMessage()).toBe('100%')
  })

  it('lists the keys of a mapping once, not for each record', () => {
    let lists = 0
    const mapping = new Proxy(
      { key: 1 },
      {
        ownKeys: (target) => {
          lists += 1
          return Reflect.ownKeys(target)
        },
      },
    )
    for (let i = 0; i < 10; i += 1) expect(make('a', [mapping], '%(key)s').getMessage()).toBe('1')
    expect(lists).toBe(1)
  })

  it('leaves a message without arguments as it is, percent signs and all', () => {
    expect(make('a', [], '100%').getMessage()).toBe('100%')
    expect(make('a', null, { a: null }).getMessage()).toBe("{'a': None}")
  })

  it('counts time on whole nanoseconds as CPython 3.13 does', () => {
    const at = (nanoseconds: bigint) => {
      setClock(() => nanoseconds)
      const { created, msecs } = make('a')
      return [created, msecs]
    }

    expect(at(1_677_903_920_999_998_503n)).toEqual([1677903920.9999986, 999])
    // The division rounds up into the next second, and CPython then says 0 milliseconds.
    expect(at(1_677_903_920_999_999_900n)).toEqual([1677903921, 0])
    expect(at(1_784_116_800_123_456_789n)).toEqual([1784116800.1234567, 123])
  })

  it('counts relativeCreated from the moment the clock was set, in milliseconds', () => {
    let now = 1_000_000_000n
    setClock(() => now)
    now += 2_500_001n

    expect(make('a').relativeCreated).toBe(2.500001)
  })

  it('keeps the order of records made one after the other, within the millisecond of the system clock', () => {
    const before = Date.now()
    const times = Array.from({ length: 1000 }, () => make('a').created)
    const after = Date.now()

    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times[0]).toBeGreaterThanOrEqual(before / 1000 - 0.001)
    expect(times.at(-1)).toBeLessThanOrEqual(after / 1000 + 0.001)
  })

  it('has None for what the switches of Python turn off', () => {
    setContextSwitches({ logThreads: false, logProcesses: false, logMultiprocessing: false })

    const { thread, threadName, process: pid, processName } = make('a')

    expect([thread, threadName, pid, processName]).toEqual([null, null, null, null])
  })

  it('prints itself as in Python, message and all unquoted', () => {
    expect(String(make('/a/b.ts', [{ a: 1 }], '%(a)s'))).toBe('<LogRecord: shop, 20, /a/b.ts, 7, "%(a)s">')
  })

  it('takes the function and the stack by name, as Python does', () => {
    const record = new LogRecord('shop', 20, '/srv/app.ts', 7, 'm', null, null, { func: 'load', sinfo: 'Stack' })

    expect([record.funcName, record.stack_info]).toEqual(['load', 'Stack'])
    expect(new LogRecord('shop', 20, '/srv/app.ts', 7, 'm', null, null, {}).funcName).toBeNull()
  })

  it('can be given another place without changing that of other records', () => {
    const first = make('/a/b.ts')
    const second = make('/a/b.ts')

    first.lineno = 99

    expect([first.lineno, first.pathname, second.lineno]).toEqual([99, '/a/b.ts', 7])
  })
})

describe('makeLogRecord', () => {
  it('takes attributes as they come, checking nothing', () => {
    const record = makeLogRecord({ name: 'a', msg: 'x %s', args: ['y'], levelno: 20, lineno: 5, user: 'anna' })

    expect(record.getMessage()).toBe('x y')
    expect([record.levelname, record.levelno, record.lineno, record['user']]).toEqual(['Level None', 20, 5, 'anna'])
  })

  it('takes hostile names for ordinary attributes', () => {
    const hostile = JSON.parse('{"__proto__": {"admin": true}, "constructor": 1, "toString": 2, "getMessage": 3}')

    const record = makeLogRecord(hostile)

    expect(Object.getPrototypeOf(record)).toBe(LogRecord.prototype)
    expect((record as { admin?: unknown }).admin).toBeUndefined()
    expect(record.toDict()['constructor']).toBe(1)
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })
})

describe('LogRecord.copy', () => {
  it('has the same attributes and is another record', () => {
    const record = new LogRecord('app', 30, '/srv/app.js', 7, 'a %s', ['b'], null, 'run', 'stack')
    record['user'] = 'anna'
    record.module = 'changed'

    const copy = LogRecord.copy(record)

    expect(copy).not.toBe(record)
    expect(copy.toDict()).toEqual(record.toDict())
    expect(Object.keys(copy.toDict())).toEqual(Object.keys(record.toDict()))
  })

  it('changes apart from the first', () => {
    const record = new LogRecord('app', 30, '/srv/app.js', 7, 'a', [], null)
    const copy = LogRecord.copy(record)

    copy.msg = 'b'
    copy.lineno = 8
    record.funcName = 'later'

    expect([record.msg, record.lineno, copy.funcName]).toEqual(['a', 7, null])
  })

  it('is of the same class, whose constructor is not asked again', () => {
    let made = 0
    class Own extends LogRecord {
      constructor(...args: ConstructorParameters<typeof LogRecord>) {
        super(...args)
        made += 1
      }
    }

    const copy = LogRecord.copy(new Own('app', 30, '/srv/app.js', 7, 'a', [], null))

    expect([copy instanceof Own, made, copy.filename]).toEqual([true, 1, 'app.js'])
  })

  it('takes hostile names for ordinary attributes', () => {
    const hostile = JSON.parse('{"__proto__": {"admin": true}, "constructor": 1, "toDict": 2}')

    const copy = LogRecord.copy(makeLogRecord({ ...hostile, name: 'app' }))

    expect(Object.getPrototypeOf(copy)).toBe(LogRecord.prototype)
    expect((copy as { admin?: unknown }).admin).toBeUndefined()
    expect([copy.name, copy['constructor'], copy['toDict']]).toEqual(['app', 1, 2])
  })
})

describe('a record cloned by hand', () => {
  it('has the attributes and the place of the original, and changes on its own', () => {
    const record = new LogRecord('n', 20, '/srv/a.ts', 7, 'x %s', [1], null, 'f')
    const clone: LogRecord = Object.assign(Object.create(Object.getPrototypeOf(record)), record)

    clone.msg = 'y %s'
    clone.lineno = 8

    expect(new Formatter('%(filename)s:%(lineno)d %(funcName)s %(message)s').format(clone)).toBe('a.ts:8 f y 1')
    expect([record.lineno, record.msg, clone.toDict()['pathname']]).toEqual([7, 'x %s', '/srv/a.ts'])
  })

  it('is looked up while its log call runs', () => {
    const site = new CallSite('/srv/b.ts', 3, 'g')
    const record = new LogRecord('n', 20, { resolve: () => site }, 0, 'x', null, null)

    expect(Object.assign(Object.create(LogRecord.prototype), record).funcName).toBe('g')
  })

  it('shows nothing of how it keeps its place', () => {
    const record = new LogRecord('n', 20, '/srv/a.ts', 7, 'x', null, null, 'f')

    expect(Object.getOwnPropertySymbols(record.toDict())).toEqual([])
    expect(Object.keys(record)).not.toContain('call site')
  })
})

describe('the dictionary of a record', () => {
  it('prints as in Python, with tuples', () => {
    const error = new TypeError('e')
    const record = new LogRecord('n', 20, '/srv/a.ts', 7, 'x %s', ['y'], [TypeError, error, null])

    // CPython 3.13.0 prints ('y',) and (<class 'TypeError'>, TypeError('e'), None) there.
    expect(repr(record.toDict())).toContain("'args': ('y',), 'levelname': 'INFO'")
    expect(repr(record.toDict())).toContain("'exc_info': (<class 'TypeError'>, TypeError('e'), None), 'exc_text': None")
    expect(record.toDict()['args']).toEqual(['y'])
    expect(Object.keys(record.toDict())).not.toContain('toString')
  })
})
