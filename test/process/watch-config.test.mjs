/**
 * A program that logs without a pause while its configuration is exchanged under it: every record arrives once.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { finish, run, start, withFolder } from './support/program.mjs'

const CONFIG = JSON.stringify(new URL('../../packages/core/dist/config-face.mjs', import.meta.url).href)
const RELOADS = 50

/** Logs numbers in bursts until told to stop, and says how many reloads and failures there were. */
const LOGGING = (file, options = '') => `
const { watchConfig } = await import(${CONFIG})
const counts = { reloads: 0, failures: 0, records: 0 }
const watcher = watchConfig(${JSON.stringify(file)}, {
  restMs: 5, pollMs: 20, ${options}
  onReload() { counts.reloads += 1; console.log('reloaded') },
  onError(error) { counts.failures += 1; console.log('refused ' + error.message.split('\\n')[0]) },
})
const log = logging.getLogger('app.deep')
let isOver = false
process.stdin.on('data', () => { isOver = true })
console.log('ready')
while (!isOver) {
  for (let i = 0; i < 20; i += 1) log.info('%d', counts.records++)
  await new Promise(setImmediate)
}
console.log(JSON.stringify(counts))
process.exit(0)`

const config = (folder, name, handler = {}) =>
  JSON.stringify({
    version: 1,
    formatters: { p: { format: '%(message)s' } },
    handlers: {
      file: { class: 'logging.handlers.RotatingFileHandler', filename: join(folder, name), formatter: 'p', ...handler },
      memory: { class: 'logging.handlers.MemoryHandler', capacity: 7, target: 'file' },
    },
    loggers: { app: { handlers: ['memory'], level: 'INFO', propagate: false } },
  })

test(`no record is lost or doubled over ${RELOADS} reloads with broken files between them`, () =>
  withFolder(async (folder) => {
    const file = join(folder, 'logging.json')
    writeFileSync(file, config(folder, '0.log'))
    const child = start(LOGGING(file), { timeout: 120_000 })
    const lines = linesOf(child)
    await lines.until('ready')
    for (let count = 1; count <= RELOADS; count += 1) {
      if (count % 5 === 0) {
        replace(file, count % 10 === 0 ? '{"version": 1,' : config(folder, 'never.log', { level: 'LOUD' }))
        await lines.until('refused')
      }
      // One in two appears under its name at once, as editors do it; the others are written in place.
      if (count % 2 === 0) replace(file, config(folder, `${count % 4}.log`))
      else writeFileSync(file, config(folder, `${count % 4}.log`))
      await lines.until('reloaded')
    }
    child.stdin.write('stop\n')
    const { code } = await finish(child, [])

    const { reloads, failures, records } = JSON.parse(lines.last())
    assert.equal(code, 0)
    assert.equal(reloads, RELOADS)
    // What is written in place may be seen half written, and is refused once more.
    assert.ok(failures >= RELOADS / 5, `${failures} failures`)
    const logs = readdirSync(folder).filter((name) => /^\d\.log/.test(name))
    const numbers = logs.flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n').map(Number))
    assert.ok(records > 1000, `only ${records} records`)
    assert.equal(numbers.length, records)
    assert.deepEqual(
      numbers.sort((a, b) => a - b).find((number, index) => number !== index),
      undefined,
    )
  }))

test('SIGHUP reloads, where asked for, though the file is the same', { skip: process.platform === 'win32' }, () =>
  withFolder(async (folder) => {
    const file = join(folder, 'logging.json')
    writeFileSync(file, config(folder, '0.log'))
    const child = start(LOGGING(file, `signal: 'SIGHUP',`), { timeout: 60_000 })
    const lines = linesOf(child)
    await lines.until('ready')

    for (let count = 0; count < 3; count += 1) {
      child.kill('SIGHUP')
      await lines.until('reloaded')
    }

    child.stdin.write('stop\n')
    const { code } = await finish(child, [])
    assert.deepEqual([code, JSON.parse(lines.last()).reloads], [0, 3])
  }),
)

test('a watcher keeps no program alive', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'logging.json')
    writeFileSync(file, config(folder, '0.log'))

    const { code, stdout } = await run(`
      const { watchConfig } = await import(${CONFIG})
      watchConfig(${JSON.stringify(file)}, { signal: 'SIGHUP' })
      console.log('over')`)

    assert.deepEqual([code, stdout], [0, 'over\n'])
  }))

function replace(file, text) {
  writeFileSync(`${file}.new`, text)
  renameSync(`${file}.new`, file)
}

/** The lines that a child prints, each waited for once. */
function linesOf(child) {
  const lines = []
  let taken = 0
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
    lines.splice(0, lines.length, ...text.split('\n').filter(Boolean))
  })
  return {
    async until(beginning) {
      for (let waits = 0; waits < 1500; waits += 1) {
        const index = lines.findIndex((line, at) => at >= taken && line.startsWith(beginning))
        if (index >= 0) {
          taken = index + 1
          return
        }
        if (child.exitCode !== null) break
        await sleep(10)
      }
      assert.fail(`no line "${beginning}" after ${lines.slice(taken).join(' | ')}; exit code ${child.exitCode}`)
    },
    last: () => lines.at(-1),
  }
}
