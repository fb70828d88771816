/**
 * A program that shuts down when it is asked to, by a listener that is called once, is not disturbed by having rotated.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

const HANDLERS = new URL('../../packages/core/dist/handlers-face.mjs', import.meta.url)
const PROGRAM = `
  import { RotatingFileHandler } from '${HANDLERS}'
  import { makeLogRecord } from '${new URL('face.mjs', HANDLERS)}'

  const before = process.eventNames()
  const handler = new RotatingFileHandler('app.log', { maxBytes: 10, backupCount: 3 })
  for (const number of [1, 2, 3]) handler.handle(makeLogRecord({ msg: 'record ' + number }))
  const added = process.eventNames().filter((name) => !before.includes(name))

  const running = setInterval(() => {}, 1000)
  process.once(process.argv[1], () => {
    setTimeout(() => {
      console.log('closed; listeners added by rotating: ' + added.filter((name) => /^SIG/.test(name)))
      clearInterval(running)
    }, 50)
  })
  process.send('ready')
`

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  test(`after a rotation, process.once('${signal}') closes a program in its own time`, async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'pylogging-shutdown-'))
    let child
    try {
      const stdio = ['ignore', 'pipe', 'inherit', 'ipc']
      const args = ['--input-type=module', '--eval', PROGRAM, '--', signal]
      child = spawn(process.execPath, args, { cwd, stdio })
      const printed = text(child.stdout)
      await once(child, 'message')

      child.disconnect()
      child.kill(signal)

      assert.deepEqual(await once(child, 'exit'), [0, null])
      assert.equal(await printed, 'closed; listeners added by rotating: \n')
      assert.deepEqual(readdirSync(cwd), ['app.log', 'app.log.1', 'app.log.2'])
    } finally {
      child?.kill('SIGKILL')
      rmSync(cwd, { recursive: true })
    }
  })
}
