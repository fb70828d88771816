/**
 * The tree of loggers as text, as the Python package logging_tree 1.10 prints it.
 *
 *   <--""
 *      Level WARNING
 *      Handler Stream <_io.TextIOWrapper name='<stderr>' mode='w' encoding='utf-8'>
 *      |
 *      o<--[app]
 *          |
 *          o<--"app.db"
 *              Level NOTSET so inherits level WARNING
 *
 * Square brackets mark a name that nobody asked for; an arrow says that records go up, ` !-` that they go elsewhere.
 */

import { Formatter, getLevelName, NOTSET, repr, str, tuple } from '@pylogging/formatter'
import { Filter } from '../model/filter.js'
import type { Handler } from '../model/handler.js'
import type { Logger } from '../model/logger.js'
import { logging } from '../model/module-object.js'
import type { PlaceHolder } from '../model/place-holder.js'
import { manager, root as rootLogger } from '../model/tree.js'

interface Node {
  readonly name: string
  readonly logger: Logger | PlaceHolder<Logger>
  readonly children: Node[]
}

/**
 * The tree of loggers as text: levels, filters, handlers and formatters, as the Python package logging_tree prints it.
 *
 * @returns Lines that each end in a newline: `process.stdout.write(describe())`.
 */
export function describe(): string {
  return nodeLines(tree(), null)
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
}

/** Sorted by name; a name hangs below what stands before its last dot. */
function tree(): Node {
  const root: Node = { name: '', logger: rootLogger, children: [] }
  const nodes = new Map<string, Node>()
  const entries = [...manager.loggerDict].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [name, logger] of entries) {
    const node: Node = { name, logger, children: [] }
    nodes.set(name, node)
    const dot = name.slice(0, -1).lastIndexOf('.')
    const above = nodes.get(name.slice(0, Math.max(dot, 0))) ?? root
    above.children.push(node)
  }
  return root
}

/** @param parent - The nearest logger above. */
function nodeLines({ name, logger, children }: Node, parent: Logger | null): string[] {
  const isPlaceHolder = 'loggerMap' in logger
  const lines = isPlaceHolder ? [`<--[${name}]`] : loggerLines(name, logger, parent)
  const nearest = isPlaceHolder ? parent : logger
  for (const child of children) {
    const [first = '', ...more] = nodeLines(child, nearest)
    const margin = child === children.at(-1) ? '    ' : '   |'
    lines.push('   |', `   o${first}`)
    // A list that is spread into arguments must fit on the stack.
    for (const line of more) lines.push(margin + line)
  }
  return lines
}

function loggerLines(name: string, logger: Logger, parent: Logger | null): string[] {
  const goesUp = parent === null || logger.parent === parent
  const arrow = !logger.propagate ? '   ' : goesUp ? '<--' : ' !-'
  const facts: string[] = []
  if (!goesUp) facts.push(brokenParent(logger.parent))
  if (logger.level === NOTSET) {
    facts.push(`Level NOTSET so inherits level ${getLevelName(logger.getEffectiveLevel())}`)
  } else facts.push(`Level ${getLevelName(logger.level)}`)
  if (!logger.propagate) facts.push('Propagate OFF')
  if (logger.disabled) facts.push('Disabled')
  for (const filter of logger.filters ?? []) facts.push(`Filter ${filterText(filter)}`)
  for (const handler of logger.handlers ?? []) {
    const [first, ...more] = handlerLines(handler)
    facts.push(`Handler ${first}`)
    for (const line of more) facts.push(line)
  }
  return [`${arrow}"${name}"`, ...facts.map((fact) => `   ${fact}`)]
}

function brokenParent(parent: Logger | null): string {
  if (parent === null) return 'Broken .parent is None, so messages stop here'
  return `Broken .parent redirects messages to ${repr(parent.name)} instead`
}

/** The attributes of a handler that are shown, by their names. */
type Attributes = Readonly<Record<string, unknown>>

/** The arguments that Python shows for each class. A class of the program's own may be anything and shows itself. */
const HANDLERS: Readonly<Record<string, (handler: Attributes) => string>> = {
  StreamHandler: ({ stream }) => `Stream ${streamText(stream)}`,
  FileHandler: ({ baseFilename }) => `File ${repr(baseFilename)}`,
  RotatingFileHandler: ({ baseFilename, maxBytes, backupCount }) =>
    `RotatingFile ${repr(baseFilename)} maxBytes=${repr(maxBytes)} backupCount=${repr(backupCount)}`,
  TimedRotatingFileHandler: ({ baseFilename, when, interval, backupCount }) =>
    `TimedRotatingFile ${repr(baseFilename)} when=${repr(when)} interval=${repr(interval)} backupCount=${repr(backupCount)}`,
  WatchedFileHandler: ({ baseFilename }) => `WatchedFile ${repr(baseFilename)}`,
  SocketHandler: ({ host, port }) => `Socket ${str(host)} ${repr(port)}`,
  DatagramHandler: ({ host, port }) => `Datagram ${str(host)} ${repr(port)}`,
  SysLogHandler: ({ address, facility }) =>
    `SysLog ${repr(Array.isArray(address) ? tuple(...address) : address)} facility=${repr(facility)}`,
  SMTPHandler: ({ mailhost, toaddrs }) => `SMTP via ${str(mailhost)} to ${str(toaddrs)}`,
  // logging_tree prints two slashes for an url that begins with one.
  HTTPHandler: ({ method, host, url }) => `HTTP ${str(method)} to http://${str(host)}/${str(url).replace(/^\//, '')}`,
  BufferingHandler: ({ capacity }) => `Buffering capacity=${repr(capacity)}`,
  MemoryHandler: ({ capacity }) => `Memory capacity=${repr(capacity)}`,
}

function handlerLines(handler: Handler): string[] {
  const kind = ownClass(handler)
  const shown = kind === null ? undefined : HANDLERS[kind]
  const lines = [shown === undefined ? repr(handler) : shown(handler as unknown as Attributes)]
  const level = handler.level ?? NOTSET
  if (level !== NOTSET) lines.push(`  Level ${getLevelName(level)}`)
  for (const filter of handler.filters ?? []) lines.push(`  Filter ${filterText(filter)}`)
  const { formatter = null } = handler
  if (formatter !== null) lines.push(`  Formatter ${formatterText(formatter)}`)
  const { target } = handler as { target?: Handler | null }
  if (kind === 'MemoryHandler' && target) {
    const [first, ...more] = handlerLines(target)
    lines.push('  Flushes output to:', `    Handler ${first}`, ...more.map((line) => `    ${line}`))
  }
  return lines
}

/** The name of a handler's class when it is Python's: looked up in the module, so that none is loaded for this. */
function ownClass(handler: object): string | null {
  const modules = [logging, logging.handlers] as unknown as Attributes[]
  // A minifier may have given the class itself another name.
  const isClass = (name: string) => modules.some((module) => module[name] === handler.constructor)
  return Object.keys(HANDLERS).find(isClass) ?? null
}

/** The process's own streams as Python shows them. */
function streamText(stream: unknown): string {
  const name = stream === process.stderr ? 'stderr' : stream === process.stdout ? 'stdout' : null
  return name === null ? repr(stream) : `<_io.TextIOWrapper name='<${name}>' mode='w' encoding='utf-8'>`
}

function filterText(filter: unknown): string {
  const isPlain = (filter as object).constructor === Filter
  return isPlain ? `name=${repr((filter as Filter).name)}` : repr(filter)
}

function formatterText(formatter: unknown): string {
  const { constructor: type, _fmt, datefmt } = formatter as Formatter
  return type === Formatter ? `fmt=${repr(_fmt ?? null)} datefmt=${repr(datefmt ?? null)}` : repr(formatter)
}
