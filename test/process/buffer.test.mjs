/**
 * What `bufferBytes` keeps in memory is in the file when its process ends, however it ends; all but what no process can
 * catch, and of that no more is lost than is said.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { finish, run, start, withFolder } from './support/program.mjs'

const ROTATOR = new URL('../../packages/rotator/dist/face.mjs', import.meta.url).href
const BUFFER_BYTES = 4096
const RECORDS = 100
/** The child has written so many records and said so; more text follows. */
const HEAD = `
const { TimedRotatingFile, RotatingFile } = await import(${JSON.stringify(ROTATOR)})
const { isMainThread, parentPort, Worker, workerData } = await import('node:worker_threads')
const [path] = isMainThread ? process.argv.slice(1) : [workerData]
const options = { bufferBytes: ${BUFFER_BYTES}, flushIntervalMs: 3600000 }
const file = new RotatingFile(path, options)
const log = (count) => { for (let n = 0; n < count; n++) file.write(n + ' end\\n') }
`
const LINES = Array.from({ length: RECORDS }, (_, n) => `${n} end`)

const linesOf = (path) => readFileSync(path, 'utf8').split('\n').slice(0, -1)
const runWith = (path, text) => run(`${HEAD}${text}`, { args: [path], killSignal: 'SIGKILL' })

/** Starts a program that prints a line when it is ready. */
async function startWith(path, text) {
  const child = start(`${HEAD}${text};console.log('ready');setInterval(() => {}, 1000)`, {
    args: [path],
    killSignal: 'SIGKILL',
  })
  await once(child.stdout, 'data')
  return child
}

const ENDINGS = {
  'comes to its natural end': ['', 0],
  'calls process.exit()': ['process.exit(3)', 3],
  'calls process.exit() in a callback': ['setTimeout(() => process.exit(3), 5); setInterval(() => {}, 1000)', 3],
  'throws an error that nobody catches': ["throw new Error('fatal')", 1],
  'throws such an error in a callback': [
    "setImmediate(() => { throw new Error('fatal') }); setInterval(() => {}, 1000)",
    1,
  ],
  'has an unhandled rejection': ["Promise.reject(new Error('fatal')); setInterval(() => {}, 1000)", 1],
}
for (const [what, [ending, expected]] of Object.entries(ENDINGS)) {
  test(`a process that ${what} leaves every record`, () =>
    withFolder(async (folder) => {
      const path = join(folder, 'app.log')
      const { code, stderr } = await runWith(path, `log(${RECORDS}); ${ending}`)
      assert.equal(code, expected, stderr)
      assert.deepEqual(linesOf(path), LINES)
    }))
}

test('what is logged while the process exits is written too', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'app.log')
    await runWith(path, "log(1); process.on('exit', () => file.write('last\\n'))")
    assert.deepEqual(linesOf(path), ['0 end', 'last'])
  }))

test('what cannot be written at the end is told on stderr, and the exit code is the program’s', () =>
  withFolder(async (folder) => {
    const full = "new RotatingFile('/dev/full', options).write('a\\n'); process.exitCode = 5"
    const { code, stderr } = await runWith(join(folder, 'app.log'), full)
    assert.equal(code, 5)
    assert.match(
      stderr,
      /^OSError: \[Errno 28\] No space left on device: '\/dev\/full'\n {2}2 bytes of records could not/,
    )
  }))

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  test(`${signal} ends a process as it would without a buffer, and every record is there`, () =>
    withFolder(async (folder) => {
      const path = join(folder, 'app.log')
      const child = await startWith(path, `log(${RECORDS})`)
      child.kill(signal)
      assert.equal((await finish(child)).signal, signal)
      assert.deepEqual(linesOf(path), LINES)
    }))
}

/** Windows is played: its signals are events of no other system, and it has no way to send a process all of them. */
const AS_WINDOWS = `
Object.defineProperty(process, 'platform', { value: 'win32' })
const { kill } = process
process.kill = (id, signal) => {
  if (!['SIGINT', 'SIGTERM', 'SIGKILL', 'SIGQUIT'].includes(signal)) throw new Error('kill ENOSYS')
  kill.call(process, id, 'SIGKILL')
}`
for (const signal of ['SIGBREAK', 'SIGHUP', 'SIGINT']) {
  test(`on Windows ${signal} ends a process as it would without a buffer, and every record is there`, () =>
    withFolder(async (folder) => {
      const path = join(folder, 'app.log')
      const preload = `--import data:text/javascript,${encodeURIComponent(AS_WINDOWS)}`
      const program = `${HEAD}log(${RECORDS}); process.emit('${signal}', '${signal}'); setInterval(() => {}, 1000)`
      const env = { ...process.env, NODE_OPTIONS: preload }
      const ended = await run(program, { args: [path], killSignal: 'SIGTERM', env })
      assert.equal(ended.signal, 'SIGKILL', ended.stderr)
      assert.deepEqual(linesOf(path), LINES)
    }))
}

test('SIGTERM ends a process also when it has rotated', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'app.log')
    const child = await startWith(
      path,
      `file.close(); const size = new RotatingFile(path, { maxBytes: 100, backupCount: 9 })
      for (let n = 0; n < 9; n++) size.write('0123456789012345678901234\\n'); log(2)`,
    )
    assert.ok(readdirSync(folder).length > 1, 'it has rotated')
    child.kill('SIGTERM')
    assert.equal((await finish(child)).signal, 'SIGTERM')
    const lines = readdirSync(folder).flatMap((name) => linesOf(join(folder, name)))
    assert.equal(lines.length, 11)
  }))

test('a program that listens for SIGTERM itself decides what happens, and when it no longer does, SIGTERM ends it', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'app.log')
    const child = await startWith(
      path,
      "log(1); process.once('SIGTERM', () => { log(1); setTimeout(() => console.log('on'), 50) })",
    )
    child.kill('SIGTERM')
    await once(child.stdout, 'data')
    assert.deepEqual(linesOf(path), ['0 end'])
    child.kill('SIGTERM')
    assert.equal((await finish(child)).signal, 'SIGTERM')
    assert.deepEqual(linesOf(path), ['0 end', '0 end'])
  }))

test('SIGKILL loses what was kept last, never more than bufferBytes, and leaves whole lines', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'app.log')
    const child = await startWith(path, 'log(5000)')
    child.kill('SIGKILL')
    await finish(child)
    const lines = linesOf(path)
    const all = Array.from({ length: 5000 }, (_, n) => `${n} end`)
    assert.deepEqual(lines, all.slice(0, lines.length))
    const lost = Buffer.byteLength(
      all
        .slice(lines.length)
        .map((line) => `${line}\n`)
        .join(''),
    )
    assert.ok(lost > 0 && lost <= BUFFER_BYTES, `${lost} bytes were lost`)
    assert.equal(readFileSync(path, 'utf8').at(-1), '\n')
  }))

test('SIGKILL loses nothing that was kept for flushIntervalMs', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'app.log')
    const child = await startWith(
      path,
      `log(1); file.close(); options.flushIntervalMs = 50
      const quick = new RotatingFile(path, options); quick.write('kept\\n')
      await new Promise((resolve) => setTimeout(resolve, 500))`,
    )
    child.kill('SIGKILL')
    await finish(child)
    assert.deepEqual(linesOf(path), ['0 end', 'kept'])
  }))

const inWorker = (text) => `
  const text = ${JSON.stringify(`(async () => {${HEAD}${text}})()`)}
  const worker = new Worker(text, { eval: true, workerData: path })`

for (const ending of ['', 'process.exit()']) {
  test(`a worker thread leaves every record when it ends${ending && ' by process.exit()'}`, () =>
    withFolder(async (folder) => {
      const path = join(folder, 'app.log')
      const { stderr } = await runWith(path, inWorker(`log(${RECORDS}); ${ending}`))
      assert.deepEqual(linesOf(path), LINES, stderr)
    }))
}

test('terminating a worker thread loses what it kept, as is said', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'app.log')
    const busy = `log(${RECORDS}); parentPort.postMessage(1); setInterval(() => {}, 1000)`
    const { stdout } = await runWith(
      path,
      `${inWorker(busy)}; worker.on('message', () => worker.terminate().then(() => console.log('terminated')))`,
    )
    assert.equal(stdout, 'terminated\n')
    assert.deepEqual(linesOf(path), [])
  }))

test('two processes that keep records and rotate each second lose, repeat and misplace none', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'app.log')
    const program = (name) => `
      const timed = new TimedRotatingFile(path, { when: 'S', utc: true, bufferBytes: 65536, flushIntervalMs: 300 })
      const end = Date.now() + 4500
      let n = 0
      const tick = () => {
        for (let i = 0; i < 40; i++) {
          const created = Date.now() / 1000
          timed.write(created + ' ${name} ' + n++ + ' end\\n', created)
        }
        if (Date.now() < end) setTimeout(tick, 4)
        else console.log(n)
      }
      tick()`
    const counts = await Promise.all(
      ['a', 'b'].map(async (name) => {
        const { stdout, stderr } = await runWith(path, program(name))
        assert.equal(stderr, '')
        return [name, Number(stdout)]
      }),
    )
    const seen = { a: [], b: [] }
    const files = readdirSync(folder).filter((name) => !name.endsWith('.lock'))
    let misplaced = 0
    for (const name of files) {
      const [, date, time] = /\.([\d-]{10})_([\d-]{8})$/.exec(name) ?? []
      const second = Date.parse(`${date}T${time?.replaceAll('-', ':')}Z`) / 1000
      for (const line of linesOf(join(folder, name))) {
        const [, created, writer, number] = /^([\d.]+) ([ab]) (\d+) end$/.exec(line) ?? assert.fail(`torn: ${line}`)
        seen[writer].push(Number(number))
        // A file is born up to some milliseconds beside its second.
        if (created < second - 0.25 || created > second + 1.25) misplaced++
      }
    }
    for (const [name, count] of counts) {
      assert.ok(count > 1000, `${count} records`)
      assert.deepEqual(
        seen[name].sort((x, y) => x - y),
        Array.from({ length: count }, (_, n) => n),
      )
    }
    assert.ok(files.length >= 4, files.join(' '))
    assert.equal(misplaced, 0)
  }))
