/**
 * `pnpm bench`: runs each case in processes of its own, in rounds, and prints the median with its spread
 * and the ratio to the floor of its group. These ratios, not the nanoseconds, are what is comparable between machines.
 *
 *   pnpm bench                  five rounds
 *   pnpm bench --rounds 1       quickly
 *   pnpm bench --only rotat     the groups with that in their title
 *   pnpm bench --write          also writes bench/RESULTS.md
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, release, tmpdir, type } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAMS = {
  calls: new URL('measure.mjs', import.meta.url),
  rotator: new URL('rotator.mjs', import.meta.url),
  writers: new URL('four-writers.mjs', import.meta.url),
}

/** How a group is measured and printed; the first case of those with a floor is the floor. */
const GROUPS = [
  {
    title: 'a line into a file',
    cases: [
      'bare writeSync',
      'hand-written line',
      'FileHandler',
      'FileHandler with file, line and function',
      'TimedRotatingFileHandler, a look per record',
      'TimedRotatingFileHandler, a look every 100 ms',
    ],
  },
  { title: 'a level that is off', cases: ['empty call', 'disabled debug()'] },
  {
    title: 'formatting, each text flattened as a write would',
    cases: [
      'template literal with a cached time',
      'Formatter.format',
      'Formatter.format, text not read',
      'CPython 3.13, Formatter.format',
    ],
  },
  {
    title: 'formatting with widths: %(levelname)-8s %(lineno)5d %(msecs)03d',
    cases: ['padStart and padEnd by hand', 'Formatter.format, padded', 'CPython 3.13, Formatter.format, padded'],
  },
  {
    title: 'a record into a queue',
    cases: [
      'new LogRecord',
      'QueueHandler.emit',
      'QueueHandler.emit to a MessagePortQueue',
      'CPython 3.13, QueueHandler.emit',
    ],
  },
  {
    title: 'import, CPU time',
    cases: [
      'an empty program',
      'import of @pylogging/formatter',
      'import of @pylogging/rotator',
      'import of @pylogging/core',
    ],
  },
  { title: 'call site', cases: ['captureStackTrace, limit 1', 'captureCallSite'] },
  {
    title: 'a ready text into a rotated file',
    program: 'rotator',
    cases: [
      'bare writeSync of 121 bytes',
      'TimedRotatingFile, a look every 100 ms',
      'the same, told the time of the record',
      'TimedRotatingFile, a look per record',
      'the same, told the time of the record too',
      'RotatingFile, a look every 8 ms',
      'RotatingFile, a look per record',
    ],
  },
  {
    title: 'four processes flat out on one file, per line of all four',
    program: 'writers',
    cases: [
      'four bare writeSync loops',
      'TimedRotatingFile, a look every 100 ms',
      'TimedRotatingFile, rotated every second',
      'TimedRotatingFile, a look per record, rotated every second',
      'TimedRotatingFileHandler, logger.info',
      'TimedRotatingFileHandler, logger.info, rotated every second',
      'CPython 3.13 TimedRotatingFileHandler, logger.info',
      'CPython 3.13 TimedRotatingFileHandler, logger.info, rotated every second',
      'CPython 3.13, a lock per record, logger.info',
    ],
    table: withLost,
  },
  {
    title: 'one rotation',
    program: 'rotator',
    cases: ['1,000 old backups, all kept', '1,000 old backups, one deleted each time'],
    table: perRotation,
  },
  {
    title: 'growth over 10,000 rotations',
    program: 'rotator',
    cases: ['TimedRotatingFile', 'RotatingFile'],
    table: growth,
  },
]

const rounds = Number(argument('--rounds') ?? 5)
const only = argument('--only')
const groups = GROUPS.filter(({ title }) => only === undefined || title.includes(only))
const results = new Map()
for (let round = 0; round < rounds; round += 1) {
  for (const group of groups) {
    for (const name of group.cases) note(group, name, measure(group, name))
  }
}
const text = report()
console.log(text)
if (process.argv.includes('--write')) writeFileSync(new URL('RESULTS.md', import.meta.url), text)

/** Null is what cannot be measured here: CPython where there is none. */
function note({ title }, name, result) {
  const key = `${title}: ${name}`
  if (result !== null) results.set(key, [...(results.get(key) ?? []), result])
}

function measure({ program = 'calls' }, name) {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-bench-'))
  const file = fileURLToPath(PROGRAMS[program])
  try {
    return JSON.parse(execFileSync(process.execPath, ['--expose-gc', file, name, folder], { encoding: 'utf8' }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function report() {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${type()} ${release()}, Node ${process.version}`
  const lines = ['# Results', '', `${machine}; ${rounds} rounds, each case in a process of its own.`, '']
  for (const group of groups) {
    const rows = group.cases
      .map((name) => ({ name, measured: results.get(`${group.title}: ${name}`) }))
      .filter(({ measured }) => measured !== undefined)
    lines.push(`## ${group.title}`, '', ...(group.table ?? perCall)(rows), '')
  }
  return `${lines.join('\n')}`
}

function perCall(rows) {
  const floor = middle(rows[0].measured, 'wallNs')
  return [
    '| case | ns per call | min to max | × floor | CPU ns |',
    '|---|---:|---:|---:|---:|',
    ...rows.map(({ name, measured }) => {
      const wall = middle(measured, 'wallNs')
      const range = spread(measured, 'wallNs', digits)
      return `| ${name} | ${digits(wall)} | ${range} | ${(wall / floor).toFixed(2)} | ${digits(middle(measured, 'cpuNs'))} |`
    }),
  ]
}

function withLost(rows) {
  const share = ({ lost }) => `${(lost * 100).toFixed(1)} %`
  const [head, line, ...cells] = perCall(rows)
  return [
    `${head} lost |`,
    `${line}---:|`,
    ...cells.map((cell, row) => `${cell} ${share({ lost: middle(rows[row].measured, 'lost') })} |`),
  ]
}

function perRotation(rows) {
  const ms = (value) => value.toFixed(2)
  return [
    '| case | median ms | min to max of medians | 99 % below | longest | the first | CPU ms |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rows.map(({ name, measured }) => {
      const cells = ['p99Ms', 'maxMs', 'firstMs', 'cpuMs'].map((key) => ms(middle(measured, key)))
      const range = spread(measured, 'medianMs', ms)
      return `| ${name} | ${ms(middle(measured, 'medianMs'))} | ${range} | ${cells.join(' | ')} |`
    }),
  ]
}

function growth(rows) {
  const mb = (value) => value.toFixed(2)
  return [
    '| case | heap MB | min to max | external MB | resident MB | descriptors |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows.map(({ name, measured }) => {
      const [heap, external, resident] = ['heapMb', 'externalMb', 'rssMb'].map((key) => mb(middle(measured, key)))
      const range = spread(measured, 'heapMb', mb)
      return `| ${name} | ${heap} | ${range} | ${external} | ${resident} | ${middle(measured, 'descriptors')} |`
    }),
  ]
}

function middle(measured, key) {
  return median(measured.map((result) => result[key]))
}

function spread(measured, key, print) {
  const values = measured.map((result) => result[key])
  return `${print(Math.min(...values))} to ${print(Math.max(...values))}`
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
