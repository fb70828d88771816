/**
 * SysLogHandler before a real rsyslogd, over UDP, TCP and a unix datagram socket as /dev/log is one.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run, start, withFolder } from '../process/support/program.mjs'
import { own, ownChild, test } from './support/limits.mjs'
import { freePort, noRsyslogd, Rsyslogd } from './support/rsyslogd.mjs'

const skip = noRsyslogd
const quote = JSON.stringify
const noUnixDgram = await import('unix-dgram').then(
  () => false,
  () => 'unix-dgram could not be built here',
)

async function withDaemon(test) {
  await withFolder(async (folder) => {
    const daemon = new Rsyslogd(folder)
    own(() => daemon.kill())
    await daemon.start()
    await test(daemon, folder)
    await daemon.stop()
  })
}

const logging = (address, options, statements) => `
  const handler = new handlers.SysLogHandler(${address}, ${options})
  handler.setFormatter(new logging.Formatter('%(name)s: %(message)s'))
  const log = logging.getLogger('shop')
  log.addHandler(handler)
  log.setLevel('DEBUG')
  ${statements}`

const LEVELS = `for (const level of ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']) log.log(logging.getLevelName(level), 'order at %s', level)
  log.log(35, 'order späm ✓')`
const ARRIVED = (facility) => [
  `${facility}.debug shop: order at DEBUG`,
  `${facility}.info shop: order at INFO`,
  `${facility}.warning shop: order at WARNING`,
  `${facility}.err shop: order at ERROR`,
  `${facility}.crit shop: order at CRITICAL`,
  `${facility}.warning shop: order späm ✓`,
]

test('rsyslogd gets every level with its priority over UDP', { skip }, () =>
  withDaemon(async (daemon) => {
    const { stderr } = await run(logging(`['localhost', ${daemon.port}]`, '{}', LEVELS))

    assert.equal(stderr, '')
    assert.deepEqual((await daemon.lines(6)).sort(), ARRIVED('user').sort())
  }),
)

// What a receiver's usual buffer cannot hold is lost where the receiver does not run for a while, and on a busy machine
// nothing that a sender does prevents it. So the daemon has room for all, and the pace is judged by the time that it takes:
// twenty in each millisecond, and a machine with other work to do only makes it more.
test('two thousand records of a burst reach rsyslogd over UDP, at a pace for its socket', { skip }, () =>
  withDaemon(async (daemon) => {
    const statements = `
      log.info('order first')
      handler.flush()
      const began = performance.now()
      for (let i = 0; i < 2000; i += 1) log.info('order %d of the shop, of the usual length', i)
      handler.flush()
      console.log(performance.now() - began)`
    const { stdout, stderr } = await run(logging(`['127.0.0.1', ${daemon.port}]`, '{}', statements))

    assert.equal(stderr, '')
    assert.ok(Number(stdout) > 95, `2000 records were sent in ${stdout.trim()} ms`)
    assert.equal((await daemon.lines(2001)).length, 2001)
  }),
)

test('rsyslogd gets the same over TCP, of the facility that was named', { skip }, () =>
  withDaemon(async (daemon) => {
    const options = "{ facility: 'local3', socktype: handlers.SOCK_STREAM }"
    const { stderr } = await run(logging(`['127.0.0.1', ${daemon.port}]`, options, LEVELS))

    assert.equal(stderr, '')
    assert.deepEqual(await daemon.lines(6), ARRIVED('local3'))
  }),
)

test('rsyslogd gets the same through a unix datagram socket', { skip: skip || noUnixDgram }, () =>
  withDaemon(async (daemon) => {
    const options = '{ facility: handlers.SysLogHandler.LOG_DAEMON }'
    const { stderr, code } = await run(logging(quote(daemon.path), options, LEVELS))

    assert.deepEqual({ stderr, code }, { stderr: '', code: 0 })
    assert.deepEqual(await daemon.lines(6), ARRIVED('daemon'))
  }),
)

test('ident comes first; a daemon that is started anew gets the next records', { skip: skip || noUnixDgram }, () =>
  withDaemon(async (daemon) => {
    const child = ownChild(
      start(
        logging(
          quote(daemon.path),
          '{}',
          `handler.ident = 'prog: '
      process.on('message', (i) => { log.info('order %d', i); process.send(i) })`,
        ),
        { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
      ),
    )
    const say = (i) => new Promise((resolve) => child.once('message', resolve).send(i))
    await say(1)
    assert.deepEqual(await daemon.lines(1), ['user.info prog: shop: order 1'])
    await daemon.stop()
    await say(2)
    await daemon.start()
    await say(3)
    assert.deepEqual(await daemon.lines(2), ['user.info prog: shop: order 1', 'user.info prog: shop: order 3'])
    child.kill()
  }),
)

test(
  'a unix stream socket gets each record with its NUL, or without',
  { skip: process.platform === 'win32' && 'no unix sockets' },
  () =>
    withFolder(async (folder) => {
      const path = join(folder, 'stream')
      const received = []
      const server = createServer((socket) => socket.on('data', (chunk) => received.push(chunk)))
      await new Promise((resolve) => server.listen(path, resolve))
      const statements = `log.error('späm'); handler.append_nul = false; log.error('second'); handler.ident = 'h-'; log.error('third')`
      const { stderr } = await run(logging(quote(path), '{}', statements))
      server.close()

      // What CPython 3.13.0 sends.
      assert.equal(stderr, '')
      assert.equal(Buffer.concat(received).toString(), '<11>shop: späm\0<11>shop: second<11>h-shop: third')
    }),
)

test('a TCP daemon that is not there makes the constructor throw, as in Python', async () => {
  const port = await freePort()
  const { stdout, stderr } = await run(`
    for (const [host, socktype] of [['127.0.0.1', 1], ['no-such-host.invalid', 1], ['no-such-host.invalid', 2]]) {
      try {
        new handlers.SysLogHandler([host, ${port}], { socktype, timeout: 10 })
      } catch (error) {
        console.log(error.name, error.message.split('\\n')[0], error instanceof logging.OSError)
      }
    }`)

  assert.equal(
    stdout
      .replaceAll('Temporary failure in name resolution', 'Name or service not known')
      .replaceAll('Errno -3', 'Errno -2'),
    'ConnectionRefusedError [Errno 111] Connection refused true\n' +
      'gaierror [Errno -2] Name or service not known true\n'.repeat(2),
  )
  assert.equal(stderr, '', 'what is thrown is not printed, too')
})

test('a unix-dgram that is there and cannot be loaded is told with the reason', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'log')
    const preload = join(folder, 'preload.cjs')
    writeFileSync(
      preload,
      `const { Module } = require('node:module')
       const load = Module._load
       Module._load = function (name) {
         if (name === 'unix-dgram') throw new Error('unix_dgram.node was compiled against another version of Node')
         return load.apply(this, arguments)
       }`,
    )
    const program = `
      const { default: logging } = require(${quote(fileURLToPath(new URL('../../packages/core/dist/index.js', import.meta.url)))})
      class Told extends logging.handlers.DatagramHandler { handleError(record, error) { console.log(error.message) } }
      const log = logging.getLogger('a'); log.addHandler(new Told(${quote(path)}, null)); log.error('x')`

    const stdout = execFileSync(process.execPath, ['--require', preload, '-e', program], { encoding: 'utf8' })

    assert.match(stdout, /need the package unix-dgram; it is there and cannot be loaded: .*compiled against another/)
  }))

test(
  'a datagram socket without unix-dgram is told with the cure',
  { skip: process.platform === 'win32' && 'no unix sockets' },
  () =>
    withFolder(async (folder) => {
      // A worker thread may not use unix-dgram, which is the same as not having it.
      const path = join(folder, 'absent')
      const { stdout } = await run(`
      import { Worker } from 'node:worker_threads'
      const text = \`const { default: logging } = await import(\${JSON.stringify(${quote(new URL('../../packages/core/dist/face.mjs', import.meta.url).href)})});
        class Told extends logging.handlers.DatagramHandler { handleError(record, error) { console.log(error.message) } }
        const log = logging.getLogger('a'); log.addHandler(new Told(${quote(path)}, null)); log.error('x')\`
      new Worker(new URL('data:text/javascript,' + encodeURIComponent(text)))`)

      assert.equal(stdout, `Datagrams to ${path} need the package unix-dgram; it works in the main thread only\n`)
    }),
)
