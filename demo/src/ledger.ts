/**
 * Holds the log against the answers: every record that must be there, is it, and once, and whole?
 *
 *   'c3-17' was answered with 402   so there must be   "order=… priced", "payment failed" with its traceback, and the access line
 *
 * A line that is neither a record nor belongs to the record above it is torn. Records of requests that were never
 * answered, because their worker was killed, may be there or not, but not twice.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answers } from './traffic.js'

export interface FileSummary {
  readonly name: string
  readonly lines: number
  readonly first: string
  readonly last: string
  readonly writers: number
}

export interface Count {
  readonly files: readonly FileSummary[]
  /** Records that answered requests must have left. */
  readonly sent: number
  /** Those that were found. */
  readonly found: number
  readonly lost: number
  readonly duplicated: number
  readonly torn: number
  /** Records of requests that were not answered. */
  readonly unanswered: number
}

type Kind = 'priced' | 'failed' | 'access'

const RECORD =
  /^(?<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (?<level>INFO|WARNING) \[(?<pid>\d+)\] orders\.[jt]s:\d+ (?<where>price|answer|logAccess): id=(?<id>\S+) (?<rest>.*)$/
const KINDS: Readonly<Record<string, [kind: Kind, text: RegExp]>> = {
  price: ['priced', /^order=\d+ priced$/],
  answer: ['failed', /^payment failed$/],
  logAccess: ['access', /^"GET \/orders\/\d+" \d{3} \d+\.\d{3}ms$/],
}
const MUST_LEAVE: Readonly<Record<number, readonly Kind[]>> = {
  200: ['priced', 'access'],
  402: ['priced', 'failed', 'access'],
}

/** Counts all files of a folder whose names begin with `baseName`, oldest first. */
export function countLog(folder: string, baseName: string, answers: Answers): Count {
  const names = readdirSync(folder).filter((name) => name.startsWith(baseName) && !name.endsWith('.lock'))
  const seen = new Map<string, number>()
  let torn = 0
  const files = names.sort(byAge(baseName)).map((name) => {
    const file = readFile(readFileSync(join(folder, name), 'utf8'), seen)
    torn += file.torn
    return { name, ...file.summary }
  })
  return { files, torn, ...compare(seen, answers) }
}

/** The file that is written to now has no date and comes last. */
function byAge(baseName: string): (a: string, b: string) => number {
  return (a, b) => Number(a === baseName) - Number(b === baseName) || (a < b ? -1 : 1)
}

function readFile(text: string, seen: Map<string, number>): { torn: number; summary: Omit<FileSummary, 'name'> } {
  const lines = text.split('\n')
  // A file whose last line has no newline ends torn.
  let torn = lines.pop() === '' ? 0 : 1
  const times: string[] = []
  const writers = new Set<string>()
  for (let at = 0; at < lines.length; at += 1) {
    const fields = RECORD.exec(lines[at] ?? '')?.groups
    const [kind, pattern] = KINDS[fields?.['where'] ?? ''] ?? []
    if (fields === undefined || kind === undefined || !pattern?.test(fields['rest'] ?? '')) {
      torn += 1
      continue
    }
    const key = `${fields['id']} ${kind}`
    seen.set(key, (seen.get(key) ?? 0) + 1)
    times.push(fields['time'] ?? '')
    writers.add(fields['pid'] ?? '')
    if (kind !== 'failed') continue
    const more = tracebackLength(lines, at + 1)
    if (more === 0) torn += 1
    at += more
  }
  const [first = '', last = ''] = [times[0], times.at(-1)]
  return { torn, summary: { lines: lines.length, first, last, writers: writers.size } }
}

/** How many lines the traceback has that begins there; 0 when there is no whole one. */
function tracebackLength(lines: readonly string[], start: number): number {
  if (lines[start] !== 'Traceback (most recent call last):') return 0
  let at = start + 1
  while (lines[at]?.startsWith('  ')) at += 1
  return /^PaymentDeclined: card of order \d+ declined$/.test(lines[at] ?? '') ? at - start + 1 : 0
}

function compare(seen: Map<string, number>, answers: Answers): Omit<Count, 'files' | 'torn'> {
  let sent = 0
  let found = 0
  for (const [id, status] of answers) {
    for (const kind of MUST_LEAVE[status] ?? []) {
      sent += 1
      if (seen.has(`${id} ${kind}`)) found += 1
    }
  }
  let duplicated = 0
  let unanswered = 0
  for (const [key, times] of seen) {
    duplicated += times - 1
    if (!answers.has(key.slice(0, key.indexOf(' ')))) unanswered += 1
  }
  return { sent, found, lost: sent - found, duplicated, unanswered }
}
