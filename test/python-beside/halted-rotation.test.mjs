/**
 * The Python handler of examples/python-beside, killed and parked before every single call that changes the file system,
 * while our rotator goes on with what it left.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { TimedRotatingFile } from '../../packages/rotator/dist/face.mjs'
import { findPython, NO_PYTHON } from '../../scripts/python.mjs'

const python = findPython()
// Whether a process is stopped is read from /proc.
const skip = python === null ? NO_PYTHON : process.platform !== 'linux' && 'Linux only'
const SCRIPT = fileURLToPath(new URL('support/halted-writer.py', import.meta.url))
const AGO = new Date(Date.now() - 2 * 3600_000)
const pad = (value) => String(value).padStart(2, '0')
const DATE = `${AGO.getFullYear()}-${pad(AGO.getMonth() + 1)}-${pad(AGO.getDate())}_${pad(AGO.getHours())}`
/** mkdir, two links, unlink, rename, unlink, open, rmdir, write. */
const LEAST_CALLS = 9

/** Runs `meanwhile` for a Python process halted before each call in turn, then sees what is in the folder. */
async function atEveryCall(signal, meanwhile, base = 'app.log') {
  for (let halt = 1; ; halt += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'pylogging-halted-'))
    let child
    try {
      const file = join(folder, base)
      // The name that the backup would have is taken.
      writeFileSync(`${file}.${DATE}`, 'earlier\n')
      writeFileSync(file, 'node 0\n')
      utimesSync(file, AGO, AGO)
      child = spawn(python.command, ['-B', SCRIPT, file, signal, String(halt)], { env: python.env })
      const halted = await isHalted(child)
      if (!halted) return assert.ok(halt > LEAST_CALLS, `only ${halt - 1} calls`)
      if (existsSync(`${file}.lock`)) utimesSync(`${file}.lock`, AGO, AGO)
      await meanwhile(file, child, `halted before call ${halt}`)
    } finally {
      child?.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    }
  }
}

/** Whether a child was killed or stopped; false once it has run to its end. */
async function isHalted(child) {
  const ended = once(child, 'exit')
  for (;;) {
    const result = await Promise.race([ended, sleep(20)])
    if (result !== undefined) {
      assert.equal(result[0] ?? 0, 0, 'the Python process failed')
      return result[1] === 'SIGKILL'
    }
    if (/^State:\s+T/m.test(readFileSync(`/proc/${child.pid}/status`, 'utf8'))) return true
  }
}

async function goOn(child) {
  const ended = once(child, 'exit')
  child.kill('SIGCONT')
  assert.deepEqual(await ended, [0, null])
}

/** One rotation by us, of whatever is the file by now. */
function rotateAndWrite(file, text, options) {
  if (existsSync(file)) utimesSync(file, AGO, AGO)
  const ours = new TimedRotatingFile(file, { when: 'H', ...options })
  ours.write(`${text}\n`)
  ours.close()
}

function linesOf(file) {
  const folder = join(file, '..')
  const names = readdirSync(folder).sort()
  return {
    names,
    lines: names.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1)).sort(),
  }
}

function assertLines(file, expected, situation) {
  const { names, lines } = linesOf(file)
  assert.deepEqual(lines, expected, `${situation}: ${names.join(' ')}`)
  for (const name of names) {
    assert.ok(name.startsWith(basename(file)), `${situation}: ${name}`)
    assert.match(name.slice(basename(file).length), /^(\.\d{4}-\d\d-\d\d_\d\d(\.\d+)?)?$/, situation)
  }
}

// Hidden names repeat the whole of the short one, and the beginning and a number of the long one.
for (const base of ['app.log', `${'Ä'.repeat(90)}.log`]) {
  test(
    `a Python process killed at any call of its rotation of ${base.slice(0, 8)} loses no line, and leaves no hidden name`,
    { skip },
    () =>
      atEveryCall(
        'KILL',
        (file, _child, situation) => {
          rotateAndWrite(file, 'node 1')
          rotateAndWrite(file, 'node 2')
          assertLines(file, ['earlier', 'node 0', 'node 1', 'node 2'], situation)
        },
        base,
      ),
  )
}

for (const rotations of [1, 2]) {
  test(
    `a Python process that sleeps at any call while we steal its lock and rotate (${rotations} times) loses no line`,
    { skip },
    () =>
      atEveryCall('STOP', async (file, child, situation) => {
        const ours = Array.from({ length: rotations }, (_, index) => `node ${index + 1}`)
        for (const text of ours) rotateAndWrite(file, text)
        await goOn(child)
        rotateAndWrite(file, 'node 9')
        assertLines(file, ['earlier', 'node 0', ...ours, 'node 9', 'python 1'], situation)
      }),
  )
}

test(
  'a Python process that sleeps at any call while we rotate and delete its file writes its line again',
  { skip },
  () =>
    atEveryCall('STOP', async (file, child, situation) => {
      rotateAndWrite(file, 'node 1')
      // Longer than the rotator leaves a file alone that was the base a moment ago.
      await sleep(400)
      rotateAndWrite(file, 'node 2', { backupCount: 1 })
      await goOn(child)
      const { lines, names } = linesOf(file)
      const times = lines.filter((line) => line === 'python 1').length
      assert.equal(times, 1, `${situation}: ${names.join(' ')}`)
    }),
)
