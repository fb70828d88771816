/**
 * A survey as a page for a person: counts, what to look at first, how many lines a port touches.
 */
import type { Survey, SurveyedFile } from './survey.js'
import { VERDICTS } from './verdicts.js'

/** Makes a text coloured, or leaves it as it is. */
type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow' | 'cyan', text: string) => string

const MOST = 10

/** The meaning of ruff's codes, in a word or two. */
const CODES: Readonly<Record<string, string>> = {
  __proto__: null as never,
  G001: '.format in a message',
  G002: '% in a message',
  G003: '+ in a message',
  G004: 'f-string in a message',
  G010: 'warn, which is deprecated',
  G101: 'extra names an attribute of the record',
  G201: 'error with exc_info: exception is shorter',
  G202: 'exception with exc_info, which it has anyway',
  LOG002: 'getLogger without __name__',
  LOG004: 'exception outside an except',
  LOG007: 'exception without its traceback',
  LOG014: 'exc_info outside an except',
  LOG015: 'a call on the root logger',
}

export function pageOf({ files, summary }: Survey, paint: Paint): string {
  const { calls, levels, shapes, codes, uses, verdicts, estimate } = summary
  const sections = [
    [
      `${paint('bold', plural(summary.files, 'file'))}, ${plural(summary.lines, 'line')}: ${plural(calls, 'log call')} in ${plural(files.filter((each) => each.calls.length > 0).length, 'file')}`,
      row('by level', levels),
      row('by shape', shapes),
      row('beside them', uses),
      `  ${VERDICTS.map((each) => `${verdicts[each]} ${WORDS[each]}`).join(', ')}`,
    ],
    table('What ruff would say', Object.entries(codes), (code) => CODES[code] ?? ''),
    toLookAt(files, paint),
    broken(files, paint),
    [
      `${paint('bold', 'To touch')}: about ${plural(estimate.ported, 'line')} that pylogging port writes, ${plural(estimate.byHand, 'line')} by hand`,
    ],
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.filter((line) => line !== '').join('\n'))
    .join('\n\n')}\n`
}

const WORDS = {
  works: 'work as they are',
  change: 'with a change',
  register: 'to port and register',
  absent: 'not here',
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function row(title: string, counts: Readonly<Record<string, number | undefined>>): string {
  const entries = Object.entries(counts)
  if (entries.length === 0) return ''
  return `  ${title.padEnd(12)} ${entries.map(([name, count]) => `${name} ${count}`).join(', ')}`
}

function table(
  title: string,
  entries: readonly (readonly [string, number])[],
  meaning: (code: string) => string,
): string[] {
  if (entries.length === 0) return []
  return [
    title,
    ...entries.map(([code, count]) => `  ${code.padEnd(7)} ${String(count).padStart(5)}  ${meaning(code)}`),
  ]
}

const SEVERITY = { absent: 0, register: 1, change: 2, works: 3 }
const COLOURS = { absent: 'red', register: 'yellow', change: 'cyan', works: 'dim' } as const

/** Returns one line for each thing, with the place of the first and how many there are. */
function toLookAt(files: readonly SurveyedFile[], paint: Paint): string[] {
  const groups = new Map<string, { count: number; text: string; verdict: keyof typeof SEVERITY; place: string }>()
  for (const { path, uses } of files) {
    for (const { name, verdict, advice, line } of uses) {
      if (verdict === 'works') continue
      const known = groups.get(name)
      if (known === undefined) groups.set(name, { count: 1, text: advice ?? '', verdict, place: `${path}:${line}` })
      else known.count += 1
    }
  }
  const sorted = [...groups].sort(
    ([, one], [, other]) => SEVERITY[one.verdict] - SEVERITY[other.verdict] || other.count - one.count,
  )
  if (sorted.length === 0) return []
  const lines = sorted.slice(0, MOST).map(([name, { count, text, verdict, place }]) => {
    const times = count === 1 ? '' : ` (${count} times)`
    return `  ${paint(COLOURS[verdict], verdict.padEnd(8))} ${name}${times}  ${paint('dim', place)}\n           ${text}`
  })
  const more = sorted.length > MOST ? [`  and ${sorted.length - MOST} more: --json has all`] : []
  return [paint('bold', 'To look at'), ...lines, ...more]
}

function broken(files: readonly SurveyedFile[], paint: Paint): string[] {
  const found = files.filter(({ error }) => error !== undefined)
  if (found.length === 0) return []
  const lines = found.slice(0, MOST).map(({ path, error }) => `  ${path}: ${error}`)
  return [
    paint('bold', 'Not understood'),
    ...lines,
    ...(found.length > MOST ? [`  and ${found.length - MOST} more`] : []),
  ]
}
