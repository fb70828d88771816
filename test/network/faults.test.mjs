/**
 * Peers that are absent, die, do not read, reset, or are slow: no log call throws or waits longer than the timeout.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { run, start, withFolder } from '../process/support/program.mjs'
import { ownChild, test } from './support/limits.mjs'
import { ended, linesOf, noPython, startPython, until } from './support/peers.mjs'
import { freePort } from './support/rsyslogd.mjs'
import { listenTcp } from './support/servers.mjs'

/** A log call may wait a second for a peer; this machine may be busy. */
const LONGEST_CALL_MS = 2500

/** A program whose `call` logs and notes the longest call, which it prints at its end. */
const program = (handler, statements) => `
  const handler = new handlers.${handler}
  const log = logging.getLogger('shop')
  log.addHandler(handler)
  log.setLevel('INFO')
  let longest = 0
  const call = (...args) => {
    const before = performance.now()
    log.info(...args)
    longest = Math.max(longest, performance.now() - before)
  }
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  process.on('exit', () => console.log(JSON.stringify({ longest, dropped: handler.dropped })))
  ${statements}`

const startOwned = (...args) => ownChild(start(...args))

const resultOf = (stdout) => JSON.parse(stdout.trim().split('\n').at(-1))

test('records wait for a receiver that is started later', { skip: noPython }, () =>
  withFolder(async (folder) => {
    const port = await freePort()
    const child = startOwned(
      program(
        `SocketHandler('127.0.0.1', ${port})`,
        `handler.retryStart = 0.2
        for (let i = 0; i < 100; i += 1) call('%d', i)
        handler.flush()
        console.log(handler.retryTime > Date.now() / 1000)
        process.once('message', () => { handler.flush(); logging.getLogger('end').addHandler(handler); logging.getLogger('end').warning('end'); process.disconnect() })`,
      ),
      { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
    )
    let stdout = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    await until(() => stdout.includes('true'))
    const file = join(folder, 'received')
    const receiver = await startPython('receiver.py', [file, 'tcp', String(port)])
    child.send('go')
    await Promise.all([ended(child), ended(receiver.child)])

    assert.deepEqual(
      linesOf(file).map((line) => JSON.parse(line).text),
      Array.from({ length: 100 }, (_, i) => String(i)),
    )
    const { longest, dropped } = resultOf(stdout)
    assert.equal(dropped, 0)
    assert.ok(longest < LONGEST_CALL_MS, `a log call took ${longest} ms`)
  }),
)

test('a receiver that is killed and started anew gets the later records', { skip: noPython }, () =>
  withFolder(async (folder) => {
    const [first, second] = ['first', 'second'].map((name) => join(folder, name))
    const receiver = await startPython('receiver.py', [first, 'tcp'])
    const child = startOwned(
      program(
        `SocketHandler('127.0.0.1', ${receiver.line})`,
        `handler.retryStart = 0.1
        let i = 0
        const timer = setInterval(() => call('%d', i++), 5)
        process.once('message', () => { clearInterval(timer); process.disconnect() })`,
      ),
      { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
    )
    let stdout = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    await new Promise((resolve) => setTimeout(resolve, 700))
    receiver.child.kill('SIGKILL')
    await ended(receiver.child)
    const again = await startPython('receiver.py', [second, 'tcp', receiver.line])
    await new Promise((resolve) => setTimeout(resolve, 1500))
    child.send('stop')
    await ended(child)
    await new Promise((resolve) => setTimeout(resolve, 300))
    again.child.kill()

    const numbers = linesOf(second).map((line) => Number(JSON.parse(line).text))
    assert.ok(numbers.length > 20, `only ${numbers.length} came to the second`)
    for (const [index, number] of numbers.entries()) assert.equal(number, numbers[0] + index, 'in order, none twice')
    assert.ok(resultOf(stdout).longest < LONGEST_CALL_MS)
  }),
)

test('a peer that accepts and never reads: memory is bounded, drops are counted and told once', async () => {
  const { port, close } = await listenTcp((socket) => socket.pause())
  const { stdout, stderr, code } = await run(
    program(
      `SocketHandler('127.0.0.1', ${port})`,
      `const text = 'x'.repeat(10_000)
      for (let i = 0; i < 10_000; i += 1) call('%d %s', i, text)
      const mb = process.memoryUsage().rss / 1e6
      if (mb > 300) console.error('too much memory', mb)`,
    ),
  )
  close()

  const { longest, dropped } = resultOf(stdout)
  assert.equal(code, 0)
  assert.ok(dropped > 5000, `${dropped} dropped`)
  assert.ok(longest > 500 && longest < LONGEST_CALL_MS, `a log call took ${longest} ms`)
  const told = stderr.split('\n').filter((line) => line.startsWith('RuntimeError: '))
  assert.equal(told.length, 2, stderr)
  assert.match(
    told[0],
    /127\.0\.0\.1:\d+ does not take log records fast enough; they are dropped and counted from now on/,
  )
  assert.match(told[1], /\d+ log records could not be sent to 127\.0\.0\.1:\d+/)
})

test('a peer that resets every connection harms nobody', async () => {
  const { port, close } = await listenTcp((socket) => socket.once('data', () => socket.resetAndDestroy()))
  const { stdout, stderr, code } = await run(
    program(
      `SocketHandler('127.0.0.1', ${port})`,
      "for (let i = 0; i < 200; i += 1) { call('%d', i); if (i % 20 === 0) await sleep(10) }",
    ),
  )
  close()
  assert.deepEqual(
    { stderr: stderr.replace(/^--- Logging error ---\n[\s\S]*could not be sent[^\n]*\n$/, ''), code },
    { stderr: '', code: 0 },
  )
  assert.ok(resultOf(stdout).longest < LONGEST_CALL_MS)
})

test('a TLS server that never answers: log calls go on at once, and the end waits no longer than the timeout', async () => {
  const { port, close } = await listenTcp(() => undefined)
  const began = performance.now()
  const { stdout, stderr } = await run(
    program(`HTTPHandler('127.0.0.1:${port}', '/log', { secure: true, timeout: 1 })`, "call('a'); call('b')"),
  )
  close()
  assert.ok(resultOf(stdout).longest < 500, stdout)
  assert.ok(performance.now() - began < 8000)
  assert.match(stderr, /TimeoutError: timed out/)
})

test('a web server that never answers holds the end up for one timeout, however many records wait', async () => {
  const { port, close } = await listenTcp(() => undefined)
  const { stdout, stderr } = await run(
    program(
      `HTTPHandler('127.0.0.1:${port}', '/log', { timeout: 1 })`,
      `for (let i = 0; i < 20; i += 1) call('%d', i)
      const before = performance.now()
      handler.close()
      console.log(performance.now() - before)`,
    ),
  )
  close()
  assert.ok(Number(stdout.split('\n')[0]) < 3000, stdout)
  assert.match(stderr, /19 log records could not be sent to 127\.0\.0\.1/)
})

test('a name that does not resolve: a stream is silent as in Python, a datagram is told', async () => {
  for (const [handler, told] of [
    [
      "SocketHandler('no-such-host.invalid', 9020)",
      /^--- Logging error ---\n.*1 log record could not be sent to no-such-host\.invalid:9020\n$/s,
    ],
    ["DatagramHandler('no-such-host.invalid', 9021)", /gaierror: \[Errno -[23]\].*Message: 'a'/s],
  ]) {
    const { stdout, stderr, code } = await run(program(handler, "call('a')"))
    assert.match(stderr, told)
    assert.equal(code, 0)
    assert.ok(resultOf(stdout).longest < LONGEST_CALL_MS)
  }
})

test('a failure is told also where it happened before the program waits for its records', async () => {
  // The worker has failed and said so while this thread was busy; then the program ends without a turn of the event loop.
  const busy = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)'
  for (const [handler, told] of [
    [`HTTPHandler('127.0.0.1:${await freePort()}', '/log')`, /ConnectionRefusedError: .*Message: 'a'/s],
    ["DatagramHandler('no-such-host.invalid', 9021)", /gaierror: .*Message: 'a'/s],
  ]) {
    const { stderr, code } = await run(program(handler, `call('a'); ${busy}`))
    assert.match(stderr, told)
    assert.equal(code, 0)
  }
})

test('a record of ten megabytes arrives by TCP, and is told to be too long for UDP', { skip: noPython }, () =>
  withFolder(async (folder) => {
    const file = join(folder, 'received')
    const { child, line } = await startPython('receiver.py', [file, 'tcp'])
    const big = program(
      `SocketHandler('127.0.0.1', ${line})`,
      "call('before'); call('%s', 'é'.repeat(5_000_000)); call('after'); logging.getLogger('end').addHandler(handler); logging.getLogger('end').warning('end')",
    )
    const { stdout, stderr } = await run(big)
    await ended(child)
    const texts = linesOf(file).map((each) => JSON.parse(each).text)
    assert.deepEqual({ stderr, texts: texts.map(({ length }) => length) }, { stderr: '', texts: [6, 5_000_000, 5] })
    assert.equal(texts[1], 'é'.repeat(5_000_000))
    assert.ok(resultOf(stdout).longest < LONGEST_CALL_MS)

    const udp = await run(
      program(`DatagramHandler('127.0.0.1', ${await freePort()})`, "call('%s', 'é'.repeat(50_000))"),
    )
    assert.match(udp.stderr, /OSError: \[Errno 90\] Message too long/)
  }),
)

test('a handler that is closed and used again connects again', async () => {
  let connections = 0
  const { port, close } = await listenTcp((socket) => {
    connections += 1
    socket.resume()
  })
  const { stderr } = await run(
    program(`SocketHandler('127.0.0.1', ${port})`, "call('a'); handler.close(); call('b'); handler.close()"),
  )
  close()
  assert.deepEqual({ stderr, connections }, { stderr: '', connections: 2 })
})
