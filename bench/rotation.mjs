/**
 * Many processes that write and rotate one file: `node rotation.mjs WRITERS LIBRARY FOLDER` sends to descriptor 3 what a
 * line cost all of them together, and how many lines are in no file afterwards.
 *
 * Rotated by size, because most loggers can; with more backups than there will be rotations, so that none is deleted.
 * All begin together once the last one is ready.
 */
import { spawn } from 'node:child_process'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { findPython } from '../scripts/python.mjs'
import { countLines } from './lines.mjs'

const [writers, library, folder] = process.argv.slice(2)
const RESULT = 3
/** At least, and so many of each process that the end of what V8 has to compile is not most of what is measured. */
const LEAST = 96_000
const LEAST_OF_EACH = 24_000
const MAX_BYTES = 1_048_576
const BACKUPS = 200
const WHOLE = /order \d+ of "?writer \d+ \.{200}"?(?:$|")/

const program = library === 'cpython' ? python() : node()
writeSync(RESULT, JSON.stringify(program === null ? null : await measure(program)))

function node() {
  return { command: process.execPath, args: [pathOf('writers/rival.mjs'), library], env: process.env }
}

function python() {
  const found = findPython()
  return found && { command: found.command, args: [pathOf('writers/rotating.py')], env: found.env }
}

function pathOf(name) {
  return fileURLToPath(new URL(name, import.meta.url))
}

async function measure({ command, args, env }) {
  const lines = Math.max(LEAST_OF_EACH, LEAST / Number(writers))
  const total = lines * Number(writers)
  const more = (id) => [join(folder, 'app.log'), id, lines, MAX_BYTES, BACKUPS].map(String)
  const children = Array.from({ length: Number(writers) }, (_, id) => start(command, [...args, ...more(id)], env))
  await Promise.all(children.map(({ next }) => next()))
  const began = performance.now()
  for (const { go } of children) go()
  const answers = await Promise.all(children.map(({ next }) => next()))
  const wall = performance.now() - began
  await Promise.all(children.map(({ closed }) => closed))
  const cpu = answers.reduce((sum, { cpuMs }) => sum + cpuMs, 0)
  const lost = total - (await countLines(folder, WHOLE))
  const died = answers.filter(({ isDead }) => isDead).length
  return { wallNs: (wall * 1e6) / total, cpuNs: (cpu * 1e6) / total, lost: lost / total, died }
}

/** A child says that it is ready, is told to go, and answers with its CPU time, each a line; or it dies of an error. */
function start(command, args, env) {
  const child = spawn(command, args, { env, stdio: ['pipe', 'ignore', 'ignore', 'pipe'] })
  const lines = createInterface({ input: child.stdio[3] })[Symbol.asyncIterator]()
  child.stdin.on('error', () => undefined)
  const next = async () => {
    const { value, done } = await lines.next()
    return done ? { cpuMs: 0, isDead: true } : JSON.parse(value)
  }
  return { next, go: () => child.stdin.end('go\n'), closed: new Promise((resolve) => child.on('close', resolve)) }
}
