/** Programs that a build step has marked: run by the loader, or bundled, beside the same program without marks. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const runFile = promisify(execFile)

/** What names the loader on the command line. */
export const LOADER = `--import=${join(repository, 'packages/formatter/dist/register-face.mjs')}`

/** A folder of a user who has installed the packages. */
export function userFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-marked-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of ['core', 'formatter', 'rotator']) {
    const link = join(folder, 'node_modules', '@pylogging', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(repository, 'packages', name), link)
  }
  return folder
}

/** Writes a file of that folder. @returns Its path. */
export function writeProgram(folder, name, text) {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

/**
 * @param options - Those of the loader; null runs without it.
 * @param before - Flags that stand before the loader's.
 * @returns What the program printed, as lines.
 */
export async function linesOf(file, options = null, flags = [], before = []) {
  const env = { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' }
  delete env.NODE_TEST_CONTEXT
  delete env.PYLOGGING_CALL_SITES
  if (options !== null) env.PYLOGGING_CALL_SITES = JSON.stringify(options)
  const args = [...before, ...(options === null ? [] : [LOADER]), ...flags, file]
  const { stdout } = await runFile(process.execPath, args, { env, maxBuffer: 2 ** 26 })
  return stdout.split('\n').slice(0, -1)
}
