/** Reloads on real files: what is kept, what is taken back, what is reported. Records under load: test/process. */
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type ConfigWatcher, register, type WatchOptions, watchConfig } from '../../src/config.js'
import logging, { getHandlerByName } from '../../src/index.js'
import { captureStderr, isolateEachTest, Recorder } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

const made: Named[] = []

/** Says which load made it, and fails where told to. */
class Named extends Recorder {
  static params = ['tag', 'fails']
  readonly tag: unknown

  constructor(tag: unknown = null, fails = false) {
    super()
    this.tag = tag
    made.push(this)
    if (fails) throw new Error('told to fail')
  }
}
register('test.Named', Named)
register('test.Even', () => (record: { msg: unknown }) => record.msg !== 'odd')

beforeEach(() => {
  made.length = 0
})

describe('a reload', () => {
  it('puts new handlers in the place of the old ones, which are closed', () => {
    const { watcher, write } = watched(configOf('one'))
    logging.root.warning('first')
    write(configOf('two'))

    expect(watcher.reload()).toBe(true)

    logging.root.warning('second')
    const [one, two] = made as [Named, Named]
    expect([one.messages, one._closed]).toEqual([['first'], true])
    expect([two.messages, two._closed]).toEqual([['second'], false])
    expect(getHandlerByName('h')).toBe(two)
    expect(watcher.current.config).toMatchObject({ handlers: { h: { tag: 'two' } } })
  })

  it('opens the new file before the old one is closed, and both end whole', () => {
    const folder = tempDir()
    const text = (name: string) =>
      JSON.stringify({
        version: 1,
        handlers: { f: { class: 'logging.FileHandler', filename: join(folder, name) } },
        root: { handlers: ['f'] },
      })
    const { watcher, write } = watched(text('a.log'))
    for (let count = 0; count < 50; count += 1) {
      logging.root.warning('%d', count)
      write(text(count % 2 === 0 ? 'b.log' : 'a.log'))
      watcher.reload()
    }

    const lines = ['a.log', 'b.log'].flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    expect(lines.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index))
  })

  it('leaves each filter there once', () => {
    const text = JSON.stringify({
      version: 1,
      filters: { even: { '()': 'test.Even' } },
      root: { filters: ['even'] },
      loggers: { app: { filters: ['even'] } },
    })
    const own = () => true
    logging.root.addFilter(own)
    const { watcher } = watched(text)

    for (let count = 0; count < 3; count += 1) watcher.reload()

    expect([logging.root.filters.length, logging.getLogger('app').filters.length]).toEqual([2, 1])
    expect(logging.root.filters[0]).toBe(own)
  })

  it('takes back what the file said of a logger that it no longer names', () => {
    const gone = logging.getLogger('gone')
    const text = JSON.stringify({
      version: 1,
      disable_existing_loggers: false,
      handlers: { h: { class: 'test.Named' } },
      loggers: { gone: { level: 'DEBUG', handlers: ['h'], propagate: false } },
    })
    const { watcher, write } = watched(text)
    write('{"version": 1, "disable_existing_loggers": false}')

    watcher.reload()

    expect([gone.level, gone.handlers, gone.propagate, gone.disabled]).toEqual([0, [], true, false])
  })

  it('leaves what the program has set since', () => {
    const { watcher, write } = watched(
      '{"version": 1, "disable_existing_loggers": false, "loggers": {"app": {"level": "DEBUG"}}}',
    )
    const app = logging.getLogger('app')
    const own = new Recorder()
    app.setLevel('ERROR')
    app.addHandler(own)
    write('{"version": 1, "disable_existing_loggers": false}')

    watcher.reload()

    expect([app.level, app.handlers]).toEqual([40, [own]])
  })

  it('of an incremental configuration changes levels and nothing else', () => {
    const { watcher, write } = watched(configOf('one'))
    write('{"version": 1, "incremental": true, "root": {"level": "ERROR"}, "handlers": {"h": {"level": "CRITICAL"}}}')

    watcher.reload()

    const [one] = made as [Named]
    expect([logging.root.level, logging.root.handlers, one.level, one._closed]).toEqual([40, [one], 50, false])
  })
})

describe('a broken new file', () => {
  const BROKEN = {
    'that is no JSON': '{"version": 1,',
    'that is empty': '',
    'that is no configuration': '[]',
    'of another version': '{"version": 2}',
    'with a name that nobody knows': '{"version": 1, "handlers": {"h": {"class": "nobody.Knows"}}}',
    'with a handler that cannot be made': configOf('two', { fails: true }),
    'with a folder that is not there': configOf('two', { class: 'logging.FileHandler', filename: '/no/such/a.log' }),
    'with a level that is none': configOf('two', { level: 'LOUD' }),
    'that fails with the last of its loggers': JSON.stringify({
      version: 1,
      handlers: { h: { class: 'test.Named', tag: 'two' } },
      loggers: { app: { level: 'ERROR' }, 'app.new': { level: 'INFO', handlers: ['h'] } },
      root: { handlers: ['nowhere'], level: 'ERROR' },
    }),
    'whose incremental levels are wrong in the middle':
      '{"version": 1, "incremental": true, "handlers": {"h": {"level": "ERROR"}}, "loggers": {"app": {"level": "LOUD"}}}',
    'with a variable that is not set': configOf('${NOT_SET}'),
  }
  for (const [what, text] of Object.entries(BROKEN)) {
    it(`${what} changes nothing and says why`, () => {
      const errors: unknown[] = []
      const other = logging.getLogger('other')
      const { watcher, write } = watched(configOf('one'), { env: {}, onError: (error) => errors.push(error) })
      const [one] = made as [Named]
      const before = snapshot()
      write(text)

      expect(watcher.reload()).toBe(false)

      expect(snapshot()).toEqual(before)
      expect(errors).toEqual([expect.any(Error)])
      logging.root.warning('still')
      expect([one.messages, one._closed, other.disabled]).toEqual([['still'], false, true])
      expect(getHandlerByName('h')).toBe(one)
      expect(made.slice(1).every(({ _closed }) => _closed)).toBe(true)
      expect(logging.getLogger('app.new').handlers).toEqual([])
      write(configOf('three'))
      expect(watcher.reload()).toBe(true)
    })
  }

  it('is reported on stderr unless somebody else is told', () => {
    const stderr = captureStderr()
    const { watcher, write } = watched(configOf('one'))
    write('{')

    watcher.reload()

    expect(stderr.text).toMatch(/^--- Logging configuration error ---\nTraceback .*\n/)
    expect(stderr.text).toContain(`RuntimeError: ${watcher.path} is invalid: `)
    expect(stderr.text).toMatch(/The configuration stays what it was before .* changed\.\n$/)
  })

  it('is an error of the first load, which then changes nothing either', () => {
    const own = new Recorder()
    logging.root.addHandler(own)
    const file = join(tempDir(), 'a.json')
    writeFileSync(file, configOf('one', { fails: true }))

    expect(() => watchConfig(file)).toThrow("Unable to configure handler 'h'")
    expect([logging.root.handlers, own._closed]).toEqual([[own], false])
  })
})

describe('a change is noticed', () => {
  const HOW: Record<string, (file: string, text: string) => void> = {
    'of a file that is written anew': (file, text) => writeFileSync(file, text),
    'of a file that another one takes the name of': (file, text) => {
      writeFileSync(`${file}.new`, text)
      renameSync(`${file}.new`, file)
    },
    'of a file that is removed and comes back': (file, text) => {
      rmSync(file)
      writeFileSync(file, text)
    },
  }
  for (const [what, change] of Object.entries(HOW)) {
    it(what, async () => {
      const { watcher } = watched(configOf('one'))

      change(watcher.path, configOf('two'))

      await tagBecomes('two')
    })
  }

  it('of a link that leads to another folder, as in a mounted ConfigMap', async () => {
    const folder = tempDir()
    for (const name of ['one', 'two']) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'a.json'), configOf(name))
    }
    symlinkSync('one', join(folder, 'data'))
    symlinkSync(join('data', 'a.json'), join(folder, 'a.json'))
    follow(watchConfig(join(folder, 'a.json')))

    symlinkSync('two', join(folder, 'data.new'))
    renameSync(join(folder, 'data.new'), join(folder, 'data'))

    await tagBecomes('two')
  })

  // Nobody looks by himself in these: what is seen was reported.
  const NEVER_MS = 3_600_000

  it('at once of a file in another folder that a link leads to', async () => {
    const folder = tempDir()
    for (const name of ['etc', 'real']) mkdirSync(join(folder, name))
    writeFileSync(join(folder, 'real', 'a.json'), configOf('one'))
    symlinkSync(join('..', 'real', 'a.json'), join(folder, 'etc', 'a.json'))
    follow(watchConfig(join(folder, 'etc', 'a.json'), { pollMs: NEVER_MS }))

    writeFileSync(join(folder, 'real', 'a.json'), configOf('two'))

    await tagBecomes('two')
  })

  it('at once of a link to a folder on the way that leads elsewhere, and of the file there', async () => {
    const folder = tempDir()
    for (const name of ['v1', 'v2']) {
      mkdirSync(join(folder, 'releases', name, 'etc'), { recursive: true })
      writeFileSync(join(folder, 'releases', name, 'etc', 'a.json'), configOf(name))
    }
    symlinkSync(join('releases', 'v1'), join(folder, 'current'))
    follow(watchConfig(join(folder, 'current', 'etc', 'a.json'), { pollMs: NEVER_MS }))

    symlinkSync(join('releases', 'v2'), join(folder, 'new'))
    renameSync(join(folder, 'new'), join(folder, 'current'))
    await tagBecomes('v2')
    writeFileSync(join(folder, 'releases', 'v2', 'etc', 'a.json'), configOf('two'))

    await tagBecomes('two')
  })

  it('at once of a folder that is removed and made anew, also with the one above it', async () => {
    const folder = tempDir()
    const make = (tag: string) => {
      mkdirSync(join(folder, 'a', 'b'), { recursive: true })
      writeFileSync(join(folder, 'a', 'b', 'a.json'), configOf(tag))
    }
    make('one')
    follow(watchConfig(join(folder, 'a', 'b', 'a.json'), { pollMs: NEVER_MS, onError: () => undefined }))

    for (const [removed, tag] of [
      [join('a', 'b'), 'two'],
      ['a', 'three'],
    ] as const) {
      rmSync(join(folder, removed), { recursive: true })
      await new Promise((resolve) => setTimeout(resolve, 50))
      make(tag)
      await tagBecomes(tag)
    }
  })

  it('of a file that never rests, too', async () => {
    const { write } = watched(configOf('one'), { restMs: 50 })
    let count = 0
    const saves = setInterval(() => write(configOf(`save ${count++}`)), 20)
    onTestFinished(() => clearInterval(saves))

    await vi.waitFor(() => expect((logging.root.handlers[0] as Named).tag).toMatch(/^save/), { timeout: 5000 })
  })

  it('and what onReload or onError throw then is reported, and ends nothing', async () => {
    const stderr = captureStderr()
    const fail = () => {
      throw new Error('of the program')
    }
    const { watcher, write } = watched(configOf('one'), { onReload: fail, restMs: 10 })
    write(configOf('two'))
    await tagBecomes('two')
    await vi.waitFor(() => expect(stderr.text).toContain('Error: of the program'))
    expect(stderr.text).toContain(`The configuration of ${watcher.path} is in force; onReload failed.`)
    expect(watcher.reload()).toBe(true)
    watcher.close()

    const later = watched(configOf('one'), { onReload: async () => fail(), restMs: 10 })
    const already = stderr.text.length
    later.watcher.reload()
    await vi.waitFor(() => expect(stderr.text.slice(already)).toContain('onReload failed'))

    const other = watched(configOf('one'), { onError: fail, restMs: 10 })
    const before = stderr.text.length
    other.write('{')
    await vi.waitFor(() => expect(stderr.text.slice(before)).toContain('Error: of the program'))
  })

  it('where nothing is reported too, by looking', async () => {
    const folder = tempDir()
    const file = join(folder, 'real', 'a.json')
    mkdirSync(join(folder, 'real'))
    mkdirSync(join(folder, 'watched'))
    writeFileSync(file, configOf('one'))
    symlinkSync(file, join(folder, 'watched', 'a.json'))
    follow(watchConfig(join(folder, 'watched', 'a.json'), { pollMs: 50 }))

    writeFileSync(file, configOf('two'))

    await tagBecomes('two')
  })

  it('and not where the bytes are the same, nor after close', async () => {
    const loads: unknown[] = []
    const { watcher, write } = watched(configOf('one'), { onReload: (config) => loads.push(config), restMs: 10 })
    write(configOf('one'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    watcher.close()
    write(configOf('two'))
    await new Promise((resolve) => setTimeout(resolve, 300))

    expect([loads, made.length]).toEqual([[], 1])
  })

  it('once where a file is written in pieces, when it has come to rest', async () => {
    const errors: unknown[] = []
    const { watcher, write } = watched(configOf('one'), { onError: (error) => errors.push(error), restMs: 1200 })
    const text = configOf('two')
    for (let piece = 0; piece < 25; piece += 1) {
      write(text.slice(0, 1 + piece * 4))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    write(text)

    await tagBecomes('two')
    expect([errors, made.length, watcher.reload()]).toEqual([[], 2, true])
  }, 30_000)
})

function configOf(tag: string, options: Record<string, unknown> = {}): string {
  const handler = 'filename' in options ? options : { class: 'test.Named', tag, ...options }
  return JSON.stringify({ version: 1, handlers: { h: handler }, loggers: { app: {} }, root: { handlers: ['h'] } })
}

/** A file that is watched until the end of the test. */
function watched(text: string, options: WatchOptions = {}) {
  const file = join(tempDir(), 'a.json')
  writeFileSync(file, text)
  const watcher = follow(watchConfig(file, options))
  return { watcher, write: (next: string) => writeFileSync(file, next) }
}

function follow(watcher: ConfigWatcher): ConfigWatcher {
  onTestFinished(() => watcher.close())
  return watcher
}

function snapshot() {
  const { root } = logging
  const app = logging.getLogger('app')
  return [root, app].map(({ level, handlers, filters, disabled }) => [level, [...handlers], [...filters], disabled])
}

async function tagBecomes(tag: string): Promise<void> {
  await vi.waitFor(() => expect((logging.root.handlers[0] as Named).tag).toBe(tag), { timeout: 20_000 })
}
