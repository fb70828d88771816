/**
 * NTEventLogHandler on a system that says it is Windows, with a program in eventcreate's place that notes its arguments.
 */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { run, withFolder } from '../process/support/program.mjs'

const noShell = process.platform === 'win32' && 'the stand-in is a shell script'

test("an event goes to the system's own eventcreate, its text in one argument", { skip: noShell }, () =>
  withFolder(async (folder) => {
    const noted = join(folder, 'noted')
    mkdirSync(join(folder, 'System32'))
    const script = (text) => `#!/bin/sh\nprintf '%s\\0' "$@" ${text} >> '${noted}'\n`
    writeFileSync(join(folder, 'System32', 'eventcreate.exe'), script(''), { mode: 0o755 })
    // One of the same name where the program happens to be started is not run.
    writeFileSync(join(folder, 'eventcreate'), script('planted'), { mode: 0o755 })
    const { stderr, code } = await run(
      `Object.defineProperty(process, 'platform', { value: 'win32' })
      const handler = new handlers.NTEventLogHandler('shop')
      logging.root.addHandler(handler)
      logging.warning('/S "%s" & calc', '$(id)')`,
      { cwd: folder, env: { ...process.env, SystemRoot: folder, PATH: `${folder}:${process.env.PATH}` } },
    )

    assert.deepEqual({ stderr, code }, { stderr: '', code: 0 })
    const text = ' /S "$(id)" & calc'
    const expected = ['/T', 'WARNING', '/ID', '1', '/L', 'Application', '/SO', 'shop', '/D', text, '']
    assert.deepEqual(readFileSync(noted, 'utf8').split('\0'), expected)
  }),
)
