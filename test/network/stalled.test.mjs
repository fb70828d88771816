/**
 * Peers that take nothing: log calls wait for one timeout and then not again, what is lost is counted exactly and told once,
 * and the end of the process has a bound.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { run, withFolder } from '../process/support/program.mjs'
import { own, test } from './support/limits.mjs'
import { freePort, noRsyslogd, Rsyslogd } from './support/rsyslogd.mjs'
import { listenTcp } from './support/servers.mjs'

const noUnixDgram = await import('unix-dgram').then(
  () => false,
  () => 'unix-dgram could not be built here',
)

/**
 * A program that notes how long each log call waits, and at its end prints that and what was dropped. Only waits count, up to
 * what was asked for: a busy machine may hold up any call.
 */
const program = (handler, statements, longWaitMs = 400) => `
  const { wait } = Atomics
  let waited = 0
  Atomics.wait = (cells, at, value, ms) => {
    const before = performance.now()
    const ended = wait(cells, at, value, ms)
    waited += Math.min(performance.now() - before, ms)
    return ended
  }
  const handler = new handlers.${handler}
  const log = logging.getLogger('shop')
  log.addHandler(handler)
  log.setLevel('INFO')
  const times = []
  const call = (...args) => {
    waited = 0
    log.info(...args)
    times.push(waited)
  }
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  ${statements}
  const slow = times.filter((ms) => ms > ${longWaitMs})
  const slowAt = slow.map((ms) => times.indexOf(ms))
  console.log(JSON.stringify({ slow, slowAt, dropped: handler.dropped, count: times.length }))`

const resultOf = (stdout) => JSON.parse(stdout.trim().split('\n').at(-1))
const toldIn = (stderr) => stderr.match(/^(?:RuntimeError|TimeoutError|\w*Error|gaierror): .*$/gm) ?? []

const SILENT = [
  {
    what: 'a web server',
    handler: (port, timeout = 1) => `HTTPHandler('127.0.0.1:${port}', '/log', { timeout: ${timeout} })`,
  },
  {
    what: 'a mail server',
    handler: (port, timeout = 1) =>
      `SMTPHandler(['127.0.0.1', ${port}], 'root', 'ops', 'failed', { timeout: ${timeout} })`,
  },
]
for (const { what, handler } of SILENT) {
  test(`${what} that accepts and never answers: once 8 MB wait, one call waits, and no other one`, async () => {
    const { port } = await listenTcp(() => undefined)
    const { stdout, stderr, code } = await run(
      program(
        handler(port),
        `const text = 'x'.repeat(500_000)
        for (let i = 0; i < 30; i += 1) call('%d %s', i, text)
        // Some are given up meanwhile, which makes room and is no progress.
        for (let i = 0; i < 8; i += 1) { await sleep(500); for (let j = 0; j < 5; j += 1) call('%d %s', i, text) }
        handler.close()`,
      ),
    )
    assert.equal(code, 0)
    const { slow, slowAt, dropped, count } = resultOf(stdout)
    assert.ok(slow.length <= 1 && slow.every((ms) => ms < 1500), `log calls ${slowAt} waited ${slow} ms`)
    assert.equal(dropped, count)
    const told = toldIn(stderr)
    // The last one has the last of them as its cause.
    const alone = told.filter((line) => line.startsWith('TimeoutError')).length - 1
    assert.equal(told.filter((line) => line.includes('does not take log records fast enough')).length, 1)
    assert.ok(
      told.at(-1).startsWith(`RuntimeError: ${count - alone} log records could not be sent to 127.0.0.1:${port}`),
      `${alone} alone of ${count}: ${told.at(-1)}`,
    )
  })

  test(`flush of a handler for ${what} that never answers waits for the timeout`, async () => {
    const port = await freePort()
    const { stdout } = await run(`
      const { once } = await import('node:events')
      const { createServer } = await import('node:net')
      const server = createServer((socket) => socket.on('error', () => undefined).unref()).listen(${port}, '127.0.0.1')
      const handler = new handlers.${handler(port, 2)}
      handler.handleError = () => undefined
      handler.handle(logging.makeLogRecord({ msg: 'a' }))
      // However long the thread takes to start.
      await once(server, 'connection')
      server.close()
      for (let i = 0; i < 3; i += 1) handler.handle(logging.makeLogRecord({ msg: 'a' }))
      const before = performance.now()
      handler.flush()
      console.log(performance.now() - before)`)
    const took = Number(stdout)
    assert.ok(took > 1600 && took < 3600, `flush took ${took} ms`)
  })
}

/** Makes the thread that sends begin its work so much later, as on a machine that is busy. */
const lateWorker = (ms) => `
  import threads from 'node:worker_threads'
  import { syncBuiltinESMExports } from 'node:module'
  const { Worker } = threads
  const nap = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});'
  threads.Worker = class extends Worker { constructor(text, options) { super(nap + text, options) } }
  syncBuiltinESMExports()`

// The thread's clock for the peer begins with the thread; large records pass the ring by, small ones fill it.
for (const [size, startsAfter] of [
  [500_000, 600],
  [50_000, 2500],
]) {
  test(`records of ${size} bytes and a thread that starts ${startsAfter} ms late: one call waits, and no other one`, async () => {
    const { port } = await listenTcp(() => undefined)
    const { stdout, code } = await run(
      lateWorker(startsAfter) +
        program(
          `HTTPHandler('127.0.0.1:${port}', '/log', { timeout: 1 })`,
          `const text = 'x'.repeat(${size})
          for (let i = 0; i < 300; i += 1) { call('%d %s', i, text); if (i > 250) await sleep(50) }
          handler.close()`,
        ),
    )
    const { slow, slowAt, dropped, count } = resultOf(stdout)
    assert.equal(code, 0)
    assert.ok(slow.length === 1 && slow[0] < 1500, `log calls ${slowAt} waited ${slow} ms`)
    assert.equal(dropped, count)
  })
}

test('a stream that is not read is dropped exactly: what its reader got and what was dropped are all records', async () => {
  const received = []
  let held = null
  const { port } = await listenTcp((socket) => {
    held = socket
    socket.on('data', (chunk) => received.push(chunk))
    socket.pause()
  })
  const { stdout, stderr } = await run(
    program(
      `SocketHandler('127.0.0.1', ${port})`,
      `handler.makeSocket = () => handlers.SocketHandler.prototype.makeSocket.call(handler, 3)
      const text = 'x'.repeat(10_000)
      for (let i = 0; i < 3000; i += 1) call('%d %s', i, text)
      handler.close()`,
      // Much of what it waits for is its own thread, to take from the ring.
      1500,
    ),
  )
  held.resume()
  await once(held, 'close')
  const { slow, dropped, count } = resultOf(stdout)
  assert.ok(slow.length <= 1, `log calls waited ${slow}`)
  let records = 0
  const bytes = Buffer.concat(received)
  for (let at = 0; at + 4 <= bytes.length && at + 4 + bytes.readUInt32BE(at) <= bytes.length; records += 1) {
    at += 4 + bytes.readUInt32BE(at)
  }
  // What was being written when it was given up may have come in part or whole: at most four batches.
  assert.ok(records + dropped >= count && records + dropped - count < 30, `${records} came, ${dropped} dropped`)
  assert.match(toldIn(stderr).at(-1), new RegExp(`^RuntimeError: ${dropped} log records could not be sent`))
})

test('a record that cannot be delivered is told once, however often it is tried and however the program ends', async () => {
  const port = await freePort()
  const { stderr, stdout, code } = await run(`
    const { createServer } = await import('node:net')
    const server = createServer((socket) => socket.on('error', () => undefined)).listen(${port}, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const sockets = []
    server.on('connection', (socket) => sockets.push(socket))
    const handler = new handlers.SysLogHandler(['127.0.0.1', ${port}], { socktype: handlers.SOCK_STREAM, timeout: 1 })
    await new Promise((resolve) => setTimeout(resolve, 100))
    for (const socket of sockets) socket.destroy()
    server.close()
    await new Promise((resolve) => setTimeout(resolve, 100))
    handler.handle(logging.makeLogRecord({ msg: 'the warning', levelname: 'WARNING' }))
    await new Promise((resolve) => setTimeout(resolve, 4000))
    process.on('exit', () => console.log(handler.dropped))`)
  assert.equal(code, 0)
  assert.equal(stdout, '0\n')
  assert.equal(toldIn(stderr).length, 1, stderr)
  assert.match(stderr, /ConnectionRefusedError: .*Message: 'the warning'/s)
})

test(
  'a unix datagram socket whose daemon is stopped: one call waits for one timeout, the others are dropped and counted',
  { skip: noRsyslogd || noUnixDgram },
  () =>
    withFolder(async (folder) => {
      const daemon = new Rsyslogd(folder)
      await daemon.start()
      own(() => daemon.kill())
      daemon.signal('SIGSTOP')
      const { stdout, stderr } = await run(
        program(
          `SysLogHandler(${JSON.stringify(daemon.path)}, { timeout: 1 })`,
          `for (let i = 0; i < 600; i += 1) call('order %d', i)
          handler.close()`,
        ),
      )
      daemon.signal('SIGCONT')
      const { slow, dropped, count } = resultOf(stdout)
      assert.ok(slow.length === 1 && slow[0] < 1500, `log calls waited ${slow}`)
      const lines = await daemon.lines(count - dropped)
      assert.equal(lines.length + dropped, count)
      const told = toldIn(stderr)
      assert.match(told[0], /^TimeoutError: timed out/)
      assert.match(told[1], /^RuntimeError: .* does not take log records fast enough/)
      assert.match(told[2], new RegExp(`^RuntimeError: ${dropped - 1} log records could not be sent`))
      assert.equal(told.length, 3)
    }),
)

test('a web server that is slow but lives holds the end up for 20 s, all handlers together', async () => {
  const server = createServer((_request, response) => setTimeout(() => response.end(), 400)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  own(() => server.closeAllConnections() ?? server.close())
  const { port } = server.address()
  const { stdout, stderr, code } = await run(
    `
    const all = ['/a', '/b'].map((url, i) => new handlers.HTTPHandler('127.0.0.1:${port}', url, { timeout: 5 + i }))
    for (const handler of all) {
      for (let i = 0; i < 100; i += 1) handler.handle(logging.makeLogRecord({ msg: 'a' }))
    }
    process.on('exit', () => {
      const began = performance.now()
      all[0].handleError = () => undefined
      logging.shutdown()
      console.log(performance.now() - began, all[0].dropped + all[1].dropped)
    })`,
    { timeout: 40_000 },
  )
  const [took, dropped] = stdout.split(' ').map(Number)
  assert.equal(code, 0)
  assert.ok(took > 18_000 && took < 22_000, `it took ${took} ms`)
  assert.ok(dropped > 80 && dropped < 120, `${dropped} dropped`)
  assert.match(stderr, /log records could not be sent/)
})

test('five handlers whose web servers never answer hold the end up for one timeout together', async () => {
  const { port } = await listenTcp(() => undefined)
  const began = performance.now()
  const { stderr } = await run(`
    const all = [0, 1, 2, 3, 4].map((i) => new handlers.HTTPHandler('127.0.0.1:${port}', '/', { timeout: 1 + i / 1000 }))
    for (const handler of all) handler.handle(logging.makeLogRecord({ msg: 'a' }))`)
  const took = performance.now() - began
  assert.ok(took < 4000, `it took ${took} ms`)
  assert.equal(toldIn(stderr).length, 5)
})

test('a name that does not resolve is a gaierror in every handler', async () => {
  const { stdout } = await run(`
    const name = 'no-such-host.invalid'
    const told = []
    for (const make of [
      () => new handlers.DatagramHandler(name, 9),
      () => new handlers.SysLogHandler([name, 9]),
      () => new handlers.SysLogHandler([name, 9], { socktype: 1 }),
      () => new handlers.HTTPHandler(name, '/'),
      () => new handlers.SMTPHandler(name, 'root', 'ops', 'failed'),
      () => new handlers.HTTPHandler('x'.repeat(300), '/'),
      () => new handlers.SMTPHandler('x'.repeat(300), 'root', 'ops', 'failed'),
    ]) {
      try {
        const handler = make()
        handler.handleError = (_record, error) => told.push(error)
        handler.handle(logging.makeLogRecord({ msg: 'a' }))
        handler.close()
        if (handler.dropped !== 1) console.log(make, handler.dropped)
      } catch (error) { told.push(error) }
    }
    console.log(told.map((error) => error.name + ' ' + (error instanceof logging.OSError)).join())`)
  assert.equal(stdout, `${Array.from({ length: 7 }, () => 'gaierror true').join()}\n`)
})
