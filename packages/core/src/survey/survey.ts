/**
 * `pylogging survey`: how much of logging a Python program uses, and what of it a port has to look at.
 *
 *   survey(['src'])     { files: [{ path, calls, uses }, …], summary: { files: 41, calls: 212, … } }
 */
import { findName } from '../config/registry.js'
import { knownModule } from '../python/known-modules.js'
import { getAttribute } from '../python/python-attributes.js'
import type { Shape } from './log-calls.js'
import type { Kind } from './other-uses.js'
import { pythonFiles, readSource } from './python-files.js'
import { type ScannedFile, scan } from './scan.js'
import { VERDICTS, type Verdict } from './verdicts.js'

/** A file with something to say of it. */
export interface SurveyedFile {
  readonly path: string
  readonly calls: ScannedFile['calls']
  readonly uses: ScannedFile['uses']
  /** The reason why the file was passed over, or read only in part. */
  readonly error?: string
}

export interface Summary {
  readonly files: number
  readonly lines: number
  /** Files with an error. */
  readonly broken: number
  readonly calls: number
  readonly levels: Readonly<Record<string, number>>
  readonly shapes: Readonly<Partial<Record<Shape, number>>>
  readonly codes: Readonly<Record<string, number>>
  readonly uses: Readonly<Partial<Record<Kind, number>>>
  readonly verdicts: Readonly<Record<Verdict, number>>
  /** Lines that a port touches: by `pylogging port`, and by hand. */
  readonly estimate: { readonly ported: number; readonly byHand: number }
}

export interface Survey {
  /** The files that log, or that something is wrong with. */
  readonly files: readonly SurveyedFile[]
  readonly summary: Summary
}

/**
 * @param onFile - Called with the number of files read so far.
 * @throws OSError for a path that is not there.
 */
export function survey(
  paths: readonly string[],
  exclude: ReadonlySet<string> = new Set(),
  onFile: (count: number) => void = () => {},
): Survey {
  const files: SurveyedFile[] = []
  let count = 0
  let lines = 0
  for (const path of pythonFiles(paths, exclude)) {
    const scanned = scanFile(path)
    count += 1
    lines += scanned.lines
    onFile(count)
    const { calls, uses, error } = scanned
    if (calls.length > 0 || uses.length > 0 || error !== undefined) {
      files.push({ path, calls, uses, ...(error === undefined ? {} : { error }) })
    }
  }
  return { files, summary: summaryOf(files, count, lines) }
}

function scanFile(path: string): Omit<SurveyedFile, 'path'> & { lines: number } {
  const nothing = { calls: [], uses: [], lines: 0 }
  const source = readSource(path)
  if ('error' in source) return { ...nothing, error: source.error }
  try {
    const { calls, uses, lines, isBroken } = scan(path, source.text, isHere)
    return { calls, uses, lines, ...(isBroken ? { error: 'parts of it are not understood' } : {}) }
  } catch (error) {
    return { ...nothing, error: (error as Error).message }
  }
}

/** Whether a dotted name of Python's has something behind it here. */
function isHere(name: string): boolean {
  const at = name.lastIndexOf('.')
  const module = knownModule(name.slice(0, at))
  if (name.startsWith('logging.config.')) return CONFIG.has(name.slice(at + 1))
  if (name.startsWith('warnings.')) return WARNINGS.has(name.slice(at + 1))
  return module === undefined ? findName(name) !== undefined : getAttribute(module, name.slice(at + 1)) !== undefined
}

const CONFIG = new Set([
  'dictConfig',
  'fileConfig',
  'listen',
  'stopListening',
  'dictConfigClass',
  'BaseConfigurator',
  'DictConfigurator',
])
const WARNINGS = new Set([
  'warn',
  'warn_explicit',
  'showwarning',
  'formatwarning',
  'filterwarnings',
  'simplefilter',
  'resetwarnings',
  'catch_warnings',
  'filters',
])

function summaryOf(files: readonly SurveyedFile[], count: number, lines: number): Summary {
  const calls = files.flatMap((each) => each.calls)
  const uses = files.flatMap((each) => each.uses)
  const verdicts = countsOf(uses.map(({ verdict }) => verdict))
  const byHand = uses.filter(({ verdict }) => verdict !== 'works').reduce((sum, each) => sum + each.lines, 0)
  return {
    files: count,
    lines,
    broken: files.filter(({ error }) => error !== undefined).length,
    calls: calls.length,
    levels: countsOf(calls.map(({ level }) => level)),
    shapes: countsOf(calls.map(({ shape }) => shape)),
    codes: countsOf([...calls, ...uses].flatMap(({ codes }) => codes)),
    uses: countsOf(uses.map(({ kind }) => kind)),
    verdicts: Object.fromEntries(VERDICTS.map((each) => [each, verdicts[each] ?? 0])) as Record<Verdict, number>,
    estimate: { ported: calls.length + uses.filter(({ kind }) => kind === 'logger').length, byHand },
  }
}

function countsOf<T extends string>(values: readonly T[]): Record<T, number> {
  const counts = new Map<T, number>()
  for (const each of values) counts.set(each, (counts.get(each) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1))) as Record<T, number>
}
