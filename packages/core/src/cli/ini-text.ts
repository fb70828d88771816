/**
 * A dict configuration as the INI file that fileConfig reads.
 *
 *   { 'handlers': { 'file': { 'class': 'logging.FileHandler', 'filename': 'a.log' } } }
 *
 *   [handler_file]
 *   class = logging.FileHandler
 *   args = ()
 *   kwargs = {'filename': 'a.log'}
 *
 * An INI file has no filters and no factories: what it cannot say is said, and nothing is written.
 */
import { getLevelName, isPlainObject, repr } from '@pylogging/formatter'

type Dict = Readonly<Record<string, unknown>>

export interface IniText {
  readonly text: string
  /** The parts of the configuration that an INI file cannot have. */
  readonly missing: readonly string[]
}

export function iniText(config: Dict): IniText {
  const missing: string[] = []
  const parts = (name: string): [string, Dict][] => {
    const found = config[name]
    return isPlainObject(found)
      ? Object.entries(found).filter((entry): entry is [string, Dict] => isPlainObject(entry[1]))
      : []
  }
  if (parts('filters').length > 0) missing.push('filters')
  const keys = {
    handlers: keysOf(parts('handlers')),
    formatters: keysOf(parts('formatters')),
    loggers: keysOf(parts('loggers')),
  }
  const root = isPlainObject(config['root']) ? config['root'] : {}
  const sections = [
    section('loggers', [['keys', ['root', ...keys.loggers.values()].join(', ')]]),
    section('handlers', [['keys', [...keys.handlers.values()].join(', ')]]),
    section('formatters', [['keys', [...keys.formatters.values()].join(', ')]]),
    section('logger_root', loggerOptions(root, keys.handlers, 'root', missing)),
    ...parts('loggers').map(([name, each]) => {
      const options = loggerOptions(each, keys.handlers, `loggers.${name}`, missing)
      const propagate: [string, string][] =
        each['propagate'] === undefined ? [] : [['propagate', each['propagate'] ? '1' : '0']]
      return section(`logger_${keys.loggers.get(name)}`, [...options, ['qualname', name], ...propagate])
    }),
    ...parts('handlers').map(([name, each]) =>
      section(`handler_${keys.handlers.get(name)}`, handlerOptions(each, keys.formatters, `handlers.${name}`, missing)),
    ),
    ...parts('formatters').map(([name, each]) =>
      section(`formatter_${keys.formatters.get(name)}`, formatterOptions(each, `formatters.${name}`, missing)),
    ),
  ]
  return { text: sections.join('\n'), missing }
}

/** Names that may stand between commas and in brackets, each once. */
function keysOf(parts: readonly (readonly [string, Dict])[]): Map<string, string> {
  const keys = new Map<string, string>()
  for (const [name] of parts) {
    const plain = name.replace(/[^\w.-]/g, '_') || 'root_'
    const taken = new Set(['root', ...keys.values()])
    let key = plain
    for (let count = 2; taken.has(key); count += 1) key = `${plain}_${count}`
    keys.set(name, key)
  }
  return keys
}

function section(name: string, options: readonly (readonly [string, string])[]): string {
  return [`[${name}]`, ...options.map(([key, value]) => `${key} = ${value.replaceAll('\n', '\n    ')}`), ''].join('\n')
}

function loggerOptions(
  each: Dict,
  handlers: ReadonlyMap<string, string>,
  place: string,
  missing: string[],
): [string, string][] {
  if (Array.isArray(each['filters']) && each['filters'].length > 0) missing.push(`${place}.filters`)
  const names = Array.isArray(each['handlers'])
    ? each['handlers'].map((name) => handlers.get(String(name)) ?? String(name))
    : []
  const level: [string, string][] =
    each['level'] === undefined ? [] : [['level', levelText(each['level'], place, missing)]]
  return [...level, ['handlers', names.join(', ')]]
}

/** fileConfig takes names only. */
function levelText(level: unknown, place: string, missing: string[]): string {
  const name: unknown = typeof level === 'number' ? getLevelName(level) : level
  if (typeof name === 'string' && !name.startsWith('Level ')) return name
  missing.push(`${place}.level`)
  return ''
}

function handlerOptions(
  each: Dict,
  formatters: ReadonlyMap<string, string>,
  place: string,
  missing: string[],
): [string, string][] {
  const { class: type, level, formatter, filters, '()': factory, ...options } = each
  if (factory !== undefined) missing.push(`${place}.()`)
  if (filters !== undefined) missing.push(`${place}.filters`)
  const attributes = options['.']
  if (attributes !== undefined) missing.push(`${place}..`)
  return [
    ['class', String(type ?? factory ?? '')],
    ...(level === undefined ? [] : [['level', levelText(level, place, missing)] as [string, string]]),
    ...(formatter === undefined
      ? []
      : [['formatter', formatters.get(String(formatter)) ?? String(formatter)] as [string, string]]),
    ['args', '()'],
    ...(Object.keys(options).length === 0
      ? []
      : [['kwargs', pythonText(options).replaceAll('%', '%%')] as [string, string]]),
  ]
}

function formatterOptions(each: Dict, place: string, missing: string[]): [string, string][] {
  const known = ['format', 'datefmt', 'style', 'class', 'defaults']
  for (const name of Object.keys(each)) if (!known.includes(name)) missing.push(`${place}.${name}`)
  return known.flatMap((name): [string, string][] => {
    const value = each[name]
    if (value === undefined || value === null) return []
    return [[name, name === 'defaults' ? pythonText(value) : String(value)]]
  })
}

/** A value as a Python expression; a reference to a stream is its name. */
function pythonText(value: unknown): string {
  if (typeof value === 'string' && /^ext:\/\/[\w.]+$/.test(value)) return value.slice(6)
  if (Array.isArray(value)) return `[${value.map(pythonText).join(', ')}]`
  if (isPlainObject(value)) {
    return `{${Object.entries(value)
      .map(([key, each]) => `${repr(key)}: ${pythonText(each)}`)
      .join(', ')}}`
  }
  return repr(value)
}
