/**
 * Programs with network handlers: how they end, and what of their records arrives.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { run, withFolder, writeProgram } from '../process/support/program.mjs'
import { own, ownChild, test } from './support/limits.mjs'
import { until } from './support/peers.mjs'
import { freePort } from './support/rsyslogd.mjs'
import { noteUdp } from './support/servers.mjs'

const CORE = JSON.stringify(new URL('../../packages/core/dist/face.mjs', import.meta.url).href)

/** A receiver in this process that notes the messages it gets. */
async function receive(test) {
  const { default: logging } = await import('../../packages/core/dist/face.mjs')
  const { SocketReceiver } = logging.handlers
  const messages = []
  class Noting extends SocketReceiver {
    handleRecord(record) {
      messages.push(record.getMessage())
    }
  }
  const receiver = new Noting('127.0.0.1', 0)
  await receiver.listen()
  own(() => receiver.close())
  return await test(receiver.address[1], messages)
}

function runFile(file) {
  const child = ownChild(spawn(process.execPath, [file]))
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ stderr, code })))
}

/** What a process has sent may still be on its way when it has ended. */
async function arrived(messages, count) {
  await until(() => messages.length >= count).catch(() => undefined)
}

const program = (port, statements) => `
  const handler = new handlers.SocketHandler('127.0.0.1', ${port})
  const log = logging.getLogger('shop')
  log.addHandler(handler)
  log.setLevel('INFO')
  ${statements}`

for (const [how, statements, code] of [
  ['by itself', "log.info('order')", 0],
  ['by process.exit', "log.info('order'); process.exit(4)", 4],
  ['by an error that nobody catches', "log.info('order'); throw new Error('on purpose')", 1],
  ["in an 'exit' listener that logs", "process.on('exit', () => log.info('order'))", 0],
]) {
  test(`a program that ends ${how} loses no record`, () =>
    receive(async (port, messages) => {
      const ending = await run(program(port, statements))
      await arrived(messages, 1)
      assert.deepEqual({ messages, code: ending.code }, { messages: ['order'], code })
    }))
}

test('ten thousand records before process.exit all arrive, in order', () =>
  receive(async (port, messages) => {
    const { code } = await run(program(port, "for (let i = 0; i < 10000; i += 1) log.info('%d', i); process.exit(0)"))
    assert.equal(code, 0)
    await arrived(messages, 10_000)
    assert.deepEqual(
      messages,
      Array.from({ length: 10_000 }, (_, i) => String(i)),
    )
  }))

test('no worker is started before the first record', async () => {
  const { stdout } = await run(`
    import { readdirSync } from 'node:fs'
    import { performance } from 'node:perf_hooks'
    const threads = () => process.report.getReport().workers.length
    logging.root.addHandler(new handlers.SocketHandler('127.0.0.1', ${await freePort()}))
    logging.root.addHandler(new handlers.DatagramHandler('127.0.0.1', ${await freePort()}))
    logging.root.addHandler(new handlers.SysLogHandler(['localhost', ${await freePort()}]))
    logging.root.addHandler(new handlers.SysLogHandler('/no/such/socket'))
    logging.root.addHandler(new handlers.HTTPHandler('127.0.0.1:${await freePort()}', '/'))
    logging.root.addHandler(new handlers.SMTPHandler('127.0.0.1', 'a@b', 'c@d', 'e'))
    await new Promise((resolve) => setTimeout(resolve, 200))
    console.log(threads())
    logging.root.handlers[1].handle(logging.makeLogRecord({ msg: 'x' }))
    logging.root.handlers[0].handle(logging.makeLogRecord({ msg: 'x' }))
    for (let i = 0; i < 200 && threads() === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 50))
    await new Promise((resolve) => setTimeout(resolve, 300))
    console.log(threads())
    for (const handler of [...logging.root.handlers]) handler.close()`)
  assert.equal(stdout, '0\n1\n', 'one worker for all, and none before')
})

test('worker threads of the program send their own records, and end', () =>
  receive(async (port, messages) => {
    const { stderr, code } = await run(`
      import { Worker } from 'node:worker_threads'
      const text = \`const { default: logging } = await import(${CORE.replaceAll('"', '\\"')})
        logging.root.addHandler(new logging.handlers.SocketHandler('127.0.0.1', ${port}))
        const { workerData } = await import('node:worker_threads')
        for (let i = 0; i < 500; i += 1) logging.warning('%d.%d', workerData, i)\`
      const url = new URL('data:text/javascript,' + encodeURIComponent(text))
      await Promise.all([1, 2, 3].map((workerData) => new Promise((resolve) => new Worker(url, { workerData }).on('exit', resolve))))`)
    assert.deepEqual({ stderr, code }, { stderr: '', code: 0 })
    await arrived(messages, 1500)
    for (const worker of ['1', '2', '3']) {
      const own = messages.filter((text) => text.startsWith(`${worker}.`))
      assert.deepEqual(
        own,
        Array.from({ length: 500 }, (_, i) => `${worker}.${i}`),
      )
    }
  }))

test('workers of node:cluster send records over TCP and UDP', () =>
  receive(async (port, messages) => {
    // Large enough for all, whatever this process is doing meanwhile: the usual buffer holds 166 datagrams of this size.
    const { port: udpPort, seen } = await noteUdp(/Process-\d+/)
    const text = `
      import cluster from 'node:cluster'
      if (cluster.isPrimary) {
                for (let i = 0; i < 2; i += 1) cluster.fork()
      } else {
        logging.root.addHandler(new handlers.SocketHandler('127.0.0.1', ${port}))
        logging.root.addHandler(new handlers.DatagramHandler('127.0.0.1', ${udpPort}))
        for (let i = 0; i < 100; i += 1) logging.warning('%s', logging.makeLogRecord({}).processName)
        process.disconnect()
      }`
    const { stderr, code } = await withFolder(async (folder) => {
      const file = join(folder, 'program.mjs')
      writeProgram(file, text)
      return runFile(file)
    })
    assert.deepEqual({ stderr, code }, { stderr: '', code: 0 })
    await arrived(messages, 200)
    assert.equal(messages.length, 200)
    assert.deepEqual([...new Set(messages)].sort(), ['Process-1', 'Process-2'])
    await arrived(seen, 200)
    assert.equal(seen.length, 200)
  }))

const peers = [
  { to: 'SocketHandler', args: (port) => `'127.0.0.1', ${port}`, listen: listenTcp },
  { to: 'HTTPHandler', args: (port) => `'127.0.0.1:${port}', '/log'`, listen: listenTcp },
  { to: 'SysLogHandler', args: (port) => `['127.0.0.1', ${port}]`, listen: listenUdp },
  { to: 'DatagramHandler', args: (port) => `'127.0.0.1', ${port}`, listen: listenUdp },
]
for (const { to, args, listen } of peers) {
  test(`a program that logs one record to a ${to} and has nothing else to do ends at once, with the record sent`, async () => {
    const { port, received, close } = await listen()
    const began = performance.now()
    const { stderr, code } = await run(`
      logging.root.addHandler(new handlers.${to}(${args(port)}))
      logging.warning('the only one')`)
    const took = performance.now() - began
    await until(() => /the.only.one/.test(received.join(''))).finally(close)
    assert.deepEqual({ stderr, code }, { stderr: '', code: 0 })
    // Far below what a worker that keeps the process alive, or a wait for a timeout, would take.
    assert.ok(took < 4000, `it took ${took} ms`)
  })
}

/** Takes what comes and, where that is a request, answers it. */
async function listenTcp() {
  const received = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      received.push(chunk.toString('latin1'))
      if (chunk.subarray(0, 4).toString() === 'GET ') socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: server.address().port, received, close: own(() => server.close()) }
}

async function listenUdp() {
  const received = []
  const socket = createSocket('udp4', (message) => received.push(message.toString('latin1')))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  let isClosed = false
  const close = own(() => {
    if (!isClosed) socket.close()
    isClosed = true
  })
  return { port: socket.address().port, received, close }
}

test('an open connection does not keep a program alive', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1')
  own(() => server.close())
  await once(server, 'listening')
  const began = performance.now()
  const { code } = await run(program(server.address().port, "log.info('order'); handler.flush()"))
  assert.equal(code, 0)
  assert.ok(performance.now() - began < 10_000)
})
