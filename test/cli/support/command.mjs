/**
 * The command as a user runs it: the built file, in a folder of the user's own.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../../../', import.meta.url))
export const COMMAND = join(repository, 'packages', 'core', 'dist', 'cli.js')
const LONGEST_MS = 60_000

/** Runs `pylogging` with arguments. @returns What it printed, and its exit code. */
export function pylogging(args, { cwd, env = {} }) {
  return runNode([COMMAND, ...args], { cwd, env })
}

export function runNode(args, { cwd, env = {} }) {
  const options = { cwd, encoding: 'utf8', timeout: LONGEST_MS, env: { ...process.env, ...env } }
  const { stdout, stderr, status } = spawnSync(process.execPath, args, options)
  return { stdout, stderr, code: status }
}

/**
 * Runs a test in a folder that has files, given by name: text as it is, anything else as JSON. The packages of the
 * workspace are installed there.
 */
export function withFiles(files, test) {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-cli-'))
  try {
    symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
    }
    return test(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The findings of `check --json` in one file. */
export function findingsIn(name, content, args = []) {
  return withFiles({ [name]: content }, (cwd) =>
    JSON.parse(pylogging(['check', name, '--json', ...args], { cwd }).stdout),
  )
}
