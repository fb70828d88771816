/**
 * What FileHandler and WatchedFileHandler keep by `bufferBytes` is in the file when the process ends, and what the disk
 * does not take is kept.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { finish, run, start, withFolder } from './support/program.mjs'

const CORE = new URL('../../packages/core/dist/face.mjs', import.meta.url).href
const RECORDS = 100
const LINES = Array.from({ length: RECORDS }, (_, n) => `${n} end`)

const head = (handler) => `
const { default: core } = await import(${JSON.stringify(CORE)})
const { isMainThread, parentPort, Worker, workerData } = await import('node:worker_threads')
const [path] = isMainThread ? process.argv.slice(1) : [workerData]
const options = { bufferBytes: 4096, flushIntervalMs: 3600000 }
const handler = new core.${handler}(path, options)
const logger = core.getLogger('kept')
logger.addHandler(handler)
logger.setLevel('INFO')
const log = (count) => { for (let n = 0; n < count; n++) logger.info('%d end', n) }
`
const linesOf = (path) => readFileSync(path, 'utf8').split('\n').slice(0, -1)
const runWith = (handler, path, text) => run(`${head(handler)}${text}`, { args: [path], killSignal: 'SIGKILL' })

async function startWith(handler, path, text) {
  const child = start(`${head(handler)}${text};console.log('ready');setInterval(() => {}, 1000)`, {
    args: [path],
    killSignal: 'SIGKILL',
  })
  await once(child.stdout, 'data')
  return child
}

const HANDLERS = ['FileHandler', 'handlers.WatchedFileHandler']

for (const handler of HANDLERS) {
  for (const [what, ending] of Object.entries({
    'comes to its natural end': '',
    'calls process.exit()': 'process.exit()',
    'throws an error that nobody catches': "throw new Error('fatal')",
  })) {
    test(`a process with a ${handler} that ${what} leaves every record`, () =>
      withFolder(async (folder) => {
        const path = join(folder, 'app.log')
        const { stderr } = await runWith(handler, path, `log(${RECORDS}); ${ending}`)
        assert.deepEqual(linesOf(path), LINES, stderr)
      }))
  }

  test(`SIGTERM ends a process with a ${handler} as it would without a buffer, and every record is there`, () =>
    withFolder(async (folder) => {
      const path = join(folder, 'app.log')
      const child = await startWith(handler, path, `log(${RECORDS})`)
      assert.deepEqual(linesOf(path), [], 'kept until then')
      child.kill('SIGTERM')
      assert.equal((await finish(child)).signal, 'SIGTERM')
      assert.deepEqual(linesOf(path), LINES)
    }))
}

test('SIGKILL loses nothing that was kept for flushIntervalMs', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'app.log')
    const child = await startWith(
      'FileHandler',
      path,
      `logger.removeHandler(handler)
      logger.addHandler(new core.FileHandler(path, { bufferBytes: 4096, flushIntervalMs: 20 }))
      log(3); await new Promise((resolve) => setTimeout(resolve, 500))`,
    )
    child.kill('SIGKILL')
    await finish(child)
    assert.deepEqual(linesOf(path), LINES.slice(0, 3))
  }))

for (const ending of ['', 'process.exit()']) {
  test(`a worker thread leaves every record when it ends${ending && ' by process.exit()'}`, () =>
    withFolder(async (folder) => {
      const path = join(folder, 'app.log')
      const text = JSON.stringify(`(async () => {${head('FileHandler')}log(${RECORDS}); ${ending}})()`)
      const { stderr } = await runWith('FileHandler', path, `new Worker(${text}, { eval: true, workerData: path })`)
      assert.deepEqual(linesOf(path), LINES, stderr)
    }))
}

test('a full disk costs no record that was kept, and the record that finds no room is told', () =>
  withFolder(async (folder) => {
    const text = `
      const full = new core.FileHandler('/dev/full', { bufferBytes: 20, flushIntervalMs: 3600000 })
      const told = []
      full.handleError = (record, error) => told.push(error)
      for (const msg of ['a', 'b', 'x'.repeat(18)]) full.handle(core.makeLogRecord({ msg }))
      console.log(told.length, told[0].code, told[0].recordWritten, told[0].message.includes('4 bytes of those before'))
      try { full.close() } catch (error) { console.log(error.code) }`
    const { stdout, stderr } = await runWith('FileHandler', join(folder, 'app.log'), text)
    assert.equal(stdout, '1 ENOSPC false true\nENOSPC\n')
    assert.match(stderr, /4 bytes of records could not be written at the end of the process/)
  }))

test('a WatchedFileHandler leaves what it kept in the file that was moved, and goes on in the new one', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'app.log')
    const child = await startWith(
      'handlers.WatchedFileHandler',
      path,
      `logger.info('before'); process.once('SIGUSR2', () => { logger.info('after'); console.log('on') })`,
    )
    renameSync(path, `${path}.1`)
    child.kill('SIGUSR2')
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    await finish(child)
    assert.deepEqual(linesOf(`${path}.1`), ['before'])
    assert.deepEqual(linesOf(path), ['after'])
  }))

test('a handler that nobody has closed writes what it kept to its own file, whatever else was opened since', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'app.log')
    const others = join(folder, 'other')
    const text = `
      const { openSync } = await import('node:fs')
      const { setFlagsFromString } = await import('node:v8')
      setFlagsFromString('--expose-gc')
      const gc = (await import('node:vm')).runInNewContext('gc')
      let dropped = new core.FileHandler(path, { bufferBytes: 4096, flushIntervalMs: 200 })
      dropped.handle(core.makeLogRecord({ msg: 'mine' }))
      dropped = null
      for (let n = 0; n < 5; n++) { gc(); await new Promise((resolve) => setTimeout(resolve, 20)) }
      for (let n = 0; n < 5; n++) openSync(${JSON.stringify(others)}, 'a')
      await new Promise((resolve) => setTimeout(resolve, 400))`
    await run(`${head('FileHandler')}${text}`, { args: [path] })
    assert.deepEqual(linesOf(path), ['mine'])
    assert.equal(existsSync(others) && readFileSync(others, 'utf8'), '')
  }))
