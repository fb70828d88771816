/**
 * `pnpm bench`: runs each case of measure.mjs in processes of its own, in rounds, and prints the median with its spread
 * and the ratio to the floor of its group. These ratios, not the nanoseconds, are what is comparable between machines.
 *
 *   pnpm bench                  five rounds
 *   pnpm bench --rounds 1       quickly
 *   pnpm bench --write          also writes bench/RESULTS.md
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, release, tmpdir, type } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MEASURE = fileURLToPath(new URL('measure.mjs', import.meta.url))
const GROUPS = [
  [
    'a line into a file',
    'bare writeSync',
    [
      'hand-written line',
      'FileHandler',
      'FileHandler with file, line and function',
      'TimedRotatingFileHandler, a look per record',
      'TimedRotatingFileHandler, a look every 100 ms',
    ],
  ],
  ['a level that is off', 'empty call', ['disabled debug()']],
  [
    'formatting, each text flattened as a write would',
    'template literal with a cached time',
    ['Formatter.format', 'Formatter.format, text not read', 'CPython 3.13, Formatter.format'],
  ],
  [
    'formatting with widths: %(levelname)-8s %(lineno)5d %(msecs)03d',
    'padStart and padEnd by hand',
    ['Formatter.format, padded', 'CPython 3.13, Formatter.format, padded'],
  ],
  [
    'import, CPU time',
    'an empty program',
    ['import of @pylogging/formatter', 'import of @pylogging/rotator', 'import of @pylogging/core'],
  ],
  ['call site', 'captureStackTrace, limit 1', ['captureCallSite']],
]

const rounds = Number(argument('--rounds') ?? 5)
const results = new Map()
for (let round = 0; round < rounds; round += 1) {
  for (const [, floor, names] of GROUPS) {
    for (const name of [floor, ...names]) note(name, measure(name))
  }
}
const text = report()
console.log(text)
if (process.argv.includes('--write')) writeFileSync(new URL('RESULTS.md', import.meta.url), text)

/** Null is what cannot be measured here: CPython where there is none. */
function note(name, result) {
  if (result !== null) results.set(name, [...(results.get(name) ?? []), result])
}

function measure(name) {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-bench-'))
  try {
    return JSON.parse(execFileSync(process.execPath, [MEASURE, name, folder], { encoding: 'utf8' }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function report() {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${type()} ${release()}, Node ${process.version}`
  const lines = ['# Results', '', `${machine}; ${rounds} rounds, each case in a process of its own.`, '']
  for (const [title, floor, names] of GROUPS) {
    lines.push(`## ${title}`, '', '| case | ns per call | min to max | × floor | CPU ns |', '|---|---:|---:|---:|---:|')
    const base = median(results.get(floor).map(({ wallNs }) => wallNs))
    for (const name of [floor, ...names].filter((each) => results.has(each))) {
      const walls = results.get(name).map(({ wallNs }) => wallNs)
      const ratio = (median(walls) / base).toFixed(2)
      const range = `${digits(Math.min(...walls))} to ${digits(Math.max(...walls))}`
      lines.push(
        `| ${name} | ${digits(median(walls))} | ${range} | ${ratio} | ${digits(median(results.get(name).map(({ cpuNs }) => cpuNs)))} |`,
      )
    }
    lines.push('')
  }
  return `${lines.join('\n')}`
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function digits(nanoseconds) {
  return nanoseconds < 100 ? nanoseconds.toFixed(1) : nanoseconds.toFixed(0)
}

function argument(name) {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}
