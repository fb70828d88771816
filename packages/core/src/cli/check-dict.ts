/**
 * Findings in the text of a dictConfig itself: keys that nothing reads, values of the wrong kind, names that are not
 * defined, and values that Python takes otherwise than they look.
 *
 * Source: docs.python.org/3.13/library/logging.config.html#dictionary-schema-details
 */
import { isPlainObject, nearestName, typeName } from '@pylogging/formatter'
import { checkedKeys, checkedLevel, checkedName, checkedNames, checkedTruth } from './check-values.js'
import { type Finding, place } from './findings.js'

type Dict = Readonly<Record<string, unknown>>

const SECTIONS = ['formatters', 'filters', 'handlers', 'loggers'] as const
const TOP = ['version', 'incremental', 'disable_existing_loggers', 'root', ...SECTIONS]
const FORMATTER = ['format', 'datefmt', 'style', 'class', 'validate', 'defaults']
const LOGGER = ['level', 'propagate', 'handlers', 'filters']

export function checkDict(config: Dict): Finding[] {
  return [
    ...checkVersion(config),
    ...checkTop(config),
    ...partsOf(config, 'formatters').flatMap(([name, part]) => checkFormatter(name, part)),
    ...partsOf(config, 'filters').flatMap(([name, part]) => {
      return '()' in part ? [] : checkedKeys(part, ['name', '()'], (key) => place('filters', name, key))
    }),
    ...partsOf(config, 'handlers').flatMap(([name, part]) => checkHandler(config, name, part)),
    ...partsOf(config, 'loggers').flatMap(([name, part]) => checkLogger(config, ['loggers', name], part)),
    ...(isPlainObject(config['root']) ? checkLogger(config, ['root'], config['root']) : []),
  ]
}

function checkVersion(config: Dict): Finding[] {
  if (!('version' in config)) {
    return [
      {
        path: 'version',
        severity: 'error',
        message: "dictionary doesn't specify a version",
        advice: 'add "version": 1',
      },
    ]
  }
  const { version } = config as { version: unknown }
  if (typeof version !== 'string' && Number(version) === 1) return []
  return [
    {
      path: 'version',
      severity: 'error',
      message: `Unsupported version: ${String(version)}`,
      advice: 'write the number 1',
    },
  ]
}

function checkTop(config: Dict): Finding[] {
  const findings: Finding[] = []
  // Others may be there for cfg:// to refer to.
  for (const key of Object.keys(config)) {
    const near = TOP.includes(key) ? undefined : nearestName(key, TOP)
    if (near !== undefined)
      findings.push({ path: key, severity: 'warning', message: 'is not read', advice: `did you mean "${near}"?` })
  }
  for (const section of [...SECTIONS, 'root']) {
    const value = config[section]
    if (value === undefined || value === null || isPlainObject(value)) continue
    findings.push({
      path: section,
      severity: 'error',
      message: `is a ${typeName(value)}`,
      advice: 'write names and what they stand for',
    })
  }
  const isIncremental = config['incremental'] === true
  findings.push(...checkedTruth(config['incremental'], 'incremental', 'replace the configuration'))
  findings.push(
    ...checkedTruth(config['disable_existing_loggers'], 'disable_existing_loggers', 'leave other loggers alone'),
  )
  if (!isIncremental && config['disable_existing_loggers'] === undefined) {
    findings.push({
      path: 'disable_existing_loggers',
      severity: 'warning',
      message: 'is absent, which means true: loggers that were made before and are not named here fall silent',
      advice: 'add "disable_existing_loggers": false, or true where that is meant',
    })
  }
  return findings
}

function partsOf(config: Dict, section: string): [string, Dict][] {
  const parts = config[section]
  if (!isPlainObject(parts)) return []
  return Object.entries(parts).filter((entry): entry is [string, Dict] => isPlainObject(entry[1]))
}

function namesIn(config: Dict, section: string): string[] {
  const parts = config[section]
  return isPlainObject(parts) ? Object.keys(parts) : []
}

function checkFormatter(name: string, formatter: Dict): Finding[] {
  if ('()' in formatter) return []
  const findings = checkedKeys(formatter, FORMATTER, (key) => place('formatters', name, key))
  return findings.map((finding) => {
    if (finding.path === place('formatters', name, 'fmt')) {
      return { ...finding, severity: 'warning', advice: 'here the key is "format"; "fmt" is for a factory, "()"' }
    }
    if (!('class' in formatter)) return finding
    return {
      ...finding,
      severity: 'warning',
      advice: 'a class gets format, datefmt and style only: name it as "()" to give it more',
    }
  })
}

function checkHandler(config: Dict, name: string, handler: Dict): Finding[] {
  const at = (key: string) => place('handlers', name, key)
  const findings: Finding[] = []
  const isMade = config['incremental'] !== true
  if (isMade && !('class' in handler) && !('()' in handler)) {
    const message = 'a handler needs a class'
    findings.push({
      path: place('handlers', name),
      severity: 'error',
      message,
      advice: 'add "class", such as "logging.StreamHandler"',
    })
  }
  if (handler['level'] !== undefined && handler['level'] !== null)
    findings.push(...referred(handler['level'], at('level')))
  if (handler['formatter']) {
    findings.push(...checkedName(handler['formatter'], namesIn(config, 'formatters'), 'formatter', at('formatter')))
  }
  if (handler['filters'])
    findings.push(...checkedNames(handler['filters'], namesIn(config, 'filters'), 'filter', at('filters')))
  if ('target' in handler && /MemoryHandler$/.test(String(handler['class']))) {
    findings.push(...checkedName(handler['target'], namesIn(config, 'handlers'), 'handler', at('target')))
  }
  for (const key of ['maxBytes', 'backupCount', 'capacity', 'interval']) {
    const value = handler[key]
    if (typeof value !== 'string' || !/^[\s\d_]+$/.test(value)) continue
    findings.push({
      path: at(key),
      severity: 'error',
      message: `is the text ${JSON.stringify(value)}`,
      advice: 'write the number without quotes',
    })
  }
  return findings
}

function checkLogger(config: Dict, path: readonly string[], logger: Dict): Finding[] {
  const at = (key: string) => place(...path, key)
  const isRoot = path.length === 1
  const findings = checkedKeys(logger, LOGGER, at)
  if (logger['level'] !== undefined && logger['level'] !== null)
    findings.push(...referred(logger['level'], at('level')))
  findings.push(...checkedNames(logger['handlers'], namesIn(config, 'handlers'), 'handler', at('handlers')))
  findings.push(...checkedNames(logger['filters'], namesIn(config, 'filters'), 'filter', at('filters')))
  if (!isRoot)
    findings.push(...checkedTruth(logger['propagate'], at('propagate'), 'keep records from the loggers above'))
  else if ('propagate' in logger) {
    findings.push({
      path: at('propagate'),
      severity: 'hint',
      message: 'is not read',
      advice: 'nothing is above root: take it out',
    })
  }
  return findings
}

/** A level may be a reference, which the trial follows. */
function referred(level: unknown, path: string): Finding[] {
  return typeof level === 'string' && /^(cfg|ext):\/\//.test(level) ? [] : checkedLevel(level, path)
}
