/**
 * Bun, Deno, and the Nodes that do not run all tests, which run these packages as Node does: CPython's answers, the places of log calls, three processes and three
 * threads on one rotating file, a cluster of four of which one is killed, signals, and the network handlers' thread. What
 * differs is in the tables here, and in README's.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'node:test'
import { fileURLToPath } from 'node:url'
import { npmSettings, registryTest } from '../package/support/registry.mjs'
import { run, runWell } from '../package/support/run.mjs'
import { installTools } from '../package/support/tools.mjs'

const FIXTURES = fileURLToPath(new URL('./fixtures/engines/', import.meta.url))
const DEMO = fileURLToPath(new URL('../../demo/dist/main.js', import.meta.url))
const ENGINES = { bun: [], deno: ['run', '--allow-all'] }
const nodes = new Map()
const NODES = [22, 23, 24, 25, 26].map((version) => `node ${version}`)
const PLACES = [
  'call-sites.mjs:12 inFunction a function',
  'call-sites.mjs:17 handle a method',
  'call-sites.mjs:23 <module> the module',
  'call-sites.mjs:24 <module> the default export',
  'call-sites.mjs:25 <module> an adapter',
  'call-sites.mjs:30 callsWrapper the caller of a wrapper',
]
/** Bun has no frame for a log call at the end of an arrow function: a tail call replaces it. */
const TIMER = {
  bun: '(unknown file):0 (unknown function) a timer',
  deno: 'call-sites.mjs:33 <module> a timer',
  node: 'call-sites.mjs:33 <lambda> a timer',
}
for (const engine of ['node', ...NODES, ...Object.keys(ENGINES)]) {
  describe(engine, () => {
    registryTest('answers as CPython', async () => {
      if (engine === 'node') return
      const { stdout, text } = await start(engine, 'vectors.mjs')

      assert.equal(stdout, 'percent: 0 differ \nstrftime: 0 differ \nasked enough\n', text)
    })

    registryTest('finds the place of a log call, or says that it is unknown', async () => {
      const { stdout, stderr } = await start(engine, 'call-sites.mjs')

      assert.deepEqual([stdout.trimEnd().split('\n'), stderr], [[...PLACES, TIMER[engine] ?? TIMER.node], ''])
    })

    registryTest('writes and rotates one file with three processes, and no line is lost', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'pylogging-engine-'))
      const file = join(folder, 'app.log')

      const writers = await Promise.all(['a', 'b', 'c'].map((name) => start(engine, 'writer.mjs', [file, name, '3'])))

      const names = readdirSync(folder)
      const lines = names.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
      const wanted = writers.flatMap(({ stdout }, index) =>
        Array.from({ length: Number(stdout) }, (_, n) => `${'abc'[index]} ${n}`),
      )
      assert.ok(names.length >= 3 && wanted.length > 1000, `${names}, ${wanted.length} lines`)
      assert.deepEqual(lines.sort(), wanted.sort())
      rmSync(folder, { recursive: true })
    })

    registryTest('writes and rotates one file with three threads, and no line is lost', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'pylogging-engine-'))

      const { stdout } = await start(engine, 'threads.mjs', [join(folder, 'app.log'), '2'])

      const names = readdirSync(folder)
      const lines = names.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
      const counts = lines.map((line) => /^(\d+) wrote (\d+)$/.exec(line)).filter((match) => match !== null)
      const wanted = counts.flatMap(([, thread, count]) =>
        Array.from({ length: Number(count) }, (_, n) => `${thread} ${n} end`),
      )
      assert.equal(stdout, 'done\n')
      assert.ok(counts.length === 3 && names.length > 3 && wanted.length > 1000, `${names}, ${wanted.length} lines`)
      assert.deepEqual(lines.filter((line) => line.endsWith(' end')).sort(), wanted.sort())
      rmSync(folder, { recursive: true })
    })

    registryTest('serves with a cluster of four processes of which one is killed, and no line is lost', async () => {
      const { command, args } = await commandOf(engine)
      const { code, text, stdout } = await run(process.execPath, [DEMO, command, ...args], { longestMs: 60_000 })

      assert.match(stdout, /worker \d+ killed with SIGKILL.*\nsent \d{4,}, found \d+, lost 0, duplicated 0, torn 0\n/s)
      assert.equal(code, 0, text)
    })

    registryTest('writes what it keeps in memory when a signal ends it, and lets the program decide', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'pylogging-engine-'))
      const { command, args } = await commandOf(engine)

      for (const [more, ending, lines] of [
        [[], [null, 'SIGTERM'], 100],
        [['listens'], [7, null], 101],
      ]) {
        const file = join(folder, `${lines}.log`)
        const child = spawn(command, [...args, join(FIXTURES, 'signalled.mjs'), file, ...more], { stdio: 'pipe' })
        const ended = once(child, 'close')
        await once(child.stdout, 'data')
        child.kill('SIGTERM')

        assert.deepEqual(await ended, ending)
        assert.equal(readFileSync(file, 'utf8').split('\n').length - 1, lines)
      }
      rmSync(folder, { recursive: true })
    })

    registryTest('sends records to a log server', async () => {
      const chunks = []
      const server = createServer((socket) =>
        socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined),
      )
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')

      const { stderr } = await start(engine, 'sender.mjs', [String(server.address().port)])

      server.close()
      assert.equal(stderr, '')
      assert.match(Buffer.concat(chunks).toString('latin1'), /sent from the engine/)
    })
  })
}

async function start(engine, script, more = []) {
  const { command, args } = await commandOf(engine)
  const result = await run(command, [...args, join(FIXTURES, script), ...more], { cwd: FIXTURES })
  assert.equal(result.code, 0, result.text)
  return result
}

async function commandOf(engine) {
  if (engine === 'node') return { command: process.execPath, args: [] }
  if (engine.startsWith('node ')) return { command: await nodeOf(engine.slice('node '.length)), args: [] }
  // Their installation fetches the program.
  const { folder } = await installTools({ bun: '*', deno: '*' }, { scripts: true })
  return { command: join(folder, 'node_modules', '.bin', engine), args: ENGINES[engine] }
}

/** The newest Node of a version, as npm has it. */
function nodeOf(version) {
  const fetched = nodes.get(version) ?? fetchNode(version)
  nodes.set(version, fetched)
  return fetched
}

async function fetchNode(version) {
  const asked = ['--yes', '--package', `node@${version}`, '--', 'node', '-p', 'process.execPath']
  const { stdout } = await runWell('npx', asked, { env: { ...npmSettings, NODE_OPTIONS: '' }, longestMs: 180_000 })
  return stdout.trim()
}
