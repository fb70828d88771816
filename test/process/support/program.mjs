/**
 * Small programs that log, run as processes of their own on the build.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

const CORE = new URL('../../../packages/core/dist/face.mjs', import.meta.url).href
const HANDLERS = new URL('../../../packages/core/dist/handlers-face.mjs', import.meta.url).href
const HEAD = `import logging from ${JSON.stringify(CORE)}; import * as handlers from ${JSON.stringify(HANDLERS)};`
/** Shorter than a test may take, so that a test which fails says what was printed; long, as a busy machine starts slowly. */
const LONGEST_MS = 50_000
/** A child may be over before anybody waits for it. */
const endings = new WeakMap()
/** Those that run: a test that fails leaves them behind. */
const running = new Set()
after(() => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts `node` on a text that has `logging` and `handlers`; its own lines count from 1. */
export function start(text, options = {}) {
  const { args = [], ...others } = options
  const child = spawn(process.execPath, ['--input-type=module', '--eval', `${HEAD}${text}`, ...args], {
    timeout: LONGEST_MS,
    ...others,
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  endings.set(child, new Promise((resolve) => child.once('close', (...ending) => resolve(ending))))
  return child
}

/** Puts such a program into a file. */
export function writeProgram(file, text) {
  writeFileSync(file, HEAD + text)
}

/** Runs a program to its end. */
export async function run(text, options) {
  return finish(start(text, options))
}

/** What a process printed, and how it ended. Of the two streams only those in `read` are read. */
export async function finish(child, read = ['stdout', 'stderr']) {
  const [stdout, stderr, [code, signal]] = await Promise.all([
    readAll(read.includes('stdout') ? child.stdout : null),
    readAll(read.includes('stderr') ? child.stderr : null),
    endings.get(child),
  ])
  return { stdout, stderr, code, signal }
}

async function readAll(stream) {
  if (stream === null || stream.destroyed) return ''
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** Runs a test in a folder of its own. */
export async function withFolder(test) {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-program-'))
  try {
    return await test(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
