/**
 * What a hostile configuration may cost, and what it may reach. `listen` hands over whatever somebody sends.
 *
 * Each size is one at which work that grows with the square of it takes minutes.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import config, { dictConfig, fileConfig, readConfig, register, setResolver } from '../../src/config.js'
import { getLogger, NullHandler, root } from '../../src/index.js'
import { isolateEachTest } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()
afterEach(() => setResolver(null))

const SOON_MS = 10_000

function written(text: string): string {
  const path = join(tempDir(), 'logging.json')
  writeFileSync(path, JSON.stringify({ version: 1, text }))
  return path
}

function times(count: number, part: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => part(index)).join('')
}

/** The text of an INI file with loggers of these options. */
function iniOf(count: number, options: string, before = ''): string[] {
  const text =
    `${before}[loggers]\nkeys=root${times(count, (index) => `,l${index}`)}\n` +
    `[handlers]\nkeys=h\n[handler_h]\nclass=NullHandler\n[formatters]\nkeys=\n[logger_root]\nhandlers=\n` +
    times(count, (index) => `[logger_l${index}]\nqualname=q.${index}\n${options}\n`)
  return text.match(/[^\n]*\n/g) ?? []
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** What an error says, and what it came of. */
function reasonOf(work: () => void): string {
  try {
    work()
  } catch (error) {
    return [error, (error as Error).cause, ((error as Error).cause as Error)?.cause].map(String).join(' <- ')
  }
  return 'nothing'
}

describe('the work of a configuration grows with its size, not with the square of it', () => {
  it.each([
    ['placeholders that nobody closes', '${a:'],
    ['placeholders that are escaped', '$${a'],
    ['placeholders one after the other', '${a:}'],
    ['open braces', '${'],
  ])('for %s', (_name, part) => {
    const path = written(part.repeat(190_000))

    expect(timed(() => readConfig(path, { env: true }))).toBeLessThan(SOON_MS)
  })

  it('for placeholders that have no value, all of which are told', () => {
    const path = written('${a}'.repeat(200_000))

    expect(reasonOf(() => readConfig(path, { env: {} }))).toContain('200000 variables that are not set')
  })

  it('for loggers, those that are there and those that are not', () => {
    const loggers = Object.fromEntries(Array.from({ length: 16_384 }, (_, index) => [`a.${index}`, { level: 'INFO' }]))
    const again = () => dictConfig({ version: 1, loggers: { a: {}, ...loggers } })

    expect(timed(again)).toBeLessThan(SOON_MS)
    expect(timed(again)).toBeLessThan(SOON_MS)
    expect(timed(() => dictConfig({ version: 1, incremental: true, loggers }))).toBeLessThan(SOON_MS)
  })

  it('for the loggers of an INI file, and the defaults that each of them has', () => {
    const defaults = `[DEFAULT]\n${times(8192, (index) => `d${index}=x\n`)}`

    expect(timed(() => fileConfig(iniOf(8192, 'level=INFO\nhandlers=', defaults)))).toBeLessThan(SOON_MS)
  })

  it('for names of classes', () => {
    const handlers = { a: { class: `${'a.'.repeat(200_000)}b` } }

    expect(timed(() => reasonOf(() => dictConfig({ version: 1, handlers })))).toBeLessThan(SOON_MS)
  })
})

describe('what stands once may be referred to often, but not without end', () => {
  const names = Array.from({ length: 3000 }, (_, index) => `h${index}`)
  const handlers = Object.fromEntries(names.map((name) => [name, { class: 'logging.NullHandler' }]))
  const tooMuch = 'the configuration asks for too much'

  it('as the handlers of loggers', () => {
    const loggers = Object.fromEntries(names.map((name) => [name, { handlers: 'cfg://all' }]))

    expect(reasonOf(() => dictConfig({ version: 1, all: names, handlers, loggers }))).toContain(tooMuch)
  })

  it('as a value of handlers', () => {
    register('myapp.Handler', () => new NullHandler())
    const all = Object.fromEntries(names.map((name) => [name, { '()': 'myapp.Handler', x: 'cfg://all' }]))

    expect(reasonOf(() => dictConfig({ version: 1, all: names, handlers: all }))).toContain(tooMuch)
  })

  it('as the handlers of the loggers of an INI file', () => {
    const long = `[DEFAULT]\nall=${Array.from({ length: 3000 }, () => 'h').join(',')}\n`

    expect(reasonOf(() => fileConfig(iniOf(3000, 'handlers=%(all)s', long)))).toContain(tooMuch)
  })

  it('and the name of a logger has no more than 100 parts, each of which has a place in the tree', () => {
    const name = (parts: number) => ({ [Array.from({ length: parts }, () => 'a').join('.')]: {} })

    dictConfig({ version: 1, loggers: name(100) })
    expect(reasonOf(() => dictConfig({ version: 1, loggers: name(101) }))).toContain('more than 100 parts')
    expect(
      reasonOf(() => fileConfig(iniOf(1, 'handlers=', '').map((line) => line.replace('q.0', 'a.'.repeat(200))))),
    ).toContain('more than 100 parts')
  })
})

describe('a configuration reaches what makes objects, and no function that acts on the program', () => {
  const acting = [
    'logging.config.setResolver',
    'logging.config.stopListening',
    'logging.config.loadConfig',
    'logging.shutdown',
    'logging.disable',
    'logging.basicConfig',
    'logging.warnings.resetwarnings',
  ]

  it.each(acting)('%s, wherever it stands', (name) => {
    const refused = `cannot import name '${name.slice(name.lastIndexOf('.') + 1)}'`
    const configurations = [
      { formatters: { f: { '()': name } } },
      { formatters: { f: { class: name } } },
      { filters: { f: { '()': name } } },
      { handlers: { h: { class: name } } },
      { handlers: { h: { '()': `ext://${name}` } } },
      { handlers: { h: { class: 'logging.StreamHandler', stream: `ext://${name}` } } },
      { handlers: { h: { class: 'logging.handlers.QueueHandler', queue: name } } },
      { handlers: { h: { class: 'logging.handlers.QueueHandler', listener: name } } },
    ]

    for (const each of configurations) expect(reasonOf(() => dictConfig({ version: 1, ...each }))).toContain(refused)
  })

  it('nor by an expression of an INI file', () => {
    const named = (line: string) =>
      iniOf(0, '').flatMap((each) => `${each.replace('class=NullHandler', line)}`.match(/[^\n]*\n/g) ?? [])

    expect(reasonOf(() => fileConfig(named('class=shutdown')))).toContain("cannot import name 'shutdown'")
    expect(reasonOf(() => fileConfig(named('class=config.setResolver')))).toContain("cannot import name 'setResolver'")
    expect(reasonOf(() => fileConfig(named('class=NullHandler\nargs=(disable,)')))).toContain(
      "cannot import name 'disable'",
    )
  })

  it('unless the program says so, and what only computes is reached', () => {
    register('logging.config.readConfig', () => ({ format: () => 'mine' }))
    dictConfig({
      version: 1,
      formatters: {
        utc: { '()': 'logging.Formatter', defaults: { clock: 'ext://time.gmtime' } },
        own: { '()': 'logging.config.readConfig' },
      },
      root: { level: 'ERROR' },
    })

    expect(root.level).toBe(40)
    expect(config.setResolver).toBe(setResolver)
  })
})

it('isEnabledFor answers by the levels of a configuration', () => {
  const logger = getLogger('a.b')
  expect(logger.isEnabledFor(10)).toBe(false)

  dictConfig({ version: 1, disable_existing_loggers: false, loggers: { a: { level: 'DEBUG' } } })

  expect(logger.isEnabledFor(10)).toBe(true)
})
