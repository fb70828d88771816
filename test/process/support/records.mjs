/**
 * Numbered records: what a writer writes, and the count of what is in the files afterwards.
 *
 *   1784123456.789000 w3 17 xxxx end     the time of the record, its writer, its number, padding
 *
 * A writer notes each record that was acknowledged by two numbers in a file of its own: the time of it, and the time at
 * which the call returned. What comes after the last of them is uncertain: the writer did not live to say.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The time of a record, its writer, its number, and the padding that not every writer adds. */
export const RECORD = /^(\d+\.\d{6}) (w\d+) (\d+) (?:(x+) )?end$/
/** The beginning of a record that was cut off in its padding. */
const PIECE = /^\d+\.\d{6} (w\d+) (\d+) x+$/
const BACKUP = /^app\.log\.([\d-]{10})_([\d-]{8})(?:\.\w+)*$/
const ACKNOWLEDGEMENT_BYTES = 16
/** Between the stamp of a record and its place in the file, so that what is older than the oldest file is known. */
export const SLACK_S = 0.25

/** @param padding - How many characters are in between. */
export function recordText(created, writer, number, padding = 0) {
  return `${created.toFixed(6)} ${writer} ${number} ${padding > 0 ? `${'x'.repeat(padding)} ` : ''}end\n`
}

export function acknowledgement(created, finished) {
  const bytes = Buffer.alloc(ACKNOWLEDGEMENT_BYTES)
  bytes.writeDoubleLE(created)
  bytes.writeDoubleLE(finished, 8)
  return bytes
}

/** A writer's acknowledgements, by number of the record. */
function acknowledgements(folder, writer) {
  const bytes = readFileSync(join(folder, `app.log.acks-${writer}`))
  const count = Math.floor(bytes.length / ACKNOWLEDGEMENT_BYTES)
  return Array.from({ length: count }, (_, number) => {
    const at = number * ACKNOWLEDGEMENT_BYTES
    return { created: bytes.readDoubleLE(at), finished: bytes.readDoubleLE(at + 8) }
  })
}

/** Seconds since the epoch at which the period of a backup of `when: 'S'` began; NaN for other names. */
export function secondOf(name) {
  const [, date, time] = BACKUP.exec(name) ?? []
  return new Date(`${date}T${time?.replaceAll('-', ':')}`).getTime() / 1000
}

/** The names of log files, hidden ones included. */
export function logFiles(folder) {
  return readdirSync(folder)
    .filter((name) => name.includes('app.log') && !/\.lock$|\.acks-|\.gz-\w+$/.test(name))
    .sort()
}

/** One name of each file. */
function distinctFiles(folder) {
  const byNumber = new Map(logFiles(folder).map((name) => [statSync(join(folder, name)).ino, name]))
  return [...byNumber.values()]
}

/** A file's lines; compressed ones too, which may have several members. A piece without its newline ends the list. */
function linesOf(file) {
  const content = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(content) : content).toString().split('\n')
}

/**
 * Every record of every writer: acknowledged and missing, there twice, not whole, or in a file of another second.
 *
 * @param options.hasRetention - Whether records older than the oldest file are allowed to be missing.
 * @param options.excused - Records, as `w3 17`, that somebody else took away.
 * @param options.foreign - Names of files that are none of ours.
 * @param options.isHeldUp - Whether a record of that time may be outside its file's period.
 * @param options.slackS - How far outside its file's period a record may be, besides the time that its own call took.
 * @param options.padding - As in `recordText`.
 */
export function countRecords(folder, writers, options = {}) {
  const { hasRetention = false, excused = new Set(), isHeldUp = () => false, slackS = 0.1, padding = 0 } = options
  const { foreign = new Set() } = options
  const seen = new Map(writers.map((name) => [name, new Map()]))
  const acknowledged = new Map(writers.map((name) => [name, acknowledgements(folder, name)]))
  const starts = []
  const problems = []
  let torn = 0
  let misplaced = 0
  for (const name of distinctFiles(folder).filter((file) => !foreign.has(file))) {
    const second = secondOf(name)
    const lines = linesOf(join(folder, name))
    const last = lines.pop()
    if (last !== '' && !isPiece(last, acknowledged)) torn += 1
    starts.push(startOf(lines))
    for (const line of lines) {
      const [, created, writer, number, filler = ''] = RECORD.exec(line) ?? []
      const numbers = seen.get(writer)
      if (isPiece(line, acknowledged)) continue
      if (numbers === undefined || filler.length !== padding) {
        torn += 1
        problems.push(`torn in ${name}: ${line.slice(0, 80)}`)
        continue
      }
      numbers.set(Number(number), (numbers.get(Number(number)) ?? 0) + 1)
      const { finished = Infinity } = acknowledged.get(writer)[number] ?? {}
      const slack = slackS + finished - created
      if ((created < second - slack || created > second + 1 + slack) && !isHeldUp(Number(created))) {
        misplaced += 1
        problems.push(`misplaced in ${name}: ${line.slice(0, 40)}`)
      }
    }
  }
  const oldest = hasRetention ? Math.min(...starts) + SLACK_S : -Infinity
  let lost = 0
  let duplicated = 0
  for (const [writer, numbers] of seen) {
    for (const [number, { created }] of acknowledged.get(writer).entries()) {
      if (numbers.has(number) || created < oldest || excused.has(`${writer} ${number}`)) continue
      lost += 1
      problems.push(`lost: ${writer} ${number} of ${created}`)
    }
    for (const [number, times] of numbers) {
      duplicated += times - 1
      if (times > 1) problems.push(`there ${times} times: ${writer} ${number}`)
    }
  }
  const total = [...acknowledged.values()].reduce((sum, { length }) => sum + length, 0)
  return { acknowledged: total, lost, duplicated, torn, misplaced, files: logFiles(folder), problems }
}

/**
 * Whether a line is what a writer that was killed inside its last write has left: no appender can prevent it, but nothing
 * may be glued to it.
 */
function isPiece(line, acknowledged) {
  const [, writer, number] = PIECE.exec(line) ?? []
  return writer !== undefined && Number(number) === acknowledged.get(writer)?.length
}

/** When a file was begun. The first line alone may be one of a writer that was stopped before it could write it. */
function startOf(lines) {
  const first = lines.slice(0, 9).flatMap((line) => (RECORD.test(line) ? [Number(line.split(' ', 1)[0])] : []))
  return first.sort((a, b) => a - b)[first.length >> 1] ?? Infinity
}

/** The records in a text, as `excused` above wants them. */
export function recordsIn(text) {
  return text.split('\n').flatMap((line) => {
    const [, created, writer, number] = RECORD.exec(line) ?? []
    return writer === undefined ? [] : [{ name: `${writer} ${number}`, created: Number(created) }]
  })
}
