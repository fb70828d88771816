/**
 * `pylogging check`: everything that is wrong with a configuration, or may be, at once.
 *
 *   text of the file  →  check-dict.ts or check-ini.ts     what it says of itself
 *   names             →  stand-ins.ts                      what nothing is registered under
 *   trial.ts          →  check-made.ts                     what it makes, with nothing opened
 */
import { readFileSync } from 'node:fs'
import { isError, isPlainObject, nearestName } from '@pylogging/formatter'
import { fileOf } from '../config/read-config.js'
import { shared } from '../model/shared.js'
import { logging } from '../module/members.js'
import { adviceForConfiguration } from '../survey/packages.js'
import { checkDict } from './check-dict.js'
import { checkIni } from './check-ini.js'
import { checkMade } from './check-made.js'
import { FILLING, hasPlaceholder } from './check-values.js'
import { type Finding, finding, type Places, place, sorted } from './findings.js'
import { type Configuration, type ReadOptions, readConfiguration, UnreadableText } from './read-config.js'
import { unknownNames } from './stand-ins.js'
import { reason, tryOut } from './trial.js'

const MARK = Buffer.from('\ufeff')

type Dict = Readonly<Record<string, unknown>>

/**
 * The judgement on a file. A file that could not be judged has an error that says why: there may be others to judge.
 */
export interface Judgement {
  readonly file: string
  readonly findings: readonly Finding[]
  readonly isJudged: boolean
}

export function checkFile(file: string, options: ReadOptions): Judgement {
  try {
    const configuration = readConfiguration(file, options)
    const findings = [...checkConfiguration(configuration), ...checkMark(file, configuration)]
    return { file, findings: sorted(findings), isJudged: true }
  } catch (error) {
    const message = isError(error) ? error.message : String(error)
    const isJudged = error instanceof UnreadableText
    const advice = !isJudged
      ? 'nothing of it was checked'
      : message.includes('--set ')
        ? 'reading alone cannot know it'
        : 'correct the text of the file'
    return { file, findings: [{ path: '', severity: 'error', message, advice }], isJudged }
  }
}

/** loadConfig passes over a byte order mark, and so did we. */
function checkMark(file: string, { kind }: Configuration): Finding[] {
  if (kind !== 'ini' || !readFileSync(fileOf(file)).subarray(0, MARK.length).equals(MARK)) return []
  const message = 'begins with a byte order mark, which fileConfig takes for a part of the first line'
  return [finding('warning', '', message, "save it without one, pass encoding 'utf-8-sig', or use loadConfig")]
}

export function checkConfiguration(configuration: Configuration): Finding[] {
  const { kind } = configuration
  const dict = kind === 'dict' ? (configuration.config as Dict) : {}
  const written = kind === 'dict' ? checkDict(dict) : checkIni(configuration.parser)
  const unknown = unknownNames(configuration).map(({ path, name }) => unknownName(placeOf(dict, path), name))
  const found = [...written, ...unknown]
  // It changes what was configured before, and here nothing was.
  if (dict['incremental'] === true) return sorted(found)
  const { failures, handlers } = tryOut(configuration)
  const failed = failures
    .filter(({ path }) => !isExplained(path, found))
    .map(({ path, error }): Finding => {
      return { path, severity: 'error', message: reason(error), advice: adviceFor(error) }
    })
  const isWhole = kind === 'dict' || failures.length === 0
  const made = isWhole
    ? checkMade(handlers, usedHandlers(dict), kind === 'dict' ? inDict : inIni(configuration.parser))
    : []
  return sorted([...found, ...failed, ...made])
}

function adviceFor(error: unknown): string {
  const isMissing = isError(error) && error.name === 'InterpolationMissingOptionError'
  if (isMissing) return 'set it in [DEFAULT]; if the program gives it, check with --default NAME=VALUE'
  return hasPlaceholder(reason(error)) ? FILLING : 'configuring fails here'
}

/** Whether an error was found already that makes the part fail. */
function isExplained(path: string, found: readonly Finding[]): boolean {
  return found.some((each) => each.severity === 'error' && (path === '' || each.path.startsWith(path)))
}

function unknownName(path: string, name: string): Finding {
  const near = nearestOwn(name)
  const advice =
    adviceForConfiguration(name) ??
    (near === undefined
      ? `register(${JSON.stringify(name)}, …) before configuring; here, --import the module that does`
      : `did you mean ${JSON.stringify(near)}?`)
  return { path, severity: 'error', message: `nothing is registered under ${JSON.stringify(name)}`, advice }
}

/** A class of logging's that was meant by a name with a wrong module or a wrong letter. */
function nearestOwn(name: string): string | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (!/^(logging\.)?(handlers\.)?\w+$/.test(name)) return undefined
  for (const [prefix, module] of [
    ['logging', logging],
    ['logging.handlers', logging.handlers],
  ] as const) {
    const near = nearestName(
      last,
      Object.keys(module).filter((each) => /^[A-Z].*[a-z]/.test(each)),
    )
    if (near !== undefined) return `${prefix}.${near}`
  }
  return undefined
}

/** `handlers.django.server.class` as a place: a name may have dots. */
function placeOf(config: Dict, path: string): string {
  const [section = ''] = path.split('.', 1)
  const parts = config[section]
  const name = isPlainObject(parts)
    ? Object.keys(parts).find((each) => path.startsWith(`${section}.${each}.`))
    : undefined
  return name === undefined ? path : place(section, name, ...path.slice(section.length + name.length + 2).split('.'))
}

/** A handler is used by a logger, or by another handler that passes records on to it. */
function usedHandlers(config: Dict): Set<string> {
  const used = new Set<string>()
  for (const { handlers } of [shared.root, ...(shared.manager?.loggerDict.values() ?? [])] as {
    handlers?: { name: string | null }[]
  }[]) {
    for (const { name } of handlers ?? []) used.add(name ?? '')
  }
  // A logger that fails for another reason uses its handlers, too.
  const loggers = isPlainObject(config['loggers']) ? Object.values(config['loggers']) : []
  for (const each of [config['root'], ...loggers].filter(isPlainObject)) {
    for (const name of [each['handlers']].flat()) used.add(String(name))
  }
  const described = isPlainObject(config['handlers']) ? Object.values(config['handlers']) : []
  for (const each of described.filter(isPlainObject)) {
    for (const name of [each['target'], each['handlers']].flat()) used.add(String(name))
  }
  for (const name of referredHandlers(config)) used.add(name)
  for (const each of shared.handlerList)
    used.add(String((each.deref() as { target?: { name?: unknown } } | undefined)?.target?.name))
  return used
}

/** The handlers that some value refers to, `cfg://handlers.file`. */
function referredHandlers(value: unknown): string[] {
  if (typeof value === 'string') {
    const name = /^cfg:\/\/handlers(?:\.\s*(\w+)|\[([^[\]]*)\])/.exec(value)
    return name === null ? [] : [name[1] ?? name[2] ?? '']
  }
  if (Array.isArray(value)) return value.flatMap(referredHandlers)
  return isPlainObject(value) ? Object.values(value).flatMap(referredHandlers) : []
}

const inDict: Places = (kind, name, key) => place(`${kind}s`, name, ...(key === undefined ? [] : [key]))

/** Returns the places of an INI file's parts: the options of a handler stand in its args or kwargs. */
function inIni(parser: {
  sections(): string[]
  get(section: string, option: string, options: object): string | null
}): Places {
  return (kind, name, key) => {
    const isSection = (section: string) => parser.get(section, 'qualname', { raw: true, fallback: null }) === name
    const section = kind === 'logger' ? (parser.sections().find(isSection) ?? `logger_${name}`) : `${kind}_${name}`
    const option = kind === 'handler' && key !== undefined && key !== 'formatter' && key !== 'target' ? 'args' : key
    return `[${section}]${option === undefined ? '' : ` ${option}`}`
  }
}
