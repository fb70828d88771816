/**
 * Runs a snippet of examples/ten-snippets, the Python or its port, and turns all that it left into one text:
 *
 *   exit code 0
 *   --- stderr
 *   INFO:root:listening on port 8080
 *   --- app.log
 *   DEBUG:root:café opened by Zoë
 *
 * The clock of records stands still in both, so that times are compared as they are. What is made alike: the frames of
 * tracebacks, which are lines of other files; `.ts` in call sites; and the times in names of rotated files.
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const EXAMPLE = resolve(import.meta.dirname, '../../../examples/ten-snippets')
const PINNED_CLOCK = resolve(import.meta.dirname, 'pinned-clock')
const PIN = pathToFileURL(join(PINNED_CLOCK, 'pin.mjs')).href
const CONFIGURATIONS = ['logging.ini', 'logging.json']
/** 14:00:00,123 in Paris. */
const PINNED_NANOSECONDS = String(BigInt(Date.parse('2026-07-15T12:00:00.123Z')) * 1_000_000n)

/** In the order of the README. */
export const SNIPPETS = [
  'basic-config',
  'library',
  'exceptions',
  'format-lines',
  'two-handlers',
  'dict-config',
  'file-config',
  'rotation',
  'context',
  'queue-listener',
]

export const expectedFile = (name) => join(EXAMPLE, 'expected', `${name}.txt`)

/** @param python - As `findPython` gives it. */
export function runPython(name, python) {
  const env = { ...python.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' }
  return run(
    python.command,
    [join(EXAMPLE, 'src', `${name}.py`)],
    isPinned(name) ? { ...env, PYTHONPATH: PINNED_CLOCK } : env,
  )
}

export function runPort(name) {
  const pin = isPinned(name) ? ['--import', PIN] : []
  return run(process.execPath, ['--enable-source-maps', ...pin, join(EXAMPLE, 'dist', `${name}.js`)], process.env)
}

/** Files are rotated by the time of the day. */
function isPinned(name) {
  return name !== 'rotation'
}

function run(command, args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-snippet-'))
  try {
    for (const name of CONFIGURATIONS) copyFileSync(join(EXAMPLE, name), join(folder, name))
    const { stdout, stderr, status } = spawnSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, TZ: 'Europe/Paris', PINNED_NANOSECONDS },
    })
    const files = readdirSync(folder).filter((name) => !CONFIGURATIONS.includes(name))
    const parts = [['stdout', stdout], ['stderr', stderr], ...files.sort().map((name) => [name, textOf(folder, name)])]
    return textFrom(status, parts)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function textOf(folder, name) {
  return readFileSync(join(folder, name), 'utf8')
}

function textFrom(status, parts) {
  const shown = parts.filter(([, text]) => text !== '').map(([name, text]) => `--- ${withoutTime(name)}\n${text}`)
  return withoutFrames(`exit code ${status}\n${shown.join('')}`).replaceAll('.ts:', '.py:')
}

function withoutTime(name) {
  return name.replace(/\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d/, 'TIME')
}

function withoutFrames(text) {
  return text.replace(/^ {2}.*\n/gm, '')
}
