/**
 * Whether ours has a name that Python has: `has('logging.Handler.setLevel')`.
 *
 * A method is looked for on the class, an attribute on the class, its prototype and an instance made for the purpose.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import logging from '@pylogging/core'
import config from '@pylogging/core/config'
import * as handlers from '@pylogging/core/handlers'

const MODULES = { logging, 'logging.handlers': handlers, 'logging.config': config }

/** What the constructors want, where they want something; `file` is a path in a folder of our own. */
const ARGUMENTS = {
  PercentStyle: () => ['%(message)s'],
  StrFormatStyle: () => ['{message}'],
  StringTemplateStyle: () => ['$message'],
  FileHandler: (file) => [file],
  Logger: () => ['a'],
  RootLogger: () => [30],
  LoggerAdapter: () => [logging.root],
  Manager: () => [logging.root],
  PlaceHolder: () => [logging.root],
  _StderrHandler: () => [30],
  BaseRotatingHandler: (file) => [file, 'a'],
  RotatingFileHandler: (file) => [file],
  TimedRotatingFileHandler: (file) => [file],
  WatchedFileHandler: (file) => [file],
  BufferingHandler: () => [1],
  MemoryHandler: () => [1],
  SocketHandler: () => ['127.0.0.1', 9020],
  DatagramHandler: () => ['127.0.0.1', 9021],
  SysLogHandler: () => [['127.0.0.1', 514]],
  SMTPHandler: () => ['127.0.0.1', 'a@example.org', ['b@example.org'], 'log'],
  HTTPHandler: () => ['127.0.0.1', '/log'],
  NTEventLogHandler: () => ['app'],
  QueueHandler: () => [{ put_nowait() {} }],
  QueueListener: () => [{ get: () => null, put_nowait() {} }],
  BaseConfigurator: () => [{ version: 1 }],
  DictConfigurator: () => [{ version: 1 }],
  ConvertingDict: () => [{}],
  ConvertingList: () => [[]],
  ConvertingTuple: () => [[]],
}

const folder = mkdtempSync(join(tmpdir(), 'pylogging-parity-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const instances = new Map()
const lineages = new Map()

/** @param kind - As in conformance/vectors/public_names.json; what is called must be a function here too. */
export function has(name, kind) {
  const { module, path } = split(name)
  const [first, member] = path
  const value = MODULES[module][first]
  if (value === undefined && !(first in MODULES[module])) return false
  if (member === undefined) return kind === 'variable' || typeof value === 'function'
  const holder =
    [value, value.prototype].find((each) => each !== undefined && member in each) ?? instanceOf(first, value)
  if (holder === null || !(member in holder)) return false
  return kind !== 'method' || holder === value.prototype
}

/** The value of a constant, written as conformance/values.py writes it. */
export function constant(name) {
  const { module, path } = split(name)
  const [first, member] = path
  const value = MODULES[module][first]
  return encode(member === undefined ? value : member in value ? value[member] : instanceOf(first, value)[member])
}

function encode(value) {
  if (value instanceof Map) return { $dict: [...value].map((pair) => pair.map(encode)) }
  if (typeof value === 'object' && value !== null) return { $dict: Object.entries(value) }
  return value ?? null
}

/** "logging.handlers.QueueHandler.queue" to its module and the names in it. */
export function split(name) {
  const module = Object.keys(MODULES).findLast((each) => name.startsWith(`${each}.`))
  return { module, path: name.slice(module.length + 1).split('.') }
}

/** The names of a class and of all that it derives from; none for what is no class. */
export function lineage(className) {
  if (!lineages.has(className)) lineages.set(className, findLineage(className))
  return lineages.get(className)
}

function findLineage(className) {
  const names = []
  const found = Object.values(MODULES).find((module) => Object.hasOwn(module, className))?.[className]
  for (let each = found; /^class\b/.test(each) && each.name; each = Object.getPrototypeOf(each)) names.push(each.name)
  return names
}

function instanceOf(name, Class) {
  if (!instances.has(name)) instances.set(name, make(name, Class))
  return instances.get(name)
}

function make(name, Class) {
  if (Class.prototype === undefined) return null
  if (name === 'LogRecord') return formatted()
  const made = onItsSystem(name, () => new Class(...(ARGUMENTS[name]?.(join(folder, `${name}.log`)) ?? [])))
  if (made instanceof logging.Handler) made.close()
  return made
}

/** With what a Formatter adds. */
function formatted() {
  const record = logging.makeLogRecord({ msg: 'm' })
  new logging.Formatter('%(asctime)s %(message)s').format(record)
  return record
}

/** NTEventLogHandler is made nowhere but on Windows; what is looked at here is what it has. */
function onItsSystem(name, make) {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform')
  if (name === 'NTEventLogHandler') Object.defineProperty(process, 'platform', { ...platform, value: 'win32' })
  try {
    return make()
  } finally {
    Object.defineProperty(process, 'platform', platform)
  }
}
