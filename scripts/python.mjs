/**
 * Finds a CPython 3.13: in $PYTHON, as python3.13, as python3, or as pyenv's.
 *
 * Tests that want one skip with `NO_PYTHON` where there is none.
 */
import { spawnSync } from 'node:child_process'

const VERSION_CHECK = 'import sys, platform; print(platform.python_implementation(), "%d.%d" % sys.version_info[:2])'

export const NO_PYTHON = 'no CPython 3.13 here; PYTHON can name one'

/** @returns `{ command, env }` to start it with, or null where there is none. */
export function findPython() {
  const candidates = [
    { command: process.env.PYTHON ?? '', environment: {} },
    { command: 'python3.13', environment: {} },
    { command: 'python3', environment: {} },
    { command: 'python3', environment: { PYENV_VERSION: '3.13.0' } },
  ]
  for (const { command, environment } of candidates) {
    if (command === '') continue
    const env = { ...process.env, ...environment }
    const { stdout } = spawnSync(command, ['-c', VERSION_CHECK], { env, encoding: 'utf8' })
    if (stdout?.trim() === 'CPython 3.13') return { command, env }
  }
  return null
}
