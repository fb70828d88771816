/** Findings in the text of an INI file itself: sections that are missing, names that are not defined, levels. */
import type { RawConfigParser } from '../config.js'
import { checkedKeys, checkedLevel, checkedName } from './check-values.js'
import type { Finding } from './findings.js'

const KINDS = ['formatter', 'handler', 'logger'] as const
const KEYS = {
  formatter: ['format', 'datefmt', 'style', 'class', 'defaults'],
  handler: ['class', 'args', 'kwargs', 'level', 'formatter', 'target'],
  logger: ['level', 'handlers', 'qualname', 'propagate'],
}

export function checkIni(parser: RawConfigParser): Finding[] {
  const names = {
    formatter: namesOf(parser, 'formatter'),
    handler: namesOf(parser, 'handler'),
    logger: namesOf(parser, 'logger'),
  }
  const findings = KINDS.flatMap((kind) => checkList(parser, kind, names[kind]))
  if (parser.has_section('loggers') && !names.logger.includes('root')) {
    findings.push({
      path: '[loggers] keys',
      severity: 'error',
      message: 'root is missing',
      advice: 'write root as one of the keys',
    })
  }
  for (const name of names.handler)
    findings.push(...checkHandler(parser, `handler_${name}`, names.formatter, names.handler))
  for (const name of names.logger)
    findings.push(...checkLogger(parser, `logger_${name}`, name === 'root', names.handler))
  const sections = KINDS.flatMap((kind) => names[kind].map((name) => `${kind}_${name}`))
  if (sections.some((section) => usesHere(parser, section))) {
    findings.push({
      path: '',
      severity: 'hint',
      message: '%(here)s is no name of its own: Pyramid and Alembic hand it to fileConfig',
      advice: 'do the same: fileConfig(file, { defaults: { here: folder } })',
    })
  }
  return findings
}

/** The names that `[handlers] keys` lists. */
function namesOf(parser: RawConfigParser, kind: string): string[] {
  const keys = parser.get(`${kind}s`, 'keys', { raw: true, fallback: '' }) ?? ''
  return keys
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

function checkList(
  parser: RawConfigParser,
  kind: 'formatter' | 'handler' | 'logger',
  names: readonly string[],
): Finding[] {
  if (!parser.has_section(`${kind}s`)) {
    return [
      { path: `[${kind}s]`, severity: 'error', message: 'is missing', advice: `add [${kind}s] with keys = name, name` },
    ]
  }
  const missing = names.filter((name) => !parser.has_section(`${kind}_${name}`))
  const unlisted = parser
    .sections()
    .filter((section) => section.startsWith(`${kind}_`) && !names.includes(section.slice(kind.length + 1)))
  return [
    ...missing.map((name): Finding => {
      return {
        path: `[${kind}s] keys`,
        severity: 'error',
        message: `there is no section [${kind}_${name}]`,
        advice: 'add it, or take the name out',
      }
    }),
    ...unlisted.map((section): Finding => {
      return {
        path: `[${section}]`,
        severity: 'warning',
        message: 'is not read',
        advice: `name it in [${kind}s] keys, or take it out`,
      }
    }),
    ...names.flatMap((name) => checkOptions(parser, kind, `${kind}_${name}`)),
  ]
}

function checkOptions(parser: RawConfigParser, kind: 'formatter' | 'handler' | 'logger', section: string): Finding[] {
  if (!parser.has_section(section)) return []
  const defaults = parser.defaults()
  const own = parser.options(section).filter((option) => !defaults.has(option))
  // A handler's may be there for %(name)s of the others.
  const read = kind === 'handler' ? own.filter((option) => !raw(parser, section).includes(`%(${option})s`)) : own
  return checkedKeys(
    Object.fromEntries(read.map((option) => [option, ''])),
    KEYS[kind],
    (option) => `[${section}] ${option}`,
  )
}

function checkHandler(
  parser: RawConfigParser,
  section: string,
  formatters: readonly string[],
  handlers: readonly string[],
): Finding[] {
  if (!parser.has_section(section)) return []
  const value = (option: string) => textOf(parser, section, option)
  const findings: Finding[] = []
  if (value('class') === null) {
    findings.push({
      path: `[${section}] class`,
      severity: 'error',
      message: 'is missing',
      advice: 'add it: class = StreamHandler',
    })
  }
  const [level, formatter, target] = [value('level'), value('formatter'), value('target')]
  if (level !== null) findings.push(...checkedLevel(level, `[${section}] level`))
  if (formatter) findings.push(...checkedName(formatter, formatters, 'formatter', `[${section}] formatter`))
  if (target) findings.push(...checkedName(target, handlers, 'handler', `[${section}] target`))
  return findings
}

function checkLogger(
  parser: RawConfigParser,
  section: string,
  isRoot: boolean,
  handlers: readonly string[],
): Finding[] {
  if (!parser.has_section(section)) return []
  const findings: Finding[] = []
  const needed = isRoot ? ['handlers'] : ['handlers', 'qualname']
  for (const option of needed.filter((each) => textOf(parser, section, each) === null)) {
    findings.push({
      path: `[${section}] ${option}`,
      severity: 'error',
      message: 'is missing',
      advice: `add it: ${option} =`,
    })
  }
  const level = textOf(parser, section, 'level')
  if (level !== null) findings.push(...checkedLevel(level, `[${section}] level`))
  for (const name of (textOf(parser, section, 'handlers') ?? '').split(',').map((each) => each.trim())) {
    if (name !== '') findings.push(...checkedName(name, handlers, 'handler', `[${section}] handlers`))
  }
  const propagate = textOf(parser, section, 'propagate')
  if (!isRoot && propagate !== null && !/^\s*[+-]?\d+\s*$/.test(propagate)) {
    findings.push({
      path: `[${section}] propagate`,
      severity: 'error',
      message: `${JSON.stringify(propagate)} is no number`,
      advice: 'write 1 or 0',
    })
  }
  return findings
}

/** The value of an option; null where it is missing, or cannot be interpolated, of which the trial says why. */
function textOf(parser: RawConfigParser, section: string, option: string): string | null {
  try {
    return parser.get(section, option, { fallback: null })
  } catch {
    return null
  }
}

function usesHere(parser: RawConfigParser, section: string): boolean {
  return parser.has_section(section) && section.startsWith('handler_') && raw(parser, section).includes('%(here)s')
}

function raw(parser: RawConfigParser, section: string): string {
  const defaults = parser.defaults()
  const options = parser.options(section).filter((option) => !defaults.has(option))
  return options.map((option) => parser.get(section, option, { raw: true, fallback: '' })).join('\n')
}
