/** Which of a name's addresses a handler sends to, where it has one of each family: in a namespace with its own /etc/hosts. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withFolder, writeProgram } from '../process/support/program.mjs'
import { test } from './support/limits.mjs'
import { noPython, python } from './support/peers.mjs'

const inNamespace = (command, ...args) =>
  spawnSync('unshare', ['-rm', 'sh', '-c', `mount --bind "$HOSTS" /etc/hosts && exec "$@"`, 'sh', command, ...args], {
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, HOSTS: process.env.HOSTS_OF_TEST },
  })

test(
  'DatagramHandler sends to the IPv4 address, as CPython, and SysLogHandler to the first',
  { skip: noPython },
  (context) =>
    withFolder(async (folder) => {
      process.env.HOSTS_OF_TEST = join(folder, 'hosts')
      writeFileSync(
        process.env.HOSTS_OF_TEST,
        '127.0.0.1 localhost\n::1 both.test\n127.0.0.1 both.test\n::1 six.test\n',
      )
      const names = inNamespace('getent', 'ahosts', 'both.test')
      if (!/^::1[\s\S]*^127\.0\.0\.1/m.test(names.stdout))
        return context.skip('no namespace with a file of its own here')

      const file = join(folder, 'program.mjs')
      writeProgram(
        file,
        `import { createSocket } from 'node:dgram'
      const [four, six] = ['udp4', 'udp6'].map((type) => createSocket(type))
      await new Promise((resolve) => four.bind(0, '127.0.0.1', resolve))
      const { port } = four.address()
      await new Promise((resolve) => six.bind(port, '::1', resolve))
      const seen = []
      for (const [name, socket] of [['four', four], ['six', six]]) socket.on('message', () => seen.push(name))
      const { spawnSync } = await import('node:child_process')
      const record = logging.makeLogRecord({ msg: 'a', levelname: 'INFO' })
      const arrives = () => new Promise((resolve) => setTimeout(resolve, 300))
      for (const make of [
        () => new handlers.DatagramHandler('both.test', port),
        () => new handlers.SysLogHandler(['both.test', port]),
        () => new handlers.DatagramHandler('six.test', port),
      ]) {
        const handler = make()
        handler.handle(record)
        handler.close()
        await arrives()
      }
      const lines = ['import logging, logging.handlers as h', 'r = logging.makeLogRecord(dict(msg="a", levelname="INFO"))',
        'h.DatagramHandler("both.test", ' + port + ').handle(r)', 'h.SysLogHandler(("both.test", ' + port + ')).handle(r)']
      spawnSync(${JSON.stringify(python.command)}, ['-c', lines.join('\\n')], { env: ${JSON.stringify(python.env)}, stdio: 'inherit' })
      await arrives()
      console.log(seen.join(' '))
      process.exit()`,
      )
      const { stdout, stderr } = inNamespace(process.execPath, file)

      // The third is ours; the last two are CPython's.
      assert.deepEqual({ stdout, stderr }, { stdout: 'four six six four six\n', stderr: '' })
    }),
)
