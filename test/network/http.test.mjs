/**
 * HTTPHandler before real servers of node:http and node:https, and beside CPython's HTTPHandler.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createPlainServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { run, withFolder } from '../process/support/program.mjs'
import { certificate, noOpenssl } from './support/certificate.mjs'
import { own, test } from './support/limits.mjs'
import { ended, noPython, python } from './support/peers.mjs'
import { freePort } from './support/rsyslogd.mjs'

const quote = JSON.stringify

/** A server that notes what it is asked. */
async function serve(options = {}) {
  const requests = []
  const answer = async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method, url, headers } = request
    requests.push({ method, url, headers, body, port: request.socket.remotePort })
    if (options.delayMs) await sleep(options.delayMs)
    response.writeHead(options.status ?? 200)
    response.end('thank you')
  }
  const server = options.key === undefined ? createServer(answer) : createSecureServer(options, answer)
  if (options.keepAliveMs !== undefined) server.keepAliveTimeout = options.keepAliveMs
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  const close = own(() => {
    server.closeAllConnections()
    server.close()
  })
  return { requests, port, close }
}

const program = (
  handler,
  statements = "log.warning('order %d of %s', 5, 'änna & co', { extra: { raw: Buffer.from('a b\\xff~', 'latin1') } })",
) => `
  const handler = new handlers.HTTPHandler(${handler})
  const log = logging.getLogger('shop')
  log.addHandler(handler)
  ${statements}`

const kinds = [
  { kind: 'GET', args: (host) => `${quote(host)}, '/log'`, py: (host) => `${quote(host)}, '/log'` },
  {
    kind: 'GET with a query and credentials',
    args: (host) => `${quote(host)}, '/log?x=1', { credentials: ['anna', 'pässword'] }`,
    py: (host) => `${quote(host)}, '/log?x=1', credentials=('anna', 'pässword')`,
  },
  { kind: 'POST', args: (host) => `${quote(host)}, '/log', 'post'`, py: (host) => `${quote(host)}, '/log', 'post'` },
]
for (const { kind, args, py } of kinds) {
  test(`${kind}: the server gets what CPython's handler sends`, { skip: noPython }, async () => {
    const { requests, port, close } = await serve()
    const host = `127.0.0.1:${port}`
    const { stderr } = await run(program(args(host)))
    const lines = [
      'import logging.handlers',
      `logging.getLogger('shop').addHandler(logging.handlers.HTTPHandler(${py(host)}))`,
      "logging.getLogger('shop').warning('order %d of %s', 5, 'änna & co', extra={'raw': b'a b\\xff~'})",
    ]
    await ended(spawn(python.command, ['-c', lines.join('\n')], { env: python.env, stdio: 'inherit' }))
    close()

    assert.equal(stderr, '')
    assert.equal(requests.length, 2)
    const [ours, theirs] = requests.map(plain)
    assert.deepEqual(ours, theirs)
  })
}

/** Without what depends on the language, the process and the moment: file, line, thread, times. */
function plain({ method, url, headers, body }) {
  const [path, query] = url.split(/(?<=[?&])(?=name=)/)
  const form = [...new URLSearchParams(query ?? body)]
  const own = [
    'pathname',
    'filename',
    'module',
    'lineno',
    'funcName',
    'created',
    'msecs',
    'relativeCreated',
    'thread',
    'process',
  ]
  const times = form.filter(([name]) => ['created', 'msecs', 'relativeCreated'].includes(name))
  for (const [name, value] of times) assert.match(value, /^\d+\.\d+$/, name)
  const { connection, ...others } = headers
  if (others['content-length'] !== undefined) {
    assert.equal(others['content-length'], String(Buffer.byteLength(body)))
    delete others['content-length']
  }
  return {
    method,
    path,
    headers: others,
    form: form.map(([name, value]) => (own.includes(name) ? name : `${name}=${value}`)),
  }
}

test('a TLS server is verified with the context that is given, and refused without', { skip: noOpenssl }, () =>
  withFolder(async (folder) => {
    const { key, cert, certFile } = certificate(folder)
    const { requests, port, close } = await serve({ key, cert })
    const host = `localhost:${port}`
    const context = `{ ca: (await import('node:fs')).readFileSync(${quote(certFile)}) }`
    const good = await run(program(`${quote(host)}, '/log', { secure: true, context: ${context} }`))
    const bad = await run(program(`${quote(host)}, '/log', { secure: true }`))
    close()

    assert.equal(good.stderr, '')
    assert.deepEqual(
      requests.map(({ url }) => url.slice(0, 14)),
      ['/log?name=shop'],
    )
    assert.match(bad.stderr, /^--- Logging error ---\n.*self-signed certificate/s)
    assert.match(bad.stderr, /Message: 'order %d of %s'\nArguments: \(5, 'änna & co'\)\n$/)
  }),
)

test('a thousand records come in order over one connection, those before process.exit too', async () => {
  const { requests, port, close } = await serve()
  const statements = "for (let i = 0; i < 1000; i += 1) log.warning('%d', i); process.exit(3)"
  const { stderr, code } = await run(program(`'127.0.0.1:${port}', '/log'`, statements))
  close()

  assert.deepEqual({ stderr, code }, { stderr: '', code: 3 })
  const sent = requests.map(({ url }) => Number(new URLSearchParams(url.slice(5)).get('args').slice(1, -2)))
  assert.deepEqual(
    sent,
    Array.from({ length: 1000 }, (_, i) => i),
  )
  assert.equal(new Set(requests.map((each) => each.port)).size, 1)
})

test('what the server answers does not matter: 500 is no error', async () => {
  const { requests, port, close } = await serve({ status: 500 })
  const { stderr } = await run(program(`'127.0.0.1:${port}', '/log', 'POST'`))
  close()
  assert.deepEqual({ stderr, count: requests.length }, { stderr: '', count: 1 })
})

test('a connection that the server closed in the meantime is opened again', async () => {
  const { requests, port, close } = await serve({ keepAliveMs: 1 })
  const statements =
    "for (let i = 0; i < 4; i += 1) { log.warning('%d', i); await new Promise((r) => setTimeout(r, 150)) }"
  const { stderr } = await run(program(`'127.0.0.1:${port}', '/log'`, statements))
  close()
  assert.deepEqual({ stderr, count: requests.length }, { stderr: '', count: 4 })
})

for (const [how, leave] of [
  ['ends', (socket) => socket.end()],
  ['resets', (socket) => socket.resetAndDestroy()],
]) {
  test(`a record that meets a kept connection as the server ${how} it is sent again over a new one`, async () => {
    const { asked, port, close } = await serveAnswers((connection, request, socket) => {
      if (connection === 1 && request === 2) leave(socket)
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
    })
    const { stderr } = await run(program(`'127.0.0.1:${port}', '/log'`, "log.warning('a'); log.warning('b')"))
    close()
    assert.deepEqual({ stderr, asked }, { stderr: '', asked: ['1: a', '1: b', '2: b'] })
  })
}

test('a record that a new connection was reset for is told and not sent again', async () => {
  const { asked, port, close } = await serveAnswers((_connection, _request, socket) => socket.resetAndDestroy())
  const { stderr } = await run(program(`'127.0.0.1:${port}', '/log'`, "log.warning('a')"))
  close()
  assert.deepEqual(asked, ['1: a'])
  assert.match(stderr, /ConnectionResetError: .*Message: 'a'/s)
})

/**
 * A server by hand, which decides about a connection while a request is on it.
 *
 * @param answer - Gets the number of the connection, of the request on it, and the socket.
 * @returns In `asked` what came: the number of the connection and the message.
 */
async function serveAnswers(answer) {
  const asked = []
  const sockets = []
  const server = createPlainServer((socket) => {
    const connection = sockets.push(socket)
    let requests = 0
    socket.on('error', () => undefined)
    // Requests are small and one after the other: each comes as one chunk.
    socket.on('data', (chunk) => {
      requests += 1
      asked.push(`${connection}: ${/[?&]msg=([^&]*)/.exec(chunk)?.[1]}`)
      answer(connection, requests, socket)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = own(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { asked, port: server.address().port, close }
}

test('a server that is not there is told with the record, by handleError as in Python', async () => {
  const { stderr, code } = await run(program(`'127.0.0.1:${await freePort()}', '/log'`))
  assert.match(
    stderr,
    /^--- Logging error ---\n.*ConnectionRefusedError: \[Errno 111\] Connection refused\n {2}The peer was 127\.0\.0\.1:\d+\.\n/s,
  )
  assert.match(
    stderr,
    /Logged from file \[eval1\], line 5\nMessage: 'order %d of %s'\nArguments: \(5, 'änna & co'\)\n$/,
  )
  assert.equal(code, 0)
})

test('an overridden mapLogRecord and getConnection say what is sent and where', async () => {
  const { requests, port, close } = await serve()
  const { stderr } = await run(`
    class Own extends handlers.HTTPHandler {
      mapLogRecord(record) { return { level: record.levelname, text: record.getMessage() } }
      getConnection(host, secure) { return { ...super.getConnection(host, secure), port: ${port} } }
    }
    logging.root.addHandler(new Own('127.0.0.1:1', '/log'))
    logging.warning('a=%s', null)`)
  close()
  assert.equal(stderr, '')
  assert.deepEqual(
    requests.map(({ url }) => url),
    ['/log?level=WARNING&text=a%3DNone'],
  )
})

test("bad options are CPython's ValueErrors", async () => {
  const { stdout } = await run(`
    for (const options of [{ method: 'PUT' }, { context: {} }]) {
      try { new handlers.HTTPHandler('h', '/', options) } catch (error) { console.log(error.name + ': ' + error.message) }
    }`)
  assert.equal(
    stdout,
    'ValueError: method must be GET or POST\nValueError: context parameter only makes sense with secure=True\n',
  )
})
