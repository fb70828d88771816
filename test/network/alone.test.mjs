/**
 * Handlers beside each other: what closes, fails or floods in one is not felt by another, and nothing is lost at a close.
 */
import assert from 'node:assert/strict'
import { run } from '../process/support/program.mjs'
import { test } from './support/limits.mjs'
import { until } from './support/peers.mjs'
import { noteHttp, noteTcp, noteUdp } from './support/servers.mjs'

const CONFIG = JSON.stringify(new URL('../../packages/core/dist/config-face.mjs', import.meta.url).href)
const LINE = /line\d+x/g
const lines = (count) => Array.from({ length: count }, (_, index) => `line${index}x`)

/** What has come may still be on its way when the program has ended. */
async function arrived(seen, expected) {
  await until(() => seen.length >= expected.length).catch(() => undefined)
  assert.deepEqual(seen, expected)
}

const kinds = [
  { kind: 'SocketHandler', note: noteTcp, options: (port) => ({ host: '127.0.0.1', port }) },
  { kind: 'DatagramHandler', note: noteUdp, options: (port) => ({ host: '127.0.0.1', port }) },
  { kind: 'SysLogHandler', note: noteUdp, options: (port) => ({ address: ['127.0.0.1', port] }) },
  { kind: 'HTTPHandler', note: noteHttp, options: (port) => ({ host: `127.0.0.1:${port}`, url: '/log' }) },
]
for (const { kind, note, options } of kinds) {
  // CPython loses none of them, and takes 2 ms.
  test(`twenty reloads with a line after each to a ${kind}: all lines come, in order, and no reload waits`, async () => {
    const { port, seen } = await note(LINE)
    const handler = JSON.stringify({ class: `logging.handlers.${kind}`, ...options(port) })
    const { stdout, stderr } = await run(`
      const { dictConfig } = await import(${CONFIG})
      const took = []
      for (let i = 0; i < 20; i += 1) {
        const before = performance.now()
        dictConfig({ version: 1, handlers: { h: ${handler} }, root: { level: 'INFO', handlers: ['h'] } })
        took.push(performance.now() - before)
        logging.info('line' + i + 'x')
      }
      console.log(took.sort((a, b) => a - b).slice(-3).join(' '))`)
    assert.equal(stderr, '')
    await arrived(seen, lines(20))
    // A busy machine may stop any of them for a while; waits would be of all.
    const [third, , longest] = stdout.split(' ').map(Number)
    assert.ok(third < 50 && longest < 500, `the longest dictConfigs took ${stdout} ms`)
  })

  test(`a ${kind} that is used and closed ten times loses no record, and does not wait`, async () => {
    const { port, seen } = await note(LINE)
    const { stdout, stderr } = await run(`
      const handler = new handlers.${kind}(${JSON.stringify(options(port))})
      const took = []
      for (let i = 0; i < 10; i += 1) {
        const before = performance.now()
        handler.handle(logging.makeLogRecord({ msg: 'line' + i + 'x', levelno: 20, levelname: 'INFO' }))
        handler.close()
        took.push(performance.now() - before)
      }
      console.log(took.sort((a, b) => a - b).at(-2), handler.dropped)`)
    assert.equal(stderr, '')
    await arrived(seen, lines(10))
    const [longest, dropped] = stdout.split(' ').map(Number)
    assert.ok(longest < 500, `a close took ${longest} ms`)
    assert.equal(dropped, 0)
  })
}

test('sixty handlers that are made, used and closed in a row lose nothing', async () => {
  const { port, seen } = await noteTcp(LINE)
  const { stderr } = await run(`
    for (let i = 0; i < 60; i += 1) {
      const handler = new handlers.SocketHandler('127.0.0.1', ${port})
      handler.handle(logging.makeLogRecord({ msg: 'line' + i + 'x', levelno: 20, levelname: 'INFO' }))
      handler.close()
    }`)
  assert.equal(stderr, '')
  // Sixty connections are read in the order of the server's choice.
  await until(() => seen.length >= 60)
  assert.deepEqual(new Set(seen), new Set(lines(60)))
})

test("the close of one handler does not keep another's record", async () => {
  const [first, second] = [await noteTcp(LINE), await noteTcp(LINE)]
  const { stdout } = await run(`
    const record = (text) => logging.makeLogRecord({ msg: text, levelno: 20, levelname: 'INFO' })
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
    const a = new handlers.SocketHandler('127.0.0.1', ${first.port})
    for (let i = 0; i < 10; i += 1) {
      const b = new handlers.SocketHandler('127.0.0.1', ${second.port})
      a.handle(record('line0x'))
      b.handle(record('line' + 2 * i + 'x'))
      b.flush()
      a.close()
      b.handle(record('line' + (2 * i + 1) + 'x'))
      // Nothing but time: no next record, no flush.
      await sleep(50)
    }
    await sleep(200)
    process.stdout.write('now')
    process.kill(process.pid, 'SIGKILL')`)
  assert.equal(stdout, 'now')
  await until(() => second.seen.length >= 20).catch(() => undefined)
  assert.deepEqual(new Set(second.seen), new Set(lines(20)))
})

test('addresses that cannot be are told with their record at once, and no other handler feels them', async () => {
  const good = await noteTcp(LINE)
  const { stdout, stderr, code } = await run(`
    const record = (text) => logging.makeLogRecord({ msg: text, levelno: 20, levelname: 'INFO' })
    const good = new handlers.SocketHandler('127.0.0.1', ${good.port})
    const bad = [
      ...[NaN, 70000, 'x', -1, 1.5, true].flatMap((port) => [
        () => new handlers.SocketHandler('127.0.0.1', port),
        () => new handlers.DatagramHandler('127.0.0.1', port),
        () => new handlers.SysLogHandler(['127.0.0.1', port], { socktype: 1 }),
        () => new handlers.SysLogHandler(['127.0.0.1', port]),
        () => new handlers.HTTPHandler('127.0.0.1:' + port, '/'),
        () => new handlers.SMTPHandler(['127.0.0.1', port === port ? port : 0.5], 'a@b', 'c@d', 'e'),
      ]),
      ...[5, ''].flatMap((host) => [
        () => new handlers.SocketHandler(host, 9),
        () => new handlers.SysLogHandler([host, 9], { socktype: 1 }),
        () => new handlers.HTTPHandler(host, '/'),
        () => new handlers.SMTPHandler(host, 'a@b', 'c@d', 'e'),
      ]),
      () => new handlers.SocketHandler('x'.repeat(200), null),
    ]
    let untold = 0
    for (const [i, make] of bad.entries()) {
      let told = 0
      try {
        const handler = make()
        handler.handleError = () => { told += 1 }
        handler.handle(record('bad'))
      } catch { told += 1 }
      if (told !== 1) console.log(String(make), told)
      good.handle(record('line' + i + 'x'))
    }
    console.log(bad.length)`)
  assert.deepEqual({ stderr, code }, { stderr: '', code: 0 })
  await arrived(good.seen, lines(Number(stdout)))
})

test('what throws inside one link is told with its records, and no other handler feels it', async () => {
  const good = await noteTcp(LINE)
  const { stdout, stderr, code } = await run(`
    const record = (text) => logging.makeLogRecord({ msg: text, levelno: 20, levelname: 'INFO' })
    const good = new handlers.SocketHandler('127.0.0.1', ${good.port})
    const told = []
    const options = { secure: true, context: { ciphers: 'nonsense' }, timeout: 1 }
    const bad = [
      new handlers.SocketHandler('127.0.0.1', ${good.port}, { context: { ciphers: 'nonsense' } }),
      new handlers.SocketHandler('127.0.0.1', ${good.port}, { context: { minVersion: 'TLSv9' } }),
      new handlers.HTTPHandler('127.0.0.1:${good.port}', '/', options),
      new handlers.HTTPHandler('127.0.0.1:${good.port}', '/ not a path', { timeout: 1 }),
    ]
    for (let i = 0; i < 50; i += 1) {
      for (const handler of bad) handler.handle(record('bad'))
      good.handle(record('line' + i + 'x'))
    }
    good.close()
    for (const handler of bad) {
      handler.handleError = (_record, error) => told.push(error.name)
      handler.close()
    }
    console.log(bad.map(({ dropped }) => dropped).join())`)
  assert.equal(code, 0)
  await arrived(good.seen, lines(50))
  assert.equal(stdout, '50,50,50,50\n')
  assert.match(stderr, /could not be sent|TypeError|SSL/)
  assert.doesNotMatch(stderr, /In the transport worker/)
})

test('records of a reload whose peer is away are sent when it is back, where the new handler leads there too', async () => {
  const first = await noteTcp(LINE)
  await first.close()
  const child = run(`
    const { dictConfig } = await import(${CONFIG})
    for (let i = 0; i < 5; i += 1) {
      const h = { class: 'logging.handlers.SocketHandler', host: '127.0.0.1', port: ${first.port} }
      const before = performance.now()
      dictConfig({ version: 1, handlers: { h }, root: { level: 'INFO', handlers: ['h'] } })
      if (performance.now() - before > 500) console.log('waited')
      logging.info('line' + i + 'x')
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
    await new Promise((resolve) => setTimeout(resolve, 2500))`)
  await new Promise((resolve) => setTimeout(resolve, 2500))
  const { seen } = await noteTcp(LINE, first.port)
  const { stdout, stderr } = await child
  assert.deepEqual({ stdout, stderr }, { stdout: '', stderr: '' })
  await arrived(seen, lines(5))
})

test('reloads while the peer is away keep no more than one handler may, and count the rest', async () => {
  const peer = await noteTcp(LINE)
  await peer.close()
  const { stdout, code } = await run(`
    const { dictConfig } = await import(${CONFIG})
    logging.raiseExceptions = false
    const all = []
    for (let i = 0; i < 12; i += 1) {
      const h = { class: 'logging.handlers.SocketHandler', host: '127.0.0.1', port: ${peer.port} }
      dictConfig({ version: 1, handlers: { h }, root: { level: 'INFO', handlers: ['h'] } })
      all.push(logging.getHandlerByName('h'))
      for (let j = 0; j < 20; j += 1) logging.info('x'.repeat(100_000))
    }
    const dropped = () => all.reduce((sum, handler) => sum + handler.dropped, 0)
    for (let i = 0; i < 40 && dropped() < 140; i += 1) await new Promise((resolve) => setTimeout(resolve, 100))
    console.log(dropped())
    process.on('exit', () => { all.at(-1).close(); console.log(dropped()) })`)
  assert.equal(code, 0)
  const [early] = stdout.split('\n').map(Number)
  // 22 MB were closed with their handlers, and 8 MB of them wait.
  assert.ok(early >= 130 && early <= 160, `${early} dropped`)
})

for (const { kind, note, options } of kinds) {
  test(`two ${kind}s to one peer: what was logged in an order comes in that order`, async () => {
    const { port, seen } = await note(LINE)
    const given = JSON.stringify(options(port))
    const { stderr } = await run(`
      const [a, b] = [0, 1].map(() => new handlers.${kind}(${given}))
      for (let i = 0; i < 200; i += 1) {
        const handler = i % 2 === 0 ? a : b
        handler.handle(logging.makeLogRecord({ msg: 'line' + i + 'x', levelno: 20, levelname: 'INFO' }))
      }`)
    assert.equal(stderr, '')
    await arrived(seen, lines(200))
  })
}
