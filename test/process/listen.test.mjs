/**
 * A listening program in a process of its own: CPython's client configures it, hostile senders do not harm it.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'
import { finish, run, start, withFolder } from './support/program.mjs'

const CONFIG = JSON.stringify(new URL('../../packages/core/dist/config-face.mjs', import.meta.url).href)
/** Says its port, then logs to root whenever it gets a line, and ends with its input. */
const LISTENING = `
const { listen } = await import(${CONFIG})
const listener = listen(0, null, { timeoutMs: 3000 })
listener.start()
await listener.ready.wait()
console.log(listener.port)
process.stdin.on('data', () => logging.getLogger('app').warning('heard'))
process.stdin.on('end', () => process.exit(0))`

/** What docs.python.org shows: the client of a listener. */
const PYTHON_CLIENT = `
import socket, struct, sys
data = open(sys.argv[2], 'rb').read()
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(('localhost', int(sys.argv[1])))
s.send(struct.pack('>L', len(data)))
s.send(data)
while s.recv(100): pass
s.close()`

test('CPython’s client configures it with JSON, then with INI, then with what is neither', (context) => {
  const python = findPython()
  if (python === null) return context.skip(NO_PYTHON)
  return listening(async ({ port, child, folder }) => {
    const log = (name) => join(folder, name)
    const texts = [
      JSON.stringify({
        version: 1,
        disable_existing_loggers: false,
        formatters: { p: { format: 'json %(name)s %(message)s' } },
        handlers: { f: { class: 'logging.FileHandler', filename: log('json.log'), formatter: 'p' } },
        root: { handlers: ['f'] },
      }),
      `[loggers]\nkeys = root,app\n[handlers]\nkeys = f\n[formatters]\nkeys = p\n[logger_root]\nhandlers = f
[logger_app]\nqualname = app\nhandlers =\n[handler_f]\nclass = FileHandler\nformatter = p
args = (${JSON.stringify(log('ini.log'))},)\n[formatter_p]\nformat = ini %(name)s %(message)s\n`,
      'neither',
    ]
    let lines = 0
    for (const text of texts) {
      writeFileSync(log('sent'), text)
      const { status, stderr } = spawnSync(python.command, ['-c', PYTHON_CLIENT, String(port), log('sent')], {
        env: python.env,
        encoding: 'utf8',
      })
      assert.equal(status, 0, stderr)
      child.stdin.write('log\n')
      lines += 1
      await until(() => linesIn(log('json.log')) + linesIn(log('ini.log')) === lines)
    }

    assert.equal(readFileSync(log('json.log'), 'utf8'), 'json app heard\n')
    assert.equal(readFileSync(log('ini.log'), 'utf8'), 'ini app heard\nini app heard\n')
    const { stderr, code } = await end(child)
    assert.match(stderr, /^Traceback \(most recent call last\):\n/)
    assert.match(stderr, /During handling of the above exception, another exception occurred:/)
    assert.equal(code, 0)
  })
})

test('random bytes, lengths of 4 GB, half messages and 500 silent connections leave it listening', () =>
  listening(async ({ port, child, folder }) => {
    const random = (length) => Buffer.from(Array.from({ length }, () => Math.floor(Math.random() * 256)))
    for (let count = 0; count < 100; count += 1) await send(port, random(1 + Math.floor(Math.random() * 2000)))
    for (let count = 0; count < 100; count += 1) await send(port, framed(random(Math.floor(Math.random() * 2000))))
    for (let count = 0; count < 20; count += 1) await send(port, Buffer.of(0xff, 0xff, 0xff, 0xff, 1, 2, 3))
    for (let count = 0; count < 20; count += 1) await send(port, framed(Buffer.alloc(5000, 32)).subarray(0, 100))
    for (let count = 0; count < 20; count += 1) await send(port, framed('['.repeat(1_000_000)))
    const idle = Array.from({ length: 500 }, () => silent(port))

    const file = join(folder, 'app.log')
    const config = {
      version: 1,
      disable_existing_loggers: false,
      handlers: { f: { class: 'logging.FileHandler', filename: file } },
      root: { handlers: ['f'] },
    }
    await send(port, framed(JSON.stringify(config)))
    child.stdin.write('log\n')
    await until(() => readIfThere(file) === 'heard\n')
    for (const socket of idle) socket.destroy()

    const { code, stderr } = await end(child)
    assert.equal(code, 0)
    assert.match(stderr, /a configuration of 4294967295 bytes; at most 1048576/)
    assert.match(stderr, /only 96 of 5000 bytes were sent/)
    assert.doesNotMatch(stderr, /FATAL|Unhandled/i)
  }))

test('whoever drips byte after byte is cut off, and others are heard meanwhile', () =>
  listening(async ({ port, child, folder }) => {
    const slow = silent(port)
    slow.write(Buffer.of(0, 0, 255, 255))
    const dripping = setInterval(() => slow.write('{'), 50)
    const cut = once(slow, 'close')
    const file = join(folder, 'app.log')
    const handlers = { f: { class: 'logging.FileHandler', filename: file } }

    await send(port, framed(JSON.stringify({ version: 1, handlers })))

    assert.equal(readIfThere(file), '')
    await cut
    clearInterval(dripping)
    assert.match((await end(child)).stderr, /timed out after 3000 ms/)
  }))

test('a listener keeps no program alive', async () => {
  const { code, stdout } = await run(`
    const { listen } = await import(${CONFIG})
    const listener = listen(0)
    listener.start()
    await listener.ready.wait()
    console.log('over')`)

  assert.deepEqual([code, stdout], [0, 'over\n'])
})

test('a program that waits for a listener goes on until it is stopped', async () => {
  const { code, stdout } = await run(`
    const { listen, stopListening } = await import(${CONFIG})
    const listener = listen(0)
    listener.start()
    setTimeout(stopListening, 300).unref()
    await listener.join()
    console.log(listener.is_alive())`)

  assert.deepEqual([code, stdout], [0, 'false\n'])
})

/** Runs a test beside a listening program. */
function listening(work) {
  return withFolder(async (folder) => {
    const child = start(LISTENING, { timeout: 60_000 })
    let heard = ''
    child.heard = () => heard
    const [first] = await once(child.stdout, 'data')
    child.stderr.on('data', (chunk) => {
      heard += chunk
    })
    try {
      await work({ port: Number(String(first)), child, folder })
    } finally {
      child.kill()
    }
  })
}

/** Ends the program. @returns What it printed since, and its exit code. */
async function end(child) {
  child.stdin.end()
  const { code } = await finish(child, [])
  return { code, stderr: child.heard() }
}

function framed(text) {
  const bytes = Buffer.from(text)
  const head = Buffer.alloc(4)
  head.writeUInt32BE(bytes.length)
  return Buffer.concat([head, bytes])
}

function silent(port) {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.resume()
  return socket
}

/** Sends bytes, says that they are all, and waits for the end of the connection. */
async function send(port, bytes) {
  const socket = silent(port)
  socket.end(bytes)
  await once(socket, 'close')
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function linesIn(file) {
  return (readIfThere(file) ?? '').split('\n').length - 1
}

async function until(isSo) {
  for (let count = 0; count < 500 && !isSo(); count += 1) await sleep(20)
  assert.ok(isSo())
}
