/**
 * How many vectors and scenarios stand behind a name.
 *
 * A vector counts for the names that its topic asks about (TOPICS). A scenario counts for a name that its steps mention,
 * and for a member if they mention its class too, or a class derived from it; what only runs inside (Handler.emit) counts
 * wherever its class takes part.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { lineage, split } from './ours.mjs'

const TIMED = 'logging.handlers.TimedRotatingFileHandler'
const SIZED = 'logging.handlers.RotatingFileHandler'
const ENCODING = ['logging.FileHandler', 'logging.FileHandler.encoding', 'logging.FileHandler.errors']
const TEXT = ['logging.LogRecord.getMessage', 'logging.PercentStyle.format']
const TIME = ['logging.Formatter.formatTime', 'logging.Formatter.datefmt', 'logging.Formatter.converter']

/** By topic, what its cases ask; where a topic asks several things, by the first item of an input. */
const TOPICS = {
  brace: ['logging.StrFormatStyle'],
  code_pages: ENCODING,
  dollar: ['logging.StringTemplateStyle'],
  encoding_names: ENCODING,
  encodings: ENCODING,
  ini: ['logging.config.fileConfig'],
  literals: ['logging.config.fileConfig'],
  percent: TEXT,
  printable: TEXT,
  records: {
    time: ['created', 'msecs', 'relativeCreated'].map((name) => `logging.LogRecord.${name}`),
    path: ['pathname', 'filename', 'module'].map((name) => `logging.LogRecord.${name}`),
    level: ['levelno', 'levelname'].map((name) => `logging.LogRecord.${name}`).concat('logging.getLevelName'),
    message: ['msg', 'args', 'getMessage'].map((name) => `logging.LogRecord.${name}`),
    repr: ['logging.LogRecord'],
    order: ['logging.LogRecord'],
    attributes: ['logging.LogRecord'],
    formatTime: [...TIME, 'logging.Formatter.default_time_format', 'logging.Formatter.default_msec_format'],
    format: ['Formatter', 'Formatter.format', 'Formatter.formatMessage'].map((name) => `logging.${name}`),
  },
  rendering: TEXT,
  retention: [`${TIMED}.getFilesToDelete`, `${TIMED}.backupCount`, `${TIMED}.extMatch`],
  rollover: ['computeRollover', 'rolloverAt', 'suffix', 'when', 'interval', 'utc', 'atTime', 'dayOfWeek'].map(
    (name) => `${TIMED}.${name}`,
  ),
  size_rotation: ['doRollover', 'shouldRollover', 'maxBytes', 'backupCount'].map((name) => `${SIZED}.${name}`),
  strftime: TIME,
  validation: Object.fromEntries(
    Object.entries({ '%': 'PercentStyle', '{': 'StrFormatStyle', $: 'StringTemplateStyle' }).map(([style, name]) => [
      style,
      ['Formatter', 'Formatter.usesTime', `${name}.validate`, `${name}.usesTime`]
        .concat(style === '{' ? ['StrFormatStyle.fmt_spec', 'StrFormatStyle.field_spec'] : [])
        .map((each) => `logging.${each}`),
    ]),
  ),
}

/** What a step does without saying the name. */
const IMPLIED = {
  logger: ['getLogger'],
  each: ['debug', 'info', 'warning', 'error', 'critical'].map((name) => `.${name}`),
  level: ['.setLevel'],
  format: ['.setFormatter', 'Formatter', '.format'],
  on: ['.addHandler'],
}
/** Taking part in every program, whether named or not. */
const EVERYWHERE = new Set([
  'Logger',
  'RootLogger',
  'Manager',
  'LogRecord',
  'Handler',
  'Formatter',
  'Filterer',
  'PlaceHolder',
])
/** Where an attribute is named: `.name`, `name:` of an option, `%(name)s`, `${name}`. */
const ATTRIBUTES = /\.([A-Za-z]\w*)|\b([A-Za-z]\w*): |%\((\w+)\)|\$\{?(\w+)\}?/g
/** Run by every record, or by every configuration, of the class that has them. */
const INSIDE =
  /^(emit|handle|callHandlers|makeRecord|findCaller|format|formatMessage|getMessage|shouldRollover|(make|create)Socket|mapLogRecord)$/
/** Functions whose names loggers have too. */
const OF_LOGGERS = /^(debug|info|warn|warning|error|exception|critical|fatal|log|root)$/
const CONFIGURING = /^(Dict|Base)Configurator$|^Converting/

const vectors = countVectors()
const scenarios = read('scenarios').map(({ input }) => wordsOfSteps(input))
const tests = [...filesBelow('packages', /\/test\/.*\.test\.ts$/), ...filesBelow('test', /\.test\.mjs$/)]
  .filter((file) => !file.includes('/docs/'))
  .map((file) => wordsOf(readFileSync(file, 'utf8')))

/** @returns `{ vectors, scenarios, tests }`: how many, how many, and whether there are any. */
export function evidence(name) {
  const { path } = split(name)
  const isIn = (words) => mentions(words, path)
  return { vectors: vectors.get(name) ?? 0, scenarios: scenarios.filter(isIn).length, tests: tests.some(isIn) }
}

function countVectors() {
  const counts = new Map()
  for (const [topic, asked] of Object.entries(TOPICS)) {
    for (const { input } of read(topic)) {
      for (const name of Array.isArray(asked) ? asked : (asked[input[0]] ?? []))
        counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return counts
}

function read(topic) {
  return JSON.parse(readFileSync(`conformance/vectors/${topic}.json`, 'utf8')).cases
}

function filesBelow(folder, pattern) {
  return readdirSync(folder, { recursive: true })
    .map((name) => `${folder}/${name}`.replaceAll('\\', '/'))
    .filter((file) => pattern.test(file) && !file.includes('/node_modules/'))
    .sort()
}

function wordsOfSteps(steps) {
  const words = wordsOf(JSON.stringify(steps))
  for (const { kwargs = {} } of steps) for (const name of Object.keys(kwargs)) words.add(`.${name}`)
  for (const step of steps) for (const key of Object.keys(step)) for (const word of IMPLIED[key] ?? []) words.add(word)
  return words
}

/** The words of a text; `a.b.info` is also `a`, `b`, `info` and `.info`, and `%(name)s` also `.name`. */
function wordsOf(text) {
  const words = new Set(text.match(/[A-Za-z_]\w*(\.\w+)*/g))
  for (const word of [...words]) {
    const parts = word.split('.')
    for (const part of parts) words.add(part)
    for (const part of parts.slice(1)) words.add(`.${part}`)
  }
  for (const [, ...found] of text.matchAll(ATTRIBUTES)) words.add(`.${found.find((name) => name !== undefined)}`)
  words.classes = new Set([...words].flatMap((word) => (lineage(word).length > 0 ? [word, ...lineage(word)] : [])))
  return words
}

function mentions(words, [first, member]) {
  if (first === 'IDENTIFIER') return words.has('valid_ident')
  if (lineage(first).length === 0) return words.has(OF_LOGGERS.test(first) ? `logging.${first}` : first)
  if (CONFIGURING.test(first)) return words.has('dictConfig') || words.has(first)
  if (!EVERYWHERE.has(first) && !words.classes.has(first)) return false
  return member === undefined || INSIDE.test(member) || words.has(`.${member}`)
}
