/**
 * One work of one logger in a process of its own: `node rival.mjs WORK LIBRARY FOLDER` sends its result as JSON to
 * descriptor 3, because a logger may have taken stdout.
 *
 * LIBRARY is a module of rivals/ and one of its exports, such as `pino/json`, each a set of works. The event loop gets a
 * turn every 500 lines, as it would in a service; the time counts until the last line is with the kernel.
 */
import { spawnSync } from 'node:child_process'
import { statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPython } from '../scripts/python.mjs'
import { countAtExit, countLost } from './lines.mjs'

const [what, library, folder] = process.argv.slice(2)
const file = join(folder, 'bench.log')
const RESULT = 3
const TURN = 500
const WARM_UP = 50_000
const CALLS = { off: 10_000_000, memory: 10_000_000, 'memory-of-a-million': 1_000_000 }
/** V8 is done with compiling what it will compile; a logger that needs seconds for them says less. */
const USUAL_CALLS = 200_000
const EXIT_LINES = 10_000

const work = /^memory|exit$/.test(what) ? 'line' : what

if (what === 'then-exit') await logAndExit()
else writeSync(RESULT, JSON.stringify(await resultOf()))

function resultOf() {
  if (what === 'exit') return lostAtExit()
  return library === 'cpython' ? python() : measure()
}

async function measure() {
  const target = await prepare()
  const calls = what.startsWith('memory') ? usualCalls() : (target.calls ?? usualCalls())
  const warmUp = Math.min(WARM_UP, calls)
  await logLines(target, 0, warmUp)
  globalThis.gc?.()
  const memory = watchMemory()
  const cpuBefore = process.cpuUsage()
  const before = process.hrtime.bigint()
  await logLines(target, warmUp, warmUp + calls, memory.look)
  await target.done?.()
  const wall = Number(process.hrtime.bigint() - before)
  const cpu = process.cpuUsage(cpuBefore)
  const lost = await lostOf(target, warmUp + calls)
  return { wallNs: wall / calls, cpuNs: ((cpu.user + cpu.system) * 1000) / calls, lost, ...memory.result() }
}

async function prepare() {
  const [module, name] = library.split('/')
  const works = (await import(`./rivals/${module}.mjs`))[name]
  return works[work](file)
}

/** A level that is off is called without turns, which would cost more than the calls. */
async function logLines({ log, ready }, from, to, look) {
  const turn = work === 'off' ? to - from : TURN
  for (let start = from; start < to; start += turn) {
    for (let i = start; i < start + turn; i += 1) log(i)
    look?.()
    await new Promise(setImmediate)
    await ready?.()
  }
}

function usualCalls() {
  return CALLS[what] ?? USUAL_CALLS
}

/** Resident memory: what it was, and the most it became. */
function watchMemory() {
  const before = process.memoryUsage.rss()
  let most = before
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss())
  }
  const result = () => ({ rssMb: most / 2 ** 20, grownMb: (most - before) / 2 ** 20 })
  return { look, result }
}

async function lostOf({ files = [file], isReady }, count) {
  if (work === 'off') return 0
  let lost = 0
  for (const each of files) lost += await countLost(each, { count, work, isReady })
  return lost / files.length / count
}

async function python() {
  const found = findPython()
  if (found === null) return null
  const program = fileURLToPath(new URL('rivals/cpython.py', import.meta.url))
  const args = [program, work, file, usualCalls(), WARM_UP].map(String)
  const { stdout, stderr, status } = spawnSync(found.command, args, { env: found.env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  const files = work === 'twoFiles' ? [file, `${file}.2`] : [file]
  return { ...JSON.parse(stdout), lost: await lostOf({ files }, WARM_UP + usualCalls()) }
}

/** How many of ten thousand lines are missing, and how many there twice, when process.exit follows the last. */
async function lostAtExit() {
  const { status } = spawnSync(process.execPath, [process.argv[1], 'then-exit', library, folder], { stdio: 'ignore' })
  if (status !== 0) throw new Error(`then-exit ${library}: ${status}`)
  const isEmpty = !statSync(file, { throwIfNoEntry: false })?.size
  return isEmpty ? { lost: EXIT_LINES, twice: 0 } : countAtExit(file, { count: EXIT_LINES })
}

async function logAndExit() {
  const target = await prepare()
  const before = EXIT_LINES - TURN
  await logLines(target, 0, before)
  for (let i = before; i < EXIT_LINES; i += 1) target.log(i)
  process.exit()
}
