/**
 * Programs that log and end, that fail while logging, that lose their reader: what arrives, and how they end.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { finish, run, start, withFolder, writeProgram } from './support/program.mjs'

const MEGABYTE = 1_000_000
const quote = JSON.stringify

for (const name of ['stdout', 'stderr']) {
  test(`a megabyte logged to ${name} before process.exit arrives, though its reader is slow`, async () => {
    const child = start(`
      const log = logging.getLogger('a')
      log.addHandler(new logging.StreamHandler(logging.sys.${name}))
      for (let i = 0; i < 1000; i += 1) log.warning('%06d%s', i, 'x'.repeat(993))
      process.exit(0)`)
    child[name].pause()
    await sleep(500)
    const { [name]: text, code } = await finish(child)

    assert.equal(text.length, MEGABYTE)
    assert.deepEqual(
      text.split('\n').filter((line, index) => line !== '' && Number(line.slice(0, 6)) !== index),
      [],
    )
    assert.equal(code, 0)
  })
}

test('a real pipe behaves the same: a slow reader gets everything, one that leaves early harms nobody', (context) =>
  withFolder(async (folder) => {
    if (process.platform === 'win32') return context.skip('no sh on Windows')
    const file = join(folder, 'program.mjs')
    writeProgram(
      file,
      `logging.basicConfig({ stream: process.stdout, format: '%(message)s' })
      for (let i = 0; i < 1000; i += 1) logging.warning('x'.repeat(999))
      process.stderr.write('went on\\n')
      process.exit(0)`,
    )
    const pipe = (reader) => {
      const { stdout, stderr } = spawnSync('sh', ['-c', `"$0" "$1" | ${reader}`, process.execPath, file], {
        timeout: 20_000,
      })
      return { length: stdout.length, stderr: stderr.toString() }
    }

    assert.deepEqual(pipe('(sleep 0.5; cat)'), { length: MEGABYTE, stderr: 'went on\n' })
    assert.deepEqual(pipe('head -n 1'), { length: 1000, stderr: 'went on\n' })
  }))

test('one record of a megabyte arrives whole', async () => {
  const { stdout, code } = await run(`
    logging.basicConfig({ stream: process.stdout, format: '%(message)s' })
    logging.warning('é'.repeat(500000))
    process.exit(0)`)

  assert.equal(Buffer.byteLength(stdout), MEGABYTE + 1)
  assert.equal(code, 0)
})

test('what console.log has queued stays before what is logged after it', async () => {
  const { stdout } = await run(`
    logging.basicConfig({ stream: process.stdout, format: '%(message)s' })
    console.log('x'.repeat(300000))
    logging.warning('logged')
    console.log('after')`)

  assert.deepEqual(stdout.slice(300_000), '\nlogged\nafter\n')
})

test('a report of handleError arrives before process.exit too', async () => {
  const child = start(`
    logging.basicConfig({ stream: { write() { throw new Error('broken') } } })
    for (let i = 0; i < 300; i += 1) logging.warning('%s', 'x'.repeat(1000))
    process.exit(0)`)
  child.stderr.pause()
  await sleep(500)
  const { stderr, code } = await finish(child)

  assert.equal(stderr.match(/^Arguments: \('x{1000}',\)$/gm)?.length, 300)
  assert.equal(code, 0)
})

test('a reader that goes away neither ends the program nor stops it', async () => {
  const child = start(`
    logging.basicConfig({ stream: process.stdout })
    process.stdin.once('data', async () => {
      for (let i = 0; i < 1000; i += 1) logging.warning('x'.repeat(1000))
      await new Promise((resolve) => setTimeout(resolve, 100))
      logging.warning('again')
      process.stderr.write('went on')
      process.exit(7)
    })`)
  child.stdout.destroy()
  await sleep(100)
  child.stdin.end('go')
  const { stderr, code } = await finish(child)

  assert.deepEqual({ stderr, code }, { stderr: 'went on', code: 7 })
})

test('nor does one that goes away while a record waits behind what console.log has queued', async () => {
  const child = start(`
    logging.basicConfig({ stream: process.stdout })
    console.log('x'.repeat(400000))
    logging.warning('x'.repeat(4000000))
    setTimeout(() => {
      logging.warning('again')
      process.stderr.write('went on')
      process.exitCode = 7
    }, 300)`)
  let length = 0
  child.stdout.on('data', (chunk) => {
    length += chunk.length
    if (length > 500_000) child.stdout.destroy()
  })
  const { stderr, code } = await finish(child, ['stderr'])

  assert.deepEqual({ stderr, code }, { stderr: 'went on', code: 7 })
})

const LATE = {
  exit: "process.on('exit', () => logging.warning('late'))",
  'exit, by process.exit': "process.on('exit', () => logging.warning('late')); process.exit(0)",
  'exit, some time later': "process.on('exit', () => logging.warning('late')); setTimeout(() => process.exit(0), 5)",
  beforeExit: "process.on('beforeExit', () => logging.warning('late'))",
  uncaughtException:
    "process.on('uncaughtException', () => { logging.warning('late'); process.exit(0) }); throw new Error('x')",
}

for (const [event, text] of Object.entries(LATE)) {
  test(`a record logged in '${event}' arrives in files and on stderr`, () =>
    withFolder(async (folder) => {
      const { stderr, code } = await run(`
        logging.basicConfig({ handlers: [
          new logging.FileHandler(${quote(join(folder, 'a'))}),
          new handlers.TimedRotatingFileHandler(${quote(join(folder, 't'))}, { when: 'D' }),
          new logging.StreamHandler(),
        ], format: '%(message)s' })
        logging.warning('early')
        ${text}`)

      const all = 'early\nlate\n'
      const files = ['a', 't'].map((name) => readFileSync(join(folder, name), 'utf8'))
      assert.deepEqual({ files, stderr, code }, { files: [all, all], stderr: all, code: 0 })
    }))
}

test("a record logged in 'exit' arrives in a file opened with mode w, since handlers are closed last", () =>
  withFolder(async (folder) => {
    const file = join(folder, 'w')
    await run(`
      logging.basicConfig({ filename: ${quote(file)}, filemode: 'w', format: '%(message)s' })
      process.on('exit', () => logging.warning('late'))
      process.once('exit', () => logging.warning('later'))
      setImmediate(() => process.exit(0))`)

    assert.equal(readFileSync(file, 'utf8'), 'late\nlater\n')
  }))

test('at exit handlers are flushed and closed, the newest first; one that fails is reported and changes no exit code', async () => {
  const { stdout, stderr, code } = await run(`
    import { writeSync } from 'node:fs'
    class Noting extends logging.Handler {
      constructor(name) { super(); this.name = name }
      flush() { writeSync(1, this.name + ' flush\\n') }
      close() { writeSync(1, this.name + ' close\\n'); if (this.name === 'old') throw new TypeError('cannot close') }
    }
    globalThis.kept = [new Noting('old'), new Noting('new')]
    process.exitCode = 3`)

  assert.equal(stdout, 'new flush\nnew close\nold flush\nold close\n')
  // CPython 3.13.0 begins with these words, and its exit code is the program's own as well.
  assert.match(
    stderr,
    /^Exception ignored in atexit callback <function shutdown>:\nTraceback [\s\S]*\nTypeError: cannot close\n$/,
  )
  assert.equal(code, 3)
})

test('a message that cannot be formatted is reported as CPython does, and the program goes on', async () => {
  const { stderr, code } = await run(`
    logging.basicConfig({ format: '%(message)s' })
    function work() {
      logging.warning('%d of %s', 'x', 7)
    }
    work()
    logging.warning('went on')`)

  const lines = stderr.split('\n')
  assert.deepEqual(lines.slice(0, 2), ['--- Logging error ---', 'Traceback (most recent call last):'])
  const stack = lines.indexOf('Call stack:')
  assert.equal(lines[stack - 1], 'TypeError: %d format: a real number is required, not str')
  const frames = lines.slice(stack).filter((line) => line.startsWith('  File '))
  assert.deepEqual(
    frames.map((line) => line.replace(/^.*, line/, 'line')),
    ['line 6, in <module>', 'line 4, in work'],
  )
  assert.deepEqual(lines.slice(-4), ["Message: '%d of %s'", "Arguments: ('x', 7)", 'went on', ''])
  assert.equal(code, 0)
})

test('raiseExceptions = false silences that', async () => {
  const { stderr, code } = await run(`
    logging.raiseExceptions = false
    logging.basicConfig({ format: '%(message)s' })
    logging.warning('%d', 'x')
    logging.warning('went on')`)

  assert.deepEqual({ stderr, code }, { stderr: 'went on\n', code: 0 })
})

const CONSTRUCTORS = {
  FileHandler: (file, options) => `new logging.FileHandler(${quote(file)}, ${options})`,
  TimedRotatingFileHandler: (file, options) => `new handlers.TimedRotatingFileHandler(${quote(file)}, ${options})`,
  basicConfig: (file) => `logging.basicConfig({ filename: ${quote(file)} })`,
}

/** Prints the error of an expression as `Class|first line of its message`. */
const printError = (expression) => `
  try { ${expression}; console.log('no error') }
  catch (error) { console.log(error.name + '|' + error.message.split('\\n')[0] + '|' + (error instanceof logging.OSError)) }`

test('a folder that does not exist is a FileNotFoundError for the caller of the constructor', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'none', 'app.log')
    for (const [name, expression] of Object.entries(CONSTRUCTORS)) {
      const { stdout, stderr, code } = await run(printError(expression(file, '{}')))

      // CPython 3.13.0
      const expected = `FileNotFoundError|[Errno 2] No such file or directory: '${file}'|true\n`
      assert.deepEqual({ stdout, stderr, code }, { stdout: expected, stderr: '', code: 0 }, name)
    }
  }))

test('with delay the log call goes on and reports it', () =>
  withFolder(async (folder) => {
    const file = join(folder, 'none', 'app.log')
    for (const name of ['FileHandler', 'TimedRotatingFileHandler']) {
      const { stdout, stderr } = await run(`
        logging.getLogger('a').addHandler(${CONSTRUCTORS[name](file, '{ delay: true }')})
        ${printError("logging.getLogger('a').error('lost')")}`)

      assert.equal(stdout, 'no error\n', name)
      assert.match(stderr, /^--- Logging error ---\n/, name)
      assert.ok(stderr.includes(`\nFileNotFoundError: [Errno 2] No such file or directory: '${file}'\n`), stderr)
      assert.ok(stderr.endsWith("\nMessage: 'lost'\nArguments: ()\n"), stderr)
    }
  }))

/** How to run a child that may not write everywhere; the reason why not. */
function withoutPrivileges(folder) {
  if (process.platform === 'win32') return { reason: 'Windows has no permission bits' }
  if (process.getuid() !== 0) return { options: {} }
  const options = { uid: 65_534, gid: 65_534, cwd: folder }
  const build = new URL('../../packages/core/dist/face.mjs', import.meta.url).pathname
  const probe = `import { readFileSync } from 'node:fs'; readFileSync(${quote(build)})`
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', probe], options)
  return status === 0 ? { options } : { reason: 'uid 65534 cannot reach node or the build' }
}

test('a folder that is not writable is a PermissionError, at once or with the first record', (context) =>
  withFolder(async (folder) => {
    chmodSync(folder, 0o755)
    const { options, reason } = withoutPrivileges(folder)
    if (reason !== undefined) return context.skip(reason)
    if (process.getuid() !== 0) chmodSync(folder, 0o555)
    const file = join(folder, 'app.log')
    const expected = `PermissionError|[Errno 13] Permission denied: '${file}'|true\n`
    for (const [name, expression] of Object.entries(CONSTRUCTORS)) {
      const { stdout, stderr } = await run(printError(expression(file, '{}')), options)
      assert.deepEqual({ stdout, stderr }, { stdout: expected, stderr: '' }, name)
    }
    const delayed = `
      logging.getLogger('a').addHandler(new logging.FileHandler(${quote(file)}, { delay: true }))
      ${printError("logging.getLogger('a').error('lost')")}`
    const { stdout, stderr } = await run(delayed, options)
    assert.equal(stdout, 'no error\n')
    assert.ok(stderr.includes(`\nPermissionError: [Errno 13] Permission denied: '${file}'\n`), stderr)
    assert.deepEqual(readdirSync(folder), [])
  }))

test('a stack overflow in a formatter reaches the program and is not reported', async () => {
  const { stdout, stderr } = await run(`
    const log = logging.getLogger('a')
    const handler = new logging.StreamHandler()
    handler.setFormatter({ format: function deep(record) { return deep(record) + '' } })
    log.addHandler(handler)
    ${printError("log.error('a')")}
    handler.setFormatter(null)
    log.error('went on')`)

  assert.equal(stdout, 'RangeError|Maximum call stack size exceeded|false\n')
  assert.equal(stderr, 'went on\n')
})

test('a handler that logs to its own logger ends after a hundred records, and the program goes on', async () => {
  const { stdout, stderr, code } = await run(`
    const log = logging.getLogger('a')
    log.propagate = false
    let count = 0
    class Talkative extends logging.Handler {
      emit() { count += 1; log.warning('sent'); log.warning('sent again') }
    }
    log.addHandler(new Talkative())
    log.warning('first')
    console.log(count)
    log.warning('second')
    console.log(count)`)

  assert.equal(stdout, '100\n200\n')
  assert.equal(stderr.match(/^--- Logging error ---$/gm)?.length, 2)
  assert.match(stderr, /^RuntimeError: 100 log calls run inside each other; .*$/m)
  assert.equal(code, 0)
})

test('a program that only imports the package ends by itself and prints nothing', async () => {
  assert.deepEqual(await run(''), { stdout: '', stderr: '', code: 0, signal: null })
})
