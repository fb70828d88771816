/**
 * Which tests are running, for whoever has to end a process that no longer answers.
 *
 * Each process that runs tests keeps a file, `PID`, in the folder that PYLOGGING_TEST_NOTES names: a line per test that runs.
 * Its time is that of the last test that began or ended. Written at once, because a test may block its process from its
 * first line on.
 */
import { ftruncateSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env.PYLOGGING_TEST_NOTES
const running = new Map()
let fd = null

/** @param key - Whatever `noteEnd` gets, too. */
export function noteStart(key, name) {
  running.set(key, name)
  write()
}

export function noteEnd(key) {
  running.delete(key)
  write()
}

/** Says that a process has begun to run tests. */
export function noteAlive() {
  write()
}

/** The tests that run in this process. */
export function runningTests() {
  return [...running.values()]
}

/** By its descriptor, because a test may have become another user. */
function write() {
  if (folder === undefined) return
  fd ??= openSync(join(folder, String(process.pid)), 'w')
  ftruncateSync(fd)
  writeSync(fd, runningTests().join('\n'), 0)
}

/** The processes in which no test began or ended for so long: `{ pid, tests }`. A process in no test has `tests` empty. */
export function stalledProcesses(notes, milliseconds) {
  return readdirSync(notes).flatMap((name) => {
    const file = join(notes, name)
    if (Date.now() - statSync(file).mtimeMs < milliseconds) return []
    return [{ pid: Number(name), tests: readFileSync(file, 'utf8').split('\n').filter(Boolean) }]
  })
}

export function forgetNotes(notes, pid) {
  rmSync(join(notes, String(pid)), { force: true })
}
