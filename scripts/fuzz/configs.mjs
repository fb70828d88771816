/**
 * Random configurations for dictConfig and fileConfig: right ones, with a few places changed, as programs in the steps of
 * conformance/scenarios.
 *
 * Left out is what differs on purpose: names of Python's library that are not here, expressions that are refused, and
 * keywords of functions, which get one object here.
 */
const LOGGERS = ['a', 'a.b', 'a.b.c', 'other', '', 'root', 'x.y']
const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL', 'NOTSET', 'WARN', 10, 35, 0, 'LOUD', 'info', '10', 1.5]
const FORMATS = [
  '%(message)s',
  '%(levelname)s %(name)s',
  '{message}',
  '$message',
  'plain',
  '',
  '%(asctime)s',
  '%(who)s',
  '%',
]
const JUNK = [
  null,
  true,
  false,
  0,
  1,
  5,
  -1,
  1.5,
  '',
  'x',
  'h0',
  'f0',
  'ERROR',
  '%',
  [],
  ['h0'],
  ['nope'],
  [1],
  {},
  { x: 1 },
  { '()': 'nope' },
]
const REFERENCES = [
  'cfg://my.a',
  'cfg://my.list[0]',
  'cfg://my.list[9]',
  'cfg://nope',
  'cfg://my.dict',
  'cfg://handlers.h0',
  'cfg://',
]
const EXTERNALS = [
  'ext://sys.stdout',
  'ext://logging.ERROR',
  'ext://nope.x',
  'ext://',
  'ext://sys.nope',
  'abc://x',
  'cfg://my.a.b',
  'cfg://version',
]
const KEYS = [
  '()',
  '.',
  'class',
  'level',
  'formatter',
  'filters',
  'handlers',
  'propagate',
  'format',
  'style',
  'a b',
  'x',
]
const CLASSES = ['logging.StreamHandler', 'logging.NullHandler', 'logging.Nope', 'nope.Nope', 'logging.Filter']

/** @param has - Whether the package has a class of this name. */
export function makeConfig(chance, has) {
  const before = chance.under(0.5) ? existing(chance) : []
  const calls = Array.from({ length: chance.whole(1, 2) }, () =>
    chance.under(0.7) ? dictStep(chance, has) : fileSteps(chance, has),
  )
  return [...before, ...calls.flat(), { each: 'root' }]
}

/** Places of a program that can be made simpler: a configuration without a part of it, a text without a line. */
export function* simplerConfigs(steps) {
  for (const [index, step] of steps.entries()) {
    if ('write' in step) {
      const lines = step.text.split('\n')
      for (const at of lines.keys()) yield steps.with(index, { ...step, text: lines.toSpliced(at, 1).join('\n') })
    }
    if (step.call !== 'config.dictConfig') continue
    for (const config of without(step.args[0])) yield steps.with(index, { ...step, args: [config] })
  }
}

function* without(value) {
  if (typeof value !== 'object' || value === null) return
  const isList = Array.isArray(value)
  for (const key of Object.keys(value)) {
    const { [key]: inner, ...others } = value
    yield isList ? value.toSpliced(Number(key), 1) : others
    for (const each of without(inner)) yield isList ? value.with(Number(key), each) : { ...value, [key]: each }
  }
}

function existing(chance) {
  const loggers = Array.from({ length: chance.whole(1, 3) }, (_, index) => ({
    logger: chance.pick(LOGGERS),
    as: `l${index}`,
  }))
  const handler = { new: 'StreamHandler', as: 'old', args: [{ $stream: 'old' }], on: chance.pick(['root', 'l0']) }
  return [...loggers, handler, { set: 'l0.propagate', to: false }, { set: 'l0.level', to: 10 }]
}

function dictStep(chance, has) {
  const config = dictOf(chance, has)
  for (let count = chance.pick([0, 0, 1, 1, 2, 3]); count > 0; count -= 1) mutate(chance, config)
  return { call: 'config.dictConfig', args: [config] }
}

function dictOf(chance, has) {
  const config = { version: 1, my: { a: 'INFO', list: ['DEBUG', 40], dict: { b: 'WARNING' } } }
  if (chance.under(0.12)) config.incremental = true
  if (chance.under(0.3)) config.disable_existing_loggers = chance.pick([true, false, 0])
  const names = (kind, most) => Array.from({ length: chance.whole(0, most) }, (_, index) => `${kind}${index}`)
  const formatters = names('f', 2)
  const filters = names('i', 2)
  const handlers = names('h', 3)
  config.formatters = Object.fromEntries(formatters.map((name) => [name, formatterOf(chance)]))
  config.filters = Object.fromEntries(filters.map((name) => [name, filterOf(chance)]))
  config.handlers = Object.fromEntries(
    handlers.map((name) => [name, handlerOf(chance, name === 'h0' ? hasNone : has, { formatters, filters, handlers })]),
  )
  config.loggers = Object.fromEntries(
    Array.from({ length: chance.whole(0, 3) }, () => [chance.pick(LOGGERS), loggerOf(chance, { filters, handlers })]),
  )
  if (chance.under(0.8)) config.root = loggerOf(chance, { filters, handlers })
  return config
}

/** h0 may stand in for a formatter, which a MemoryHandler here is not as willing to. */
function hasNone() {
  return false
}

function formatterOf(chance) {
  const formatter = {}
  if (chance.under(0.85)) formatter.format = chance.pick(FORMATS)
  if (chance.under(0.2)) formatter.datefmt = '%H:%M'
  if (chance.under(0.3)) formatter.style = chance.pick(['%', '{', '$', '!'])
  if (chance.under(0.3)) formatter.validate = chance.pick([true, false])
  if (chance.under(0.2)) formatter.defaults = { who: 'me' }
  if (chance.under(0.15)) formatter.class = chance.pick(['logging.Formatter', 'scenario_kinds.Shouting', 'nope.F', ''])
  if (chance.under(0.15)) formatter['()'] = chance.pick(['logging.Formatter', 'nope.F'])
  return formatter
}

function filterOf(chance) {
  return chance.pick([
    {},
    { name: 'a' },
    { name: 'other' },
    { '()': 'logging.Filter', name: 'a.b' },
    { '()': 'scenario_kinds.DropWord', word: 'error' },
  ])
}

function handlerOf(chance, has, { formatters, filters, handlers }) {
  const handler = { class: 'logging.StreamHandler', stream: 'ext://sys.stdout' }
  if (chance.under(0.1)) Object.assign(handler, { class: chance.pick(CLASSES) })
  if (chance.under(0.1)) {
    handler['()'] = chance.pick(CLASSES)
    delete handler.class
  }
  if (chance.under(0.15))
    Object.assign(handler, { class: 'logging.FileHandler', filename: { $path: 'a.log' }, stream: undefined })
  if (has('MemoryHandler') && chance.under(0.2)) {
    const target = chance.pick([...handlers, 'nope'])
    Object.assign(handler, { class: 'logging.handlers.MemoryHandler', capacity: 3, target, stream: undefined })
  }
  if (handler.stream === undefined) delete handler.stream
  if (chance.under(0.4)) handler.level = chance.pick([...LEVELS, 'cfg://my.a'])
  if (chance.under(0.4)) handler.formatter = chance.pick([...formatters, ...formatters, 'nope'])
  if (chance.under(0.3)) handler.filters = [chance.pick([...filters, ...filters, 'nope'])]
  if (chance.under(0.1)) handler['.'] = { terminator: '|\n' }
  return handler
}

function loggerOf(chance, { filters, handlers }) {
  const logger = {}
  if (chance.under(0.6)) logger.level = chance.pick([...LEVELS, 'cfg://my.dict.b'])
  if (chance.under(0.6)) logger.handlers = handlers.filter(() => chance.under(0.6))
  if (chance.under(0.3)) logger.propagate = chance.pick([true, false, 0, 1, 'no', null])
  if (chance.under(0.2)) logger.filters = [chance.pick([...filters, ...filters, 'nope'])]
  return logger
}

/**
 * What a stream lacks is said when it is used, by JavaScript. A filter's name that is no text is refused at once here, and
 * which arguments a function needs JavaScript does not tell. An object is taken for keywords where it is the only argument.
 * CPython has no word for a target that leads nowhere but UnboundLocalError.
 */
const NOT_CHANGED = ['stream', 'name', 'word', 'capacity', 'target']

/** Changes one place anywhere: a value, a key, or nothing is there any more. */
function mutate(chance, config) {
  const places = []
  const visit = (owner) => {
    for (const key of Object.keys(owner)) {
      if (key.startsWith('$')) continue
      places.push([owner, key])
      if (typeof owner[key] === 'object' && owner[key] !== null) visit(owner[key])
    }
  }
  visit(config)
  const [owner, key] = chance.pick(places.filter(([, name]) => !NOT_CHANGED.includes(name)))
  const change = chance.next()
  if (change < 0.25) {
    if (Array.isArray(owner)) owner.splice(Number(key), 1)
    else delete owner[key]
  } else if (change < 0.55) owner[key] = structuredClone(chance.pick(junkFor(key)))
  else if (change < 0.7) owner[key] = chance.pick([...REFERENCES, ...EXTERNALS])
  else if (Array.isArray(owner)) owner.push(structuredClone(chance.pick(JUNK)))
  else owner[chance.pick(KEYS)] = chance.under(0.5) ? structuredClone(chance.pick(JUNK)) : owner[key]
}

/** A level of True is True in CPython's records, and 1 in ours; an empty list is true in JavaScript. */
function junkFor(key) {
  if (key === 'level') return JUNK.filter((value) => typeof value !== 'boolean')
  return key === 'format' || key === 'fmt' ? JUNK.filter((value) => !Array.isArray(value)) : JUNK
}

function fileSteps(chance, has) {
  let lines = iniOf(chance, has)
  for (let count = chance.pick([0, 0, 1, 1, 2, 3]); count > 0; count -= 1) lines = changedLines(chance, lines)
  return [
    { write: 'log.ini', text: lines.join('\n') },
    {
      call: 'config.fileConfig',
      args: [{ $path: 'log.ini' }],
      kwargs: { defaults: { here: { $path: 'f' }, lvl: 'ERROR' } },
    },
  ]
}

const ARGS = [
  '(sys.stdout,)',
  '()',
  '(sys.stdout)',
  '(nope,)',
  '(sys.stdout',
  '[sys.stdout]',
  '(None,)',
  '{}',
  '5',
  '',
  '(sys.nope,)',
]

function iniOf(chance, has) {
  const handlers = ['h', 'i'].slice(0, chance.whole(0, 2))
  const loggers = ['a', 'b'].slice(0, chance.whole(0, 2))
  const formatters = ['f'].slice(0, chance.whole(0, 1))
  const listed = (names) => names.filter(() => chance.under(0.9)).join(chance.pick([',', ', ', ' , ']))
  const lines = ['[loggers]', `keys=${['root', ...loggers].join(',')}`, '[handlers]', `keys=${handlers.join(',')}`]
  lines.push('[formatters]', `keys = ${formatters.join(',')}`, '[logger_root]', `handlers: ${listed(handlers)}`)
  if (chance.under(0.5)) lines.push(`level=${chance.pick(LEVELS)}`)
  for (const name of loggers) {
    lines.push(`[logger_${name}]`, `qualname=${chance.pick(LOGGERS)}`, `handlers=${listed(handlers)}`)
    if (chance.under(0.5)) lines.push(`level = ${chance.pick(LEVELS)}`)
    if (chance.under(0.5)) lines.push(`propagate=${chance.pick([0, 1, 2, ' 1 ', 'no', '', '1_0', '-1'])}`)
  }
  for (const name of handlers) {
    const kinds = ['StreamHandler', 'logging.StreamHandler', 'NullHandler', 'nope.Nope', 'Nope', 'handlers.Nope']
    lines.push(`[handler_${name}]`, `class=${chance.pick([...Array(8).fill('StreamHandler'), ...kinds])}`)
    if (chance.under(0.9)) lines.push(`args=${chance.pick([...Array(12).fill('(sys.stdout,)'), ...ARGS])}`)
    if (chance.under(0.2))
      lines.push(`kwargs=${chance.pick(['{}', "{'stream': sys.stdout}", "{'nope': 1}", '[]', '{1: 2}'])}`)
    if (chance.under(0.3)) lines.push(`level=${chance.pick([...LEVELS, '%(lvl)s', '%(nope)s'])}`)
    if (chance.under(0.4)) lines.push(`formatter=${chance.pick([...formatters, ...formatters, 'nope', ''])}`)
  }
  if (has('MemoryHandler') && handlers.length > 0 && chance.under(0.2)) {
    lines.push('[handler_m]', 'class=handlers.MemoryHandler', 'args=(3,)', `target=${chance.pick(['h', 'nope', ''])}`)
    lines[3] += ',m'
  }
  for (const name of formatters) {
    lines.push(`[formatter_${name}]`, `format=${chance.pick(FORMATS)}`)
    if (chance.under(0.3)) lines.push(`style=${chance.pick(['%', '{', '$', '!', ''])}`)
    if (chance.under(0.2)) lines.push(`defaults=${chance.pick(["{'who': 'me'}", '{}', 'nope', '{'])}`)
    if (chance.under(0.2)) lines.push(`class=${chance.pick(['logging.Formatter', 'nope.F', ''])}`)
  }
  return lines
}

const LINES = [
  '',
  '# c',
  '; c',
  ' more',
  'nonsense',
  '[handler_h]',
  '[DEFAULT]',
  'level=ERROR',
  'x=%(y)s',
  '[]',
  '=',
  'handlers=h',
  '[x',
]

function changedLines(chance, lines) {
  const at = chance.whole(0, lines.length - 1)
  const change = chance.next()
  if (change < 0.3) return lines.toSpliced(at, 1)
  if (change < 0.6) return lines.toSpliced(at, 0, chance.pick(LINES))
  if (change < 0.75) return lines.with(at, ` ${lines[at]}`)
  const line = lines[at]
  const letter = chance.whole(0, line.length)
  return lines.with(
    at,
    line.slice(0, letter) +
      chance.pick(['', ' ', '%', ',', '=', '(', ')', 'x', '#', '[', ']', '.']) +
      line.slice(letter + 1),
  )
}
