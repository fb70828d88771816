/**
 * The programs of examples/framework-fits, each in a process of its own, asked over real sockets.
 */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'

const DIST = resolve(import.meta.dirname, '../../examples/framework-fits/dist')

for (const framework of ['fastify', 'express']) {
  test(`${framework} writes uvicorn's access lines, and each line of the service has its request's id`, async () => {
    const server = await start(`serve-${framework}.js`)
    const orders = Array.from({ length: 20 }, (_, index) => index)

    await Promise.all(
      orders.map(async (order) => {
        const headers = { 'x-request-id': `r${order}` }
        const answer = await fetch(`${server.url}/orders/${order}?full=1`, { headers })
        assert.equal(answer.headers.get('x-request-id'), `r${order}`)
        assert.deepEqual(await answer.json(), { price: (order * 7) / 4 })
      }),
    )
    assert.equal((await fetch(`${server.url}/nothing`)).status, 404)

    const lines = (await server.stop()).split('\n').map((line) => line.replace(/:\d+ -/, ':PORT -'))
    const expected = orders.flatMap((order) => [
      `INFO [r${order}] shop.orders: order ${order} priced`,
      `INFO:     127.0.0.1:PORT - "GET /orders/${order}?full=1 HTTP/1.1" 200 OK`,
    ])
    const last = 'INFO:     127.0.0.1:PORT - "GET /nothing HTTP/1.1" 404 Not Found'
    assert.deepEqual(lines.filter(Boolean).sort(), [...expected, last].sort())
  })
}

test("Nest's own messages and those of its loggers go where the configuration says", () => {
  const { stdout, stderr, status } = run('nest-app.js')

  const lines = stdout.split('\n').filter((line) => !line.startsWith('  '))
  assert.deepEqual(lines, [
    'INFO nest.NestFactory Starting Nest application...',
    'INFO nest.Orders order 17',
    'ERROR nest.Orders card declined',
    'Traceback (most recent call last):',
    'RangeError: card declined',
    '',
  ])
  assert.deepEqual([stderr, status], ['', 0])
})

test('a command line tool prints results on stdout and, asked for with -v, messages on stderr', () => {
  assert.deepEqual(run('cli.js', 'a', 'bb'), { stdout: '1 a\n2 bb\n', stderr: '', status: 0 })
  assert.equal(run('cli.js', '-v', 'a').stderr, "INFO:count:counting 'a'\n")
  assert.equal(run('cli.js', '-vv', 'a').stderr, "DEBUG:count:arguments: ['a']\nINFO:count:counting 'a'\n")
  assert.deepEqual(run('cli.js'), { stdout: '', stderr: 'ERROR:count:no words\n', status: 2 })
})

test('worker threads leave every record in the file that the main thread rotates', () => {
  inFolder((folder) => {
    const { stderr, status } = run('worker-threads.js', join(folder, 'app.log'), '4', '2000')

    const { files, lines } = contentOf(folder)
    const pictures = Array.from({ length: 2000 }, (_, number) => number)
    const expected = [0, 1, 2, 3].flatMap((thread) => {
      return pictures.map((number) => `worker-${thread} INFO resize LINE: picture ${number}`)
    })
    assert.deepEqual([stderr, status], ['', 0])
    assert.equal(
      lines
        .map((line) => line.replace(/ \d+: /, ' LINE: '))
        .sort()
        .join('\n'),
      expected.sort().join('\n'),
    )
    assert.ok(files.length >= 4, `rotated ${files.length - 1} times`)
  })
})

test('a cluster that PM2 reloads process by process leaves every record in one rotating file', () => {
  inFolder((folder) => {
    const { stderr, status } = runWith({ LOG_FILE: join(folder, 'app.log') }, 'cluster.js', '3', '2')

    const { files, lines } = contentOf(folder)
    const logged = groupBy(lines, processOf)
    assert.deepEqual([stderr, status], ['', 0])
    assert.equal(logged.size, 9, 'three processes, each replaced twice')
    for (const [process, found] of logged) {
      const [, count] = /stopped after (\d+)/.exec(found.join('\n')) ?? []
      const orders = Array.from({ length: Number(count) }, (_, number) => `${process} order ${number}`)
      assert.deepEqual(found.sort(), [...orders, `${process} stopped after ${count}`].sort())
      assert.ok(orders.length > 0, process)
    }
    assert.ok(files.length >= 2, 'not rotated')
  })
})

/** "app-0 4711 order 17" is of "app-0 4711". */
function processOf(line) {
  return line.split(' ', 2).join(' ')
}

/** Map.groupBy is not in Node 20. */
function groupBy(lines, keyOf) {
  const groups = new Map()
  for (const line of lines) groups.set(keyOf(line), [...(groups.get(keyOf(line)) ?? []), line])
  return groups
}

function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-fits-'))
  try {
    work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function contentOf(folder) {
  const files = readdirSync(folder)
  return { files, lines: files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1)) }
}

function run(program, ...args) {
  return runWith({}, program, ...args)
}

function runWith(variables, program, ...args) {
  const env = { ...process.env, ...variables }
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(DIST, program), ...args], {
    encoding: 'utf8',
    env,
  })
  return { stdout, stderr, status }
}

const servers = []
after(() => {
  for (const server of servers) server.kill('SIGKILL')
})

/** Starts a server; `stop` gives what it printed on stdout. */
async function start(program) {
  const child = spawn(process.execPath, [join(DIST, program)], { stdio: ['ignore', 'pipe', 'pipe'] })
  servers.push(child)
  const printed = text(child.stdout)
  const url = await announced(child)
  return {
    url,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      assert.deepEqual(await ended, [0, null])
      return printed
    },
  }
}

/** The address in "INFO:     Fastify running on http://127.0.0.1:PORT". */
async function announced(child) {
  let said = ''
  for await (const piece of child.stderr) {
    said += piece
    const [, url] = /^INFO: {5}\w+ running on (http:\S+)\n/.exec(said) ?? []
    if (url !== undefined) return url
  }
  throw new Error(`the server ended: ${said}`)
}
