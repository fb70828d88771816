/**
 * What a program costs that lives for a hundred lines: `node short.mjs PROGRAM FOLDER` sends to descriptor 3 the time of the
 * process, start of the interpreter included, as the median of `RUNS`. Programs are those of short/.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPython } from '../scripts/python.mjs'

const [program, folder] = process.argv.slice(2)
const RESULT = 3
const RUNS = 15
const LINES = 100
const file = join(folder, 'short.log')

const found = program.endsWith('.py') ? findPython() : { command: process.execPath, env: process.env }
writeSync(RESULT, JSON.stringify(found === null ? null : measure(found)))

function measure({ command, env }) {
  const runs = Array.from({ length: RUNS }, () => run(command, env))
  const [wallMs, cpuMs] = ['wallMs', 'cpuMs'].map((key) => middle(runs.map((each) => each[key])))
  return { wallMs, cpuMs, wallNs: wallMs * 1e6, cpuNs: cpuMs * 1e6 }
}

function run(command, env) {
  const path = fileURLToPath(new URL(`short/${program}`, import.meta.url))
  const before = performance.now()
  const { stdout, stderr, status } = spawnSync(command, [path, file], { env, encoding: 'utf8' })
  const wallMs = performance.now() - before
  if (status !== 0) throw new Error(stderr)
  checkLines()
  return { wallMs, cpuMs: Number(stdout) }
}

function checkLines() {
  if (program === 'empty.mjs') return
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const isWhole = lines.length === LINES && lines.every((line, i) => line.includes(`order ${i} of anna`))
  if (!isWhole) throw new Error(`void: ${lines.length} lines, not ${LINES}, or a wrong one`)
  rmSync(file)
}

function middle(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
}
