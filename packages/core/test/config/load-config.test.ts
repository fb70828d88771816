/** Files of every kind, and what `${NAME}` becomes in them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type LoadOptions, loadConfig, RawConfigParser, readConfig, register } from '../../src/config.js'
import logging, { type FileHandler, type Formatter } from '../../src/index.js'
import { isolateEachTest, Recorder } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

/** Keeps what its constructor was given. */
class Given extends Recorder {
  readonly given: Readonly<Record<string, unknown>>

  constructor(...args: unknown[]) {
    super()
    this.given = { args }
  }
}
register('test.Given', Given)

const JSON_FILE =
  '{"version": 1, "handlers": {"h": {"class": "test.Given"}}, "root": {"level": "INFO", "handlers": ["h"]}}'
const YAML_FILE = 'version: 1\nhandlers:\n  h: {class: test.Given}\nroot:\n  level: INFO\n  handlers: [h]\n'
const INI_FILE = `[loggers]
keys = root
[handlers]
keys = h
[formatters]
keys =
[logger_root]
level = INFO
handlers = h
[handler_h]
class = test.Given
args = ()
`

describe('loadConfig reads a file by the end of its name', () => {
  for (const [name, text, format] of [
    ['a.json', JSON_FILE, 'json'],
    ['a.yaml', YAML_FILE, 'yaml'],
    ['a.YML', YAML_FILE, 'yaml'],
    ['a.yaml', JSON_FILE, 'yaml'],
    ['a.ini', INI_FILE, 'ini'],
    ['a.conf', INI_FILE, 'ini'],
    ['a.cfg', INI_FILE, 'ini'],
  ] as const) {
    it(`${name} as ${format}`, () => {
      const loaded = loadConfig(fileOf(text, name))

      expect(loaded.format).toBe(format)
      expect(logging.root.level).toBe(20)
      expect(logging.root.handlers).toEqual([expect.any(Given)])
    })
  }

  it('and by what it begins with where the name says nothing, comments left aside', () => {
    expect(readConfig(fileOf(`\n${JSON_FILE}`, 'logging')).format).toBe('json')
    expect(readConfig(fileOf(`# [not]\n; nor this\n${INI_FILE}`, 'logging.txt')).format).toBe('ini')
    expect(readConfig(fileOf(`# a comment\n${YAML_FILE}`, 'logging.txt')).format).toBe('yaml')
  })

  it('with a byte order mark and with any line ending', () => {
    const file = `\ufeff${INI_FILE.replaceAll('\n', '\r\n')}`

    expect(loadConfig(fileOf(file, 'a.ini')).config).toBeInstanceOf(RawConfigParser)
  })

  it('in another encoding, if told which', () => {
    const file = join(tempDir(), 'a.json')
    writeFileSync(file, Buffer.from('{"version": 1, "x": "é"}', 'latin1'))

    expect(readConfig(file, { encoding: 'latin-1' }).config).toEqual({ version: 1, x: 'é' })
    expect(() => readConfig(file)).toThrow("'utf-8' codec can't decode the file")
  })

  it('and readConfig changes nothing', () => {
    const read = readConfig(fileOf(YAML_FILE, 'a.yaml'))

    expect(logging.root.handlers).toEqual([])
    read.apply()
    expect(logging.root.handlers).toHaveLength(1)
  })
})

describe('what is no configuration is refused before anything is touched', () => {
  const WRONG = [
    ['a.json', '{"version": 1,', /^.*a\.json is invalid: /],
    ['a.yaml', 'a: "x\n', /^.*a\.yaml is invalid: .* at line 2, column 1/],
    ['a.yaml', 'a: !!python/name:os.system x', /is invalid: could not determine a constructor for the tag/],
    ['a.ini', 'not\n', /no section headers|is invalid/],
    ['a.json', '', /is an empty file/],
    ['a.json', ' '.repeat(1_000_001), /is larger than 1000000 bytes/],
    ['a.json', '[1]', /is invalid: the configuration is no dict/],
    ['a.yaml', '# nothing\n', /is invalid: the configuration is no dict/],
    [
      'a.json',
      `{"a": ${'['.repeat(200)}${']'.repeat(200)}}`,
      /is invalid: the configuration is nested deeper than 100 levels/,
    ],
    ['a.json', `{"a": [${'1,'.repeat(100_001)}1]}`, /is invalid: the configuration has more than 100000 values/],
    ['a.json', '{"version": 1, "loggers": {"__proto__": {}}}', /is invalid: the key '__proto__' is not allowed here/],
    ['a.yaml', 'version: 1\nx: {constructor: 1}', /is invalid: the key 'constructor' is not allowed here/],
    ['a.yaml', bomb(), /is invalid: the configuration has more than 100000 values/],
  ] as const
  for (const [name, text, message] of WRONG) {
    it(`${name} of ${text.length} characters: ${message.source}`, () => {
      const handler = new Recorder()
      logging.root.addHandler(handler)

      expect(() => loadConfig(fileOf(text, name))).toThrow(message)

      expect(logging.root.handlers).toEqual([handler])
      expect(handler._closed).toBe(false)
    })
  }

  it('a file that is missing, by its name', () => {
    const file = join(tempDir(), 'none.yaml')

    expect(() => loadConfig(file)).toThrow(`${file} doesn't exist`)
  })

  it('a folder, in the words of the system', () => {
    expect(() => loadConfig(tempDir())).toThrow(/Is a directory/)
  })
})

describe('`${NAME}` in a value', () => {
  it('is left alone unless asked for', () => {
    expect(filled('${HOME}', {})).toBe('${HOME}')
    expect(filled('${HOME}', { env: false })).toBe('${HOME}')
  })

  it('is what the environment has, or the values that are given', () => {
    process.env['PYLOGGING_TEST'] = 'from the environment'

    expect(filled('<${PYLOGGING_TEST}>', { env: true })).toBe('<from the environment>')
    expect(filled('<${PYLOGGING_TEST}>', { env: { PYLOGGING_TEST: 'given' } })).toBe('<given>')
  })

  it('is its default where there is none, after those of `defaults`', () => {
    expect(filled('${A:x}-${B:y}-${C:}', { env: { A: '' }, defaults: { B: 'from defaults' } })).toBe('-from defaults-')
  })

  it('is a number, true, false or null where it is the whole of the value and looks like one', () => {
    const read = (text: string) => filled('${A}', { env: { A: text } })

    expect(['514', '-1.5', 'true', 'false', 'null'].map(read)).toEqual([514, -1.5, true, false, null])
    expect(['007', '1e5', 'yes', '0x10', '1234567890123456', 'TRUE', ''].map(read)).toEqual([
      '007',
      '1e5',
      'yes',
      '0x10',
      '1234567890123456',
      'TRUE',
      '',
    ])
    expect(read('"514"')).toBe('514')
    expect(filled('${A:8}', { env: {} })).toBe(8)
    expect(filled('port ${A}', { env: { A: '514' } })).toBe('port 514')
  })

  it('cannot change anything but its value', () => {
    const hostile = '", "handlers": {}, "x": "${HOME}\n[section]\n  - y: &a *b'

    expect(filled('a${A}b', { env: { A: hostile } })).toBe(`a${hostile}b`)
    expect(filled('${A}', { env: { A: hostile } })).toBe(hostile)
  })

  it('stays with two dollar signs, and in keys', () => {
    expect(filled('$${A} ${A}', { env: { A: 1 } })).toBe('${A} 1')
    expect(read('{"version": 1, "${A}": "${A}"}', { env: { A: 'b' } })).toEqual({ version: 1, '${A}': 'b' })
  })

  it('is Python’s own in a formatter of style $', () => {
    const formatters = { dollar: { format: '${message}', style: '$' }, percent: { format: '${A} %(message)s' } }

    const config = read(JSON.stringify({ version: 1, formatters }), { env: { A: 'x' } })

    expect(config).toMatchObject({
      formatters: { dollar: { format: '${message}' }, percent: { format: 'x %(message)s' } },
    })
  })

  it('that has no value is an error, and all of them are told at once with their places', () => {
    const text = '{"version": 1, "handlers": {"f": {"filename": "${DIR}/${NAME}.log"}}, "list": ["${X:1}", "${Y}"]}'

    expect(() => read(text, { env: {} })).toThrow(
      [
        'the configuration needs 3 variables that are not set:',
        '    handlers.f.filename: ${DIR}',
        '    handlers.f.filename: ${NAME}',
        '    list.1: ${Y}',
        '  Set each, or give it a default: ${NAME:default}',
      ].join('\n'),
    )
  })

  it('finds no names that every object has', () => {
    expect(() => filled('${constructor}', { env: {} })).toThrow('value: ${constructor}')
    expect(filled('${toString:none}', { env: {}, defaults: {} })).toBe('none')
  })
})

describe('`${NAME}` in an INI file', () => {
  const INI = `[loggers]
keys = root
[handlers]
keys = f,g
[formatters]
keys = p,d
[logger_root]
level = \${LEVEL:WARNING}
handlers = f,g
[handler_f]
class = FileHandler
formatter = p
args = ('\${DIR}/%(name)s.log', 'a')
kwargs = {'delay': \${DELAY}}
[handler_g]
class = test.Given
args = ('\${PORT}', ('\${QUOTE}', 1.5))
[formatter_p]
format = \${APP} %(message)s
[formatter_d]
style = $
format = \${message}
`
  const file = INI.replace('${DELAY}', 'True')

  it('stands in texts of expressions, where a quote ends nothing, beside %(name)s', () => {
    const folder = tempDir()
    const QUOTE = `'); x("\\`
    const env = { DIR: folder, PORT: '514', QUOTE, APP: '100%%', LEVEL: 'DEBUG' }

    loadConfig(fileOf(file, 'a.ini'), { env, defaults: { name: 'app' } })

    const [one, other] = logging.root.handlers as [FileHandler, Given]
    expect(one.baseFilename).toBe(join(folder, 'app.log'))
    expect(other.given['args']).toEqual([514, [QUOTE, 1.5]])
    expect((one.formatter as Formatter)._fmt).toBe('100%% %(message)s')
    expect(logging.root.level).toBe(10)
  })

  it('that has no value is an error with its section and option', () => {
    expect(() => loadConfig(fileOf(file, 'a.ini'), { env: { PORT: 1 }, defaults: { name: 'x' } })).toThrow(
      [
        'the configuration needs 3 variables that are not set:',
        '    [handler_f] args: ${DIR}',
        '    [handler_g] args: ${QUOTE}',
        '    [formatter_p] format: ${APP}',
      ].join('\n'),
    )
  })

  it('is left alone unless asked for', () => {
    const { config } = readConfig(fileOf(file, 'a.ini'))

    expect((config as RawConfigParser).get('logger_root', 'level')).toBe('${LEVEL:WARNING}')
  })

  it('disables loggers that the file does not name, unless told not to', () => {
    const logger = logging.getLogger('there.before')

    loadConfig(fileOf(INI_FILE, 'a.ini'), { disable_existing_loggers: false })
    const left = logger.disabled
    loadConfig(fileOf(INI_FILE, 'a.ini'))

    expect([left, logger.disabled]).toEqual([false, true])
  })
})

function fileOf(text: string, name: string): string {
  const file = join(tempDir(), name)
  writeFileSync(file, text)
  return file
}

function read(text: string, options: LoadOptions): unknown {
  return readConfig(fileOf(text, 'a.json'), options).config
}

/** What a value of a JSON file becomes. */
function filled(value: string, options: LoadOptions): unknown {
  return (read(JSON.stringify({ version: 1, value }), options) as { value: unknown }).value
}

function bomb(): string {
  const line = (index: number) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`
  return `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, index) => line(index)).join('\n')}`
}
