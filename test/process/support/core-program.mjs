/** Programs that log, each in a process of its own. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

export const folder = mkdtempSync(join(tmpdir(), 'run-names-'))
after(() => rmSync(folder, { recursive: true }))
const core = JSON.stringify(new URL('../../../packages/core/dist/face.mjs', import.meta.url).href)

/** Runs a program that has `logging`, and `shown()`, what a record says. @returns Its lines on stdout and stderr. */
export function runProgram(name, program, flags = []) {
  const file = join(folder, name)
  writeFileSync(
    file,
    `import logging from ${core}
const shown = () => {
  const { thread, threadName, processName, taskName } = new logging.LogRecord('a', 30, '', 0, '', [], null)
  return [thread, threadName, processName, taskName ?? '-'].join(' ')
}
${program}`,
  )
  const options = { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } }
  return execFileSync('sh', ['-c', 'exec "$@" 2>&1', 'sh', process.execPath, ...flags, file], options)
    .trimEnd()
    .split('\n')
    .sort()
}
