/** What CPython cannot show: JavaScript's sources, refusals, limits. The rest is in conformance/scenarios. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { ConfigParser, dictConfig, fileConfig, RawConfigParser, register } from '../../src/config.js'
import logging, { Formatter, Handler } from '../../src/index.js'
import { tempDir } from '../support/temp-dir.js'

class Given extends Handler {
  readonly given: unknown[]
  constructor(...given: unknown[]) {
    super()
    this.given = given
  }
}

register('test.Given', Given)
afterEach(() => dictConfig({ version: 1, root: { level: 'WARNING' } }))

const PLAIN = '[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nlevel=ERROR\nhandlers=\n'

function withHandler(section: string): string {
  return `${PLAIN.replace('[handlers]\nkeys=', '[handlers]\nkeys=h').replace('handlers=\n', 'handlers=h\n')}[handler_h]\n${section}`
}

function givenTo(args: string, defaults: Record<string, unknown> = {}): unknown[] {
  fileConfig({ read: () => withHandler(`class=test.Given\n${args}`) }, { defaults })
  return (logging.root.handlers[0] as Given).given
}

describe('fileConfig reads', () => {
  it.each([
    ['a path', (path: string) => path],
    ['a URL', (path: string) => pathToFileURL(path)],
    ['what can be read', () => ({ read: () => PLAIN })],
    ['lines', () => PLAIN.split(/(?<=\n)/)],
    ['a parser that has read', (path: string) => parserOf(path)],
  ])('%s', (_what, source) => {
    const path = join(tempDir(), 'log.ini')
    writeFileSync(path, PLAIN)

    fileConfig(source(path))

    expect(logging.root.level).toBe(40)
  })

  it('any line ending, and the encoding it is told', () => {
    const path = join(tempDir(), 'log.ini')
    writeFileSync(path, Buffer.from(`# é\r\n${PLAIN.replaceAll('\n', '\r')}`, 'latin1'))

    expect(() => fileConfig(path)).toThrow("'utf-8' codec can't decode")
    fileConfig(path, { encoding: 'latin-1' })

    expect(logging.root.level).toBe(40)
  })

  it('says what to do with a byte order mark', () => {
    const path = join(tempDir(), 'log.ini')
    writeFileSync(path, `\ufeff${PLAIN}`)

    expect(() => fileConfig(path)).toThrow(
      `${path} is invalid: File contains no section headers.\nfile: '${path}', line: 1\n'\\ufeff[loggers]\\n'\n  The file begins with a byte order mark: pass encoding 'utf-8-sig'`,
    )
  })

  it.each([
    ['utf-8-sig', Buffer.from(`\ufeff${PLAIN}`)],
    ['utf-16', Buffer.from(`\ufeff${PLAIN}`, 'utf16le')],
    ['utf-16-le', Buffer.from(PLAIN, 'utf16le')],
    ['cp1251', Buffer.concat([Buffer.from([0x23, 0xe6, 0x0a]), Buffer.from(PLAIN)])],
    ['ascii', Buffer.from(PLAIN)],
    ['shift_jis', Buffer.from(PLAIN)],
    ['koi8-r', Buffer.from(PLAIN)],
    ['iso8859-15', Buffer.from(PLAIN)],
  ])('a file in %s', (encoding, bytes) => {
    const path = join(tempDir(), 'log.ini')
    writeFileSync(path, bytes)

    fileConfig(path, { encoding })

    expect(logging.root.level).toBe(40)
  })

  it('no folder: the sections are missing', () => {
    const path = join(tempDir(), 'folder')
    mkdirSync(path)

    expect(() => fileConfig(path)).toThrow("'formatters'")
  })

  it('a file of another encoding than any not at all', () => {
    const path = join(tempDir(), 'log.ini')
    writeFileSync(path, PLAIN)

    expect(() => fileConfig(path, { encoding: 'klingon' })).toThrow('unknown encoding: klingon')
  })
})

describe('the second argument of fileConfig', () => {
  const source = { read: () => PLAIN.replace('ERROR', '%(lvl)s') }

  it('is the defaults, as Python programs give them', () => {
    fileConfig(source, { lvl: 'INFO', here: '/etc' })

    expect(logging.root.level).toBe(20)
  })

  it('or the keywords', () => {
    fileConfig(source, { defaults: { lvl: 'INFO' }, disable_existing_loggers: false })

    expect(logging.root.level).toBe(20)
  })

  it('or the defaults, with keywords behind them', () => {
    const early = logging.getLogger('made.before')

    fileConfig(source, { lvl: 'INFO' }, { disable_existing_loggers: false })

    expect(logging.root.level).toBe(20)
    expect(early.disabled).toBe(false)
    fileConfig(source, { lvl: 'INFO' }, true, { encoding: 'utf-8' })
    expect(early.disabled).toBe(true)
    expect(() => fileConfig(source, { lvl: 'INFO' }, { disable_existing: false } as never)).toThrow(
      "unexpected keyword argument 'disable_existing'. Did you mean 'disable_existing_loggers'?",
    )
  })

  it('or neither, when a keyword is nearly right', () => {
    expect(() => fileConfig(source, { disable_existing_logger: false } as never)).toThrow(
      "unexpected keyword argument 'disable_existing_logger'",
    )
  })
})

describe('an error of fileConfig has Python’s words, then what is missing and where', () => {
  const file = (sections: Record<string, string | null>) => {
    const all = {
      loggers: 'keys=root',
      handlers: 'keys=h',
      formatters: 'keys=f',
      logger_root: 'handlers=h',
      handler_h: 'class=StreamHandler',
      formatter_f: 'format=%(message)s',
      ...sections,
    }
    const given = Object.entries(all).filter(([, options]) => options !== null)
    return { read: () => given.map(([name, options]) => `[${name}]\n${options}\n`).join('') }
  }
  it.each([
    [{ loggers: null }, "'loggers'\n  There is no section [loggers]."],
    [{ loggers: 'keys=a' }, 'list.remove(x): x not in list\n  [loggers] keys must name root.'],
    [{ handler_h: null }, "'handler_h'\n  There is no section [handler_h]."],
    [{ handler_h: 'level=INFO' }, "'class'\n  The option class is missing in [handler_h]."],
    [{ logger_root: 'handlers=z' }, "'z'\n  No handler has this name: [handlers] keys has h.\n  In [logger_root]."],
    [
      { handler_h: 'class=StreamHandler\nformatter=z' },
      "'z'\n  No formatter has this name: [formatters] keys has f.\n  In [handler_h].",
    ],
    [{ handler_h: 'class=StreamHandler\nargs=(1' }, "'(' was never closed (<string>, line 1)\n  In [handler_h]."],
    [{ handler_h: 'class=StreamHandler\nlevel=info' }, /^Unknown level: 'info'\n {2}Use .*\n {2}In \[handler_h\]\.$/],
    [
      { handler_h: 'class=FileHandler\nargs=("100%",)' },
      /\n {2}Write %% for a percent sign\.\n {2}In \[handler_h\]\.$/,
    ],
    [{ handler_h: 'class=FileHandler\nargs=("%(dir)s",)' }, /\n {2}Give it by .*fileConfig's defaults: \{ dir: … \}/],
  ])('%j', (sections, message) => {
    let thrown: unknown
    try {
      fileConfig(file(sections))
    } catch (error) {
      thrown = error
    }
    const said = expect((thrown as Error).message)
    if (typeof message === 'string') said.toBe(message)
    else said.toMatch(message)
    expect((thrown as Error).stack).toContain((thrown as Error).message)
  })
})

describe('a handler of the program’s own', () => {
  it('gets Python’s values as JavaScript has them', () => {
    expect(givenTo("args=('a', 10*1024, 1.0, None, True, ('b', 2), [1], {'k': ('v',)})")).toEqual([
      ...['a', 10240, 1, null, true],
      ...[['b', 2], [1], { k: ['v'] }],
    ])
  })

  it('gets keywords as one object behind the others, and none without', () => {
    expect(givenTo("args=(1,)\nkwargs={'a': 2}")).toEqual([1, { a: 2 }])
    expect(givenTo('args=(1,)')).toEqual([1])
  })

  it('gets whole numbers as large as they are', () => {
    expect(givenTo('args=(2**53, 2**53-1)')).toEqual([2n ** 53n, 2 ** 53 - 1])
  })
})

describe('what a file may not do', () => {
  it.each([
    ["('%(x)s'.upper(),)", 'an attribute of a value'],
    ['(open("x"),)', 'the call of open'],
    ['(os.environ["HOME"],)', 'os.environ[...]'],
    ['(__import__("os").system("x"),)', 'the call of __import__'],
    ['([x for x in (1,)],)', "'for'"],
    ['(lambda: 1,)', "'lambda'"],
    ['(1 if 1 else 2,)', "'if'"],
    ['(1 < 2,)', 'a comparison'],
    ['("a" * 1000000000,)', 'the operator *'],
    ['(*[1],)', 'unpacking'],
  ])('args=%s is refused with a reason', (args, reason) => {
    expect(() => givenTo(`args=${args.replaceAll('%', '%%')}`)).toThrow(`${reason}`)
  })

  it.each([
    ['nested brackets', `args=${'('.repeat(5000)}${')'.repeat(5000)}`, 'nested deeper'],
    ['powers', 'args=(9**9**9**9,)', 'not supported here'],
    ['shifts', 'args=(1<<99999999,)', 'not supported here'],
    ['length', `args=(${'1,'.repeat(60_000)})`, 'more than 100000 characters'],
  ])('bounded: %s', (_what, args, text) => {
    expect(() => givenTo(args)).toThrow(text)
  })

  it('bounded: a hundred thousand signs are counted, not nested', () => {
    expect(givenTo(`args=(${'-'.repeat(90_000)}1,)`)).toEqual([1])
  })

  it('bounded: references that multiply', () => {
    const lines = Array.from({ length: 9 }, (_, at) => `x${at}=${`%(x${at + 1})s`.repeat(60)}`)

    expect(() => givenTo(`${lines.join('\n')}\nx9=\nargs=%(x0)s`)).toThrow('too long')
  })

  it('reach a prototype', () => {
    expect(() => givenTo("kwargs={'__proto__': 1}")).toThrow('leads to a prototype')
    expect(() => givenTo("args=({'constructor': 1},)")).toThrow('leads to a prototype')
  })
})

describe('names that nobody knows', () => {
  it('are listed all at once, below Python’s words', () => {
    const text = `${withHandler('class=lib.Handler')}\n[handler_other]\nclass=lib.Other\n[handler_ok]\nclass=StreamHandler\n`

    const configure = () => fileConfig({ read: () => text })

    expect(configure).toThrow(/^No module named 'lib'\n/)
    expect(configure).toThrow('[handler_h] class: "lib.Handler"')
    expect(configure).toThrow('[handler_other] class: "lib.Other"')
    expect(configure).not.toThrow('handler_ok')
  })
})

describe('a formatter', () => {
  it('has defaults with Python’s floats and tuples', () => {
    const text = `${PLAIN.replace('[formatters]\nkeys=', '[formatters]\nkeys=f')}[formatter_f]\nclass=test.Kept\nformat=%(message)s\ndefaults={'a': 1.0, 'b': (1,)}`
    let kept: unknown[] = []
    register(
      'test.Kept',
      class extends Formatter {
        constructor(...args: unknown[]) {
          super()
          kept = args
        }
      },
    )

    fileConfig({ read: () => text })

    expect(kept.slice(0, 3)).toEqual(['%(message)s', null, '%'])
    expect(kept[3]).toEqual({ defaults: { a: logging.float(1), b: logging.tuple(1) } })
  })
})

describe('a parser', () => {
  it('read_file takes what fileConfig takes, and names it in errors', () => {
    const parser = new ConfigParser()
    parser.read_file({ read: () => '[a]\r\nb = 1\r\n' })
    parser.read_file(['[c]\n', 'd = 2\n'])

    expect([parser.get('a', 'b'), parser.get('c', 'd')]).toEqual(['1', '2'])
    const named = { read: () => 'x\n', name: 'app.ini' }
    expect(() => parser.read_file(named)).toThrow("file: 'app.ini', line: 1")
    expect(() => parser.read_file(named, 'other.ini')).toThrow("file: 'other.ini', line: 1")
    expect(() => parser.read_file(['x\n'])).toThrow("file: '<???>', line: 1")
  })

  it('RawConfigParser leaves references as they are', () => {
    const parser = new RawConfigParser({ a: '1' })
    parser.read_string('[s]\nb=%(a)s')

    expect(parser.get('s', 'b')).toBe('%(a)s')
    expect(parser.options('s')).toEqual(['b', 'a'])
  })

  it('reads a line of a million blanks in no time', () => {
    const parser = new ConfigParser()

    parser.read_string(`[s]\na${' '.repeat(1_000_000)}b =${' '.repeat(1_000_000)}c`)

    expect(parser.options('s')[0]?.length).toBe(1_000_002)
  })
})

function parserOf(path: string): ConfigParser {
  const parser = new ConfigParser()
  parser.read_string(PLAIN, path)
  return parser
}
