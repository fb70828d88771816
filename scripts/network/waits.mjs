/**
 * The table of docs/production.md: the longest log call and the end of a program that has logged to a peer, for each handler
 * and what its peer does.
 *
 * `pnpm waits` prints it, in seconds; it takes three minutes.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createWebServer } from 'node:http'
import { createServer } from 'node:net'

const DIST = new URL('../../packages/core/dist/', import.meta.url).href
const HANDLERS = {
  'SocketHandler, 1 s': (port, host) => `new handlers.SocketHandler('${host}', ${port})`,
  'SysLogHandler over TCP, 5 s': (port, host) => `new handlers.SysLogHandler(['${host}', ${port}], { socktype: 1 })`,
  'SysLogHandler and DatagramHandler over UDP': (port, host) => `new handlers.DatagramHandler('${host}', ${port})`,
  'HTTPHandler, 5 s': (port, host) => `new handlers.HTTPHandler('${host}:${port}', '/', { proxy: null })`,
  'SMTPHandler, 5 s': (port, host) => `new handlers.SMTPHandler(['${host}', ${port}], 'root', 'ops', 's')`,
}
const SMALL = { records: 100, size: 100 }
const FLOOD = { records: 3000, size: 10_000 }
const PEERS = {
  'is away': { ...SMALL, start: closedPort },
  'has no such name': { ...SMALL, start: async () => 9, host: 'no-such-host.invalid' },
  'takes nothing, few records': { ...SMALL, start: () => listen(() => undefined) },
  'takes nothing, 30 MB': { ...FLOOD, start: () => listen(() => undefined) },
  'resets every connection': {
    ...SMALL,
    start: () => listen((socket) => socket.on('data', () => socket.resetAndDestroy())),
  },
}

for (const [name, make] of Object.entries(HANDLERS)) {
  for (const [what, { records, size, start, host = '127.0.0.1' }] of Object.entries(PEERS)) {
    const { longest, exit } = await measure(make(await start(), host), records, size)
    console.log(`| ${name} | ${what} | ${longest} | ${exit} |`)
  }
}
const slow = createWebServer((_, response) => setTimeout(() => response.end(), 400)).listen(0, '127.0.0.1')
await once(slow, 'listening')
const { longest, exit } = await measure(HANDLERS['HTTPHandler, 5 s'](slow.address().port, '127.0.0.1'), 200, 100)
console.log(`| HTTPHandler, 5 s | answers after 0.4 s, 200 records | ${longest} | ${exit} |`)
process.exit()

async function measure(make, records, size) {
  const text = `
    import logging from '${DIST}face.mjs'
    import * as handlers from '${DIST}handlers-face.mjs'
    logging.raiseExceptions = false
    let longest = 0
    const timed = (work) => {
      const before = performance.now()
      work()
      longest = Math.max(longest, performance.now() - before)
    }
    let handler = null
    try { timed(() => { handler = ${make} }) } catch { console.log('throws', 0) }
    for (let i = 0; handler !== null && i < ${records}; i += 1) {
      const record = logging.makeLogRecord({ msg: 'x'.repeat(${size}), levelname: 'INFO' })
      timed(() => handler.handle(record))
    }
    console.log(longest, Date.now())`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text])
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += chunk
  })
  await once(child, 'close')
  const [call, ended] = printed.trim().split('\n').at(-1).split(' ').map(Number)
  const inSeconds = (ms) => (ms / 1000).toFixed(1)
  return { longest: printed.startsWith('throws') ? 'throws' : inSeconds(call), exit: inSeconds(Date.now() - ended) }
}

async function listen(onConnection) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    onConnection(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server.address().port
}

async function closedPort() {
  const port = await listen(() => undefined)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const free = server.address().port
  server.close()
  return port === free ? closedPort() : free
}
