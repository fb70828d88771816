/**
 * The command `pylogging`: arguments in, text and an exit code out. The text is made by check.ts, tree.ts, try.ts and
 * convert.ts, which write nothing.
 *
 *   0   done, nothing to complain about
 *   1   what was asked about has errors
 *   2   the question could not be answered: wrong arguments, a file that cannot be read
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { isError } from '@pylogging/formatter'
import { port } from '../port/port.js'
import { assignmentOf } from '../python-source/user-values.js'
import { pageOf } from '../survey/page.js'
import { survey } from '../survey/survey.js'
import { checkFile } from './check.js'
import { convert } from './convert.js'
import { findingsText } from './findings.js'
import { HELPS } from './help.js'
import { type Paint, painterFor } from './paint.js'
import { progressOn } from './progress.js'
import type { ReadOptions } from './read-config.js'
import { FORMS, rewrite } from './rewrite.js'
import { type Answer, tree } from './tree.js'
import { tryCall } from './try.js'

/** The words of the command line, sorted by the options below. */
interface Given {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
}

class Misuse extends Error {}

const TEXT = { type: 'string' } as const
const TEXTS = { type: 'string', multiple: true } as const
const SWITCH = { type: 'boolean' } as const
const COMMON = { help: SWITCH, import: TEXTS, env: SWITCH, default: TEXTS, set: TEXTS, 'env-function': TEXTS }

const COMMANDS = {
  check: { options: { ...COMMON, strict: SWITCH, json: SWITCH }, run: runCheck },
  tree: { options: COMMON, run: (given: Given) => print(tree(onlyFile(given), reading(given))) },
  try: { options: { ...COMMON, logger: TEXT, level: TEXT, extra: TEXTS }, run: runTry },
  convert: { options: { ...COMMON, to: TEXT }, run: runConvert },
  port: { options: { help: SWITCH, lazy: SWITCH, write: SWITCH }, run: runPort },
  survey: { options: { help: SWITCH, import: TEXTS, json: SWITCH, exclude: TEXTS }, run: runSurvey },
} as const

/** @returns The exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = '--help', ...others] = args
  try {
    if (name === '--help' || name === '-h' || name === 'help') return say(HELPS[''] as string)
    if (name === '--version') return say(`${version()}\n`)
    if (!Object.hasOwn(COMMANDS, name)) throw new Misuse(`there is no command ${name}`)
    const { options, run } = COMMANDS[name as keyof typeof COMMANDS]
    const given: Given = parseArgs({ args: others, options: options as typeof COMMON, allowPositionals: true })
    if (given.values['help'] === true) return say(HELPS[name] as string)
    for (const module of texts(given, 'import')) await import(pathToFileURL(resolve(module)).href)
    return run(given)
  } catch (error) {
    const paint = painterFor(process.stderr, process.env)
    const message = isError(error) ? error.message : String(error)
    const isMisuse = error instanceof Misuse || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true
    const advice = isMisuse ? `\n  pylogging ${Object.hasOwn(COMMANDS, name) ? `${name} ` : ''}--help` : ''
    process.stderr.write(`${paint('red', 'pylogging')}: ${message}${advice}\n`)
    return 2
  }
}

/** The package's, seen from dist. */
function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version
}

function runCheck(given: Given): number {
  const { values, positionals } = given
  if (positionals.length === 0) throw new Misuse('check needs a file')
  const judgements = positionals.map((file) => checkFile(file, reading(given)))
  if (values['json'] === true) {
    const all = judgements.flatMap(({ file, findings }) => findings.map((one) => ({ file, ...one })))
    say(`${JSON.stringify(all, null, 2)}\n`)
  } else {
    const paint = painterFor(process.stdout, process.env)
    say(judgements.map(({ file, findings }) => findingsText(file, findings, paint)).join('\n'))
  }
  if (judgements.some(({ isJudged }) => !isJudged)) return 2
  const failing = values['strict'] === true ? ['error', 'warning'] : ['error']
  return judgements.some(({ findings }) => findings.some(({ severity }) => failing.includes(severity))) ? 1 : 0
}

function runTry(given: Given): number {
  const [file, message, ...args] = given.positionals
  if (file === undefined || message === undefined) throw new Misuse('try needs a file and a message')
  const { logger = '', level = 'INFO' } = given.values as { readonly logger?: string; readonly level?: string }
  return print(tryCall(file, { logger, level, message, args, extra: pairs(given, 'extra') }, reading(given)))
}

function runConvert(given: Given): number {
  const to = given.values['to']
  const form = FORMS.find((each) => each === to)
  if (form !== undefined) return print(rewrite(onlyFile(given), form, reading(given)))
  if (to !== 'ts') throw new Misuse(`convert needs --to ${[...FORMS, 'ts'].join('|')}`)
  return print(convert(onlyFile(given), reading(given)))
}

function runSurvey(given: Given): number {
  const { positionals, values } = given
  if (positionals.length === 0) throw new Misuse('survey needs a file or a folder')
  const progress = progressOn(process.stderr)
  const found = survey(positionals, new Set(texts(given, 'exclude')), progress.step)
  progress.end()
  if (values['json'] === true) say(`${JSON.stringify(found, null, 2)}\n`)
  else say(pageOf(found, painterFor(process.stdout, process.env)))
  return found.summary.verdicts.absent > 0 || found.summary.broken > 0 ? 1 : 0
}

function runPort({ positionals, values }: Given): number {
  if (positionals.length === 0) throw new Misuse('port needs a file')
  const ported = port(positionals, { lazy: values['lazy'] === true, write: values['write'] === true })
  const paint = painterFor(process.stderr, process.env)
  for (const { path, text, written, error } of ported) {
    if (error !== undefined) process.stderr.write(`${paint('red', 'pylogging')}: ${path}: ${error}\n`)
    else if (written !== undefined) say(`${written}\n`)
    else if (text !== undefined) say(text)
  }
  return ported.some(({ error }) => error !== undefined) ? 1 : 0
}

function reading(given: Given): ReadOptions {
  const set = texts(given, 'set').map((text) => {
    const assignment = assignmentOf(text)
    if (assignment === null) throw new Misuse(`--set ${text}: write NAME=VALUE`)
    return assignment
  })
  return {
    env: given.values['env'] === true,
    defaults: pairs(given, 'default'),
    set: Object.fromEntries(set),
    envFunctions: texts(given, 'env-function'),
  }
}

function onlyFile({ positionals }: Given): string {
  const [file, ...others] = positionals
  if (file === undefined) throw new Misuse('which file?')
  if (others.length > 0) throw new Misuse(`one file only, not ${others.join(' ')} too`)
  return file
}

/** The names and values of an option that is given as NAME=VALUE. */
function pairs(given: Given, option: string): Record<string, string> {
  const found = texts(given, option).map((pair) => {
    const sign = pair.indexOf('=')
    if (sign < 1) throw new Misuse(`--${option} ${pair}: write NAME=VALUE`)
    return [pair.slice(0, sign), pair.slice(sign + 1)]
  })
  return Object.fromEntries(found)
}

function texts({ values }: Given, option: string): string[] {
  return (values[option] ?? []) as string[]
}

/** The answer on stdout, what is said beside it on stderr, so that the answer can be piped. */
function print({ text, notes, isComplete }: Answer): number {
  const paint: Paint = painterFor(process.stderr, process.env)
  say(text)
  for (const note of notes) process.stderr.write(`${paint('yellow', 'note')}: ${note}\n`)
  return isComplete ? 0 : 1
}

function say(text: string): 0 {
  process.stdout.write(text)
  return 0
}
