/**
 * What Python's handlers have not: TLS for SocketHandler and SysLogHandler, octet counting, proxies for HTTPHandler.
 */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createWebServer } from 'node:http'
import { createServer as createSecureWebServer } from 'node:https'
import { connect } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { run, withFolder } from '../process/support/program.mjs'
import { certificate, noOpenssl } from './support/certificate.mjs'
import { own, test } from './support/limits.mjs'
import { until } from './support/peers.mjs'
import { noRsyslogd, Rsyslogd } from './support/rsyslogd.mjs'
import { listenTcp, noteHttp } from './support/servers.mjs'

const quote = JSON.stringify
const numbers = (count) => Array.from({ length: count }, (_, index) => index)

/** A TLS server that collects what it gets. */
async function listenTls({ key, cert }, options = {}) {
  const chunks = []
  const sockets = new Set()
  const server = createTlsServer({ key, cert, ...options }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => chunks.push(chunk))
  }).listen(0, '127.0.0.1')
  server.on('tlsClientError', () => undefined)
  await once(server, 'listening')
  own(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: server.address().port, text: () => Buffer.concat(chunks).toString('latin1'), sockets }
}

test('SocketHandler speaks TLS with a context, and verifies the peer', { skip: noOpenssl }, () =>
  withFolder(async (folder) => {
    const made = certificate(folder)
    const { port, text } = await listenTls(made)
    const program = (context) => `
      const { readFileSync } = await import('node:fs')
      const handler = new handlers.SocketHandler('localhost', ${port}, { context: ${context} })
      for (let i = 0; i < 300; i += 1) handler.handle(logging.makeLogRecord({ msg: 'line' + i + 'x' }))
      handler.close()
      console.log(handler.dropped)`
    const good = await run(program(`{ ca: readFileSync(${quote(made.certFile)}, 'utf8') }`))
    assert.deepEqual(good, { stdout: '0\n', stderr: '', code: 0, signal: null })
    await until(() => text().includes('line299x'))
    assert.deepEqual(
      [...text().matchAll(/line(\d+)x/g)].map(([, digits]) => Number(digits)),
      numbers(300),
    )

    const bad = await run(program('{}'))
    assert.equal(bad.stdout, '300\n')
    assert.match(bad.stderr, /SSLCertVerificationError: self-signed certificate/)
    assert.match(bad.stderr, /RuntimeError: 300 log records could not be sent to localhost/)
  }),
)

test(
  'SysLogHandler speaks TLS with octet counting, and its constructor throws for a peer that does not verify',
  {
    skip: noOpenssl,
  },
  () =>
    withFolder(async (folder) => {
      const made = certificate(folder)
      const { port, text } = await listenTls(made)
      const program = (context) => `
      const { readFileSync } = await import('node:fs')
      const options = { socktype: handlers.SOCK_STREAM, octetCounting: true, context: ${context} }
      try {
        const handler = new handlers.SysLogHandler(['localhost', ${port}], options)
        for (const msg of ['späm', 'two\\nlines']) handler.handle(logging.makeLogRecord({ msg, levelname: 'ERROR' }))
      } catch (error) { console.log(error.name, error instanceof logging.OSError) }`
      const good = await run(program(`{ ca: readFileSync(${quote(made.certFile)}, 'utf8') }`))
      assert.deepEqual([good.stdout, good.stderr], ['', ''])
      await until(() => text().includes('lines'))
      assert.equal(Buffer.from(text(), 'latin1').toString(), '9 <11>späm13 <11>two\nlines')

      const bad = await run(program('{}'))
      assert.deepEqual([bad.stdout, bad.stderr], ['SSLCertVerificationError true\n', ''])
    }),
)

test('a TLS peer that resets is connected to again', { skip: noOpenssl }, () =>
  withFolder(async (folder) => {
    const made = certificate(folder)
    const { port, text, sockets } = await listenTls(made)
    const reset = setInterval(() => {
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    }, 300)
    own(() => clearInterval(reset))
    const { stderr } = await run(`
      const context = { rejectUnauthorized: false }
      const handler = new handlers.SocketHandler('localhost', ${port}, { context })
      handler.retryStart = 0.1
      logging.raiseExceptions = false
      for (let i = 0; i < 60; i += 1) {
        handler.handle(logging.makeLogRecord({ msg: 'line' + i + 'x' }))
        await new Promise((resolve) => setTimeout(resolve, 20))
      }`)
    assert.equal(stderr, '')
    const seen = [...text().matchAll(/line(\d+)x/g)].map(([, digits]) => Number(digits))
    assert.ok(seen.length > 40, `only ${seen.length} came`)
    assert.deepEqual(
      seen,
      [...new Set(seen)].sort((a, b) => a - b),
      'in order, none twice',
    )
  }),
)

test('options that make no sense together are refused by the constructor', async () => {
  const { stdout } = await run(`
    for (const make of [
      () => new handlers.SocketHandler('/a/socket', null, { context: {} }),
      () => new handlers.SysLogHandler(['localhost', 9], { context: {} }),
      () => new handlers.SysLogHandler('/dev/log', { context: {} }),
      () => new handlers.SysLogHandler(['localhost', 9], { octetCounting: true }),
      () => new handlers.SysLogHandler('/dev/log', { socktype: handlers.SOCK_DGRAM, octetCounting: true }),
      () => new handlers.DatagramHandler('localhost', 9, { context: {} }),
    ]) {
      try { make(); console.log('made') } catch (error) { console.log(error.name) }
    }
    const handler = new handlers.SocketHandler('localhost', 9, { context: { checkServerIdentity() {} } })
    handler.handleError = (_record, error) => console.log(error.name, error.message)
    handler.handle(logging.makeLogRecord({ msg: 'a' }))`)
  const functions = 'TLS options of a network handler must be plain values: functions cannot go to its thread.'
  assert.equal(stdout, `${'ValueError\n'.repeat(5)}TypeError\nTypeError ${functions}\n`)
})

test('rsyslogd takes octet counting: a message with line breaks is one message', { skip: noRsyslogd }, () =>
  withFolder(async (folder) => {
    const daemon = new Rsyslogd(folder)
    own(() => daemon.kill())
    await daemon.start()
    const { stderr } = await run(`
      const address = ['127.0.0.1', ${daemon.port}]
      const handler = new handlers.SysLogHandler(address, { socktype: handlers.SOCK_STREAM, octetCounting: true })
      for (let i = 0; i < 100; i += 1) handler.handle(logging.makeLogRecord({ msg: 'order ' + i + '\\n2nd ✓', levelname: 'INFO' }))`)
    assert.equal(stderr, '')
    assert.deepEqual(
      await daemon.lines(100),
      numbers(100).map((i) => `user.info order ${i}#0122nd ✓`),
    )
    await daemon.stop()
  }),
)

/** A proxy that notes what it is asked, and passes it on. */
async function listenProxy() {
  const asked = []
  const server = createWebServer((request, response) => {
    asked.push(`${request.method} ${request.url.split('?')[0]} ${request.headers['proxy-authorization'] ?? ''}`.trim())
    response.end()
  }).listen(0, '127.0.0.1')
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`.trim())
    const [, host, port] = /^(.*):(\d+)$/.exec(request.url)
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    for (const each of [socket, onward]) each.on('error', () => socket.destroy())
  })
  await once(server, 'listening')
  own(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: server.address().port, asked }
}

const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/proxy$/i.test(name)))
const logTo = (args) => `
  const handler = new handlers.HTTPHandler(${args})
  handler.handle(logging.makeLogRecord({ msg: 'line0x' }))
  handler.close()
  console.log(handler.dropped)`

test('HTTPHandler goes through the proxy that http_proxy names, with user and password', async () => {
  const { port, asked } = await listenProxy()
  const env = { ...clean, http_proxy: `http://anna:p%C3%A4ss@127.0.0.1:${port}`, no_proxy: 'other.invalid' }
  const { stderr } = await run(logTo("'logs.invalid:8080', '/log'"), { env })
  const user = Buffer.from('anna:päss').toString('base64')
  assert.deepEqual([asked, stderr], [[`GET http://logs.invalid:8080/log Basic ${user}`], ''])
})

test('HTTPHandler goes through a tunnel of the proxy that https_proxy names', { skip: noOpenssl }, () =>
  withFolder(async (folder) => {
    const { key, cert, certFile } = certificate(folder)
    const { port, asked } = await listenProxy()
    const seen = []
    const server = createSecureWebServer({ key, cert }, (request, response) => {
      seen.push(request.url.split('?')[0])
      response.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    own(() => server.closeAllConnections() ?? server.close())
    const context = `{ ca: (await import('node:fs')).readFileSync(${quote(certFile)}, 'utf8') }`
    const place = `'localhost:${server.address().port}', '/log'`
    const env = { ...clean, HTTPS_PROXY: `127.0.0.1:${port}` }
    const good = await run(logTo(`${place}, { secure: true, context: ${context} }`), { env })
    const bad = await run(logTo(`${place}, { secure: true }`), { env })
    const connects = `CONNECT localhost:${server.address().port}`
    assert.deepEqual([good.stderr, seen, asked], ['', ['/log'], [connects, connects]])
    assert.match(bad.stderr, /SSLCertVerificationError/)
  }),
)

test('no_proxy, REQUEST_METHOD and proxy: null keep HTTPHandler from the proxy, as in urllib', async () => {
  const proxy = await listenProxy()
  const { port, seen } = await noteHttp(/line\d+x/g)
  const place = `'127.0.0.1:${port}', '/log'`
  const url = `http://127.0.0.1:${proxy.port}`
  const cases = [
    [{ http_proxy: url, no_proxy: '127.0.0.1' }, ''],
    [{ http_proxy: url, NO_PROXY: `a.b, 127.0.0.1:${port}` }, ''],
    [{ http_proxy: url, no_proxy: '*' }, ''],
    [{ HTTP_PROXY: url, REQUEST_METHOD: 'GET' }, ''],
    [{ https_proxy: url }, ''],
    [{ http_proxy: url }, ', { proxy: null }'],
  ]
  for (const [variables, options] of cases) await run(logTo(place + options), { env: { ...clean, ...variables } })
  assert.deepEqual([seen.length, proxy.asked], [cases.length, []])
  const { stdout } = await run(logTo(`${place}, { proxy: '${url}' }`), { env: clean })
  assert.deepEqual([stdout, proxy.asked.length], ['0\n', 1])
})

test('a proxy that is away, refuses the tunnel or has a bad URL is told with the record', {
  skip: noOpenssl,
}, async () => {
  const { port } = await listenTcp((socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'))
  for (const [variables, options, told] of [
    [{ http_proxy: 'http://127.0.0.1:1' }, '', /ConnectionRefusedError/],
    [{ https_proxy: `http://127.0.0.1:${port}` }, ', { secure: true }', /Tunnel connection failed: 407/],
    [{ http_proxy: 'ftp://127.0.0.1' }, '', /ValueError: The proxy of HTTPHandler must be a URL/],
  ]) {
    const { stdout, stderr } = await run(logTo(`'logs.invalid', '/'${options}`), { env: { ...clean, ...variables } })
    assert.equal(stdout, '1\n')
    assert.match(stderr, told)
    assert.match(stderr, /Message: 'line0x'/)
  }
})
