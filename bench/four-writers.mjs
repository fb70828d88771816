/**
 * Four processes that write to one file as fast as they can: `node four-writers.mjs CASE FOLDER` prints the time per
 * line of all four together, and how many of the lines they wrote are in no file afterwards, as JSON.
 *
 * The processes are those of writers/: a bare loop, the rotator alone, and loggers of ours and of Python's. Each is told
 * the moment to begin, writes the same line for `SECONDS`, and answers how often.
 */
import { spawn } from 'node:child_process'
import { createReadStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { findPython } from '../scripts/python.mjs'

const [name, folder] = process.argv.slice(2)
const WRITERS = 4
const SECONDS = 2.5
/** For four interpreters to start and import. */
const HEAD_START_MS = 1500
/** Those that have to be void, not slow, when a line is missing. */
const MUST_KEEP_ALL = /^(?:four bare|TimedRotating)/

const cases = {
  'four bare writeSync loops': node(new URL('writers/bare.mjs', import.meta.url)),
  TimedRotatingFile: node(new URL('writers/rotator.mjs', import.meta.url), { when: 'midnight' }),
  'TimedRotatingFile, rotated every second': node(new URL('writers/rotator.mjs', import.meta.url), {
    when: 'S',
  }),
  'TimedRotatingFile, a look per record, rotated every second': node(new URL('writers/rotator.mjs', import.meta.url), {
    when: 'S',
    watchIntervalMs: 0,
  }),
  'TimedRotatingFileHandler, logger.info': node(new URL('writers/handler.mjs', import.meta.url), {
    when: 'midnight',
  }),
  'TimedRotatingFileHandler, logger.info, rotated every second': node(new URL('writers/handler.mjs', import.meta.url), {
    when: 'S',
  }),
  'CPython 3.13 TimedRotatingFileHandler, logger.info': python('TimedRotatingFileHandler', 'midnight'),
  'CPython 3.13 TimedRotatingFileHandler, logger.info, rotated every second': python('TimedRotatingFileHandler', 'S'),
  'CPython 3.13, a lock per record, logger.info': python('LockedFileHandler', 'midnight'),
}

console.log(JSON.stringify(await measure(cases[name])))

function node(program, options = {}) {
  return { command: process.execPath, args: [fileURLToPath(program), JSON.stringify(options)], env: process.env }
}

/** Null where there is no CPython 3.13. */
function python(...settings) {
  const found = name.startsWith('CPython') ? findPython() : null
  return (
    found && {
      command: found.command,
      args: [fileURLToPath(new URL('writers/handlers.py', import.meta.url)), ...settings],
      env: found.env,
    }
  )
}

async function measure(program) {
  if (program === null) return null
  const file = join(folder, 'app.log')
  const begin = Date.now() + HEAD_START_MS
  const answers = await Promise.all(
    Array.from({ length: WRITERS }, (_, id) => run(program, [file, id, begin, SECONDS])),
  )
  const written = answers.reduce((sum, { lines }) => sum + lines, 0)
  const cpu = answers.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
  const lost = written - (await countLines())
  if (lost !== 0 && MUST_KEEP_ALL.test(name)) throw new Error(`void: ${lost} of ${written} lines are missing`)
  const seconds = Math.max(...answers.map((answer) => answer.seconds))
  return { wallNs: (seconds * 1e9) / written, cpuNs: (cpu * 1e9) / written, lost: lost / written }
}

function run({ command, args, env }, more) {
  const child = spawn(command, [...args, ...more.map(String)], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (part) => {
    text += part
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`${command}: ${code}`))))
  })
}

/** Whole ones; a torn line is no line. */
async function countLines() {
  let count = 0
  for (const each of readdirSync(folder).filter((found) => !found.endsWith('.lock'))) {
    for await (const line of createInterface({ input: createReadStream(join(folder, each)) })) {
      if (line.length === 120 && /^writer \d \.+$/.test(line)) count += 1
    }
  }
  return count
}
