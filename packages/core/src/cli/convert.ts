/**
 * `pylogging convert --to ts`: a configuration as the TypeScript that does the same, in the order in which it is read.
 *
 *   { "handlers": { "file": { "class": "logging.FileHandler", "filename": "app.log", "level": "INFO" } },
 *     "root": { "handlers": ["file"] } }
 *
 *   const fileHandler = new FileHandler('app.log')
 *   fileHandler.name = 'file'
 *   fileHandler.setLevel('INFO')
 *
 *   root.addHandler(fileHandler)
 */
import { basename } from 'node:path'
import { isClass, NOTSET } from '@pylogging/formatter'
import { Formatter } from '../index.js'
import { type Call, type HandlerCall, type LoggerPlan, type Plan, planOf } from './plan.js'
import { type Configuration, type ReadOptions, readConfiguration } from './read-config.js'
import { isStandIn } from './stand-ins.js'
import type { Answer } from './tree.js'
import { reason, tryOut } from './trial.js'
import { quoted, TypeScript } from './typescript.js'

/** @throws As `readConfiguration`, also for a text that is no configuration. */
export function convert(file: string, options: ReadOptions): Answer {
  const configuration = readConfiguration(file, options)
  const { failures } = tryOut(configuration)
  const failed = failures.map(({ path, error }) => `${path === '' ? '' : `${path}: `}${reason(error)}`)
  if (failed.length > 0) {
    const end = `nothing was written, because configuring fails: pylogging check ${file}`
    return { text: '', notes: [...failed, end], isComplete: false }
  }
  const conversion = new Conversion(planOf(configuration))
  const text = conversion.text(headOf(file, configuration))
  const notes = conversion.others().map((name) => `${JSON.stringify(name)} is not of this package: see the imports`)
  return { text, notes, isComplete: true }
}

function headOf(file: string, configuration: Configuration): string[] {
  const keeps =
    configuration.kind === 'dict' &&
    (configuration.config as Record<string, unknown>)['disable_existing_loggers'] === false
  const head = [`// From ${basename(file)}, by pylogging convert.`]
  if (!keeps) head.push('// The file would also disable the loggers that are there already and that it does not name.')
  return head
}

/** The variables are chosen first, so that everything can be named before it is written. */
class Conversion {
  readonly #source = new TypeScript()
  readonly #plan: Plan
  readonly #variables = {
    formatter: new Map<string, string>(),
    filter: new Map<string, string>(),
    handler: new Map<string, string>(),
  }

  constructor(plan: Plan) {
    this.#plan = plan
    for (const { name } of plan.formatters)
      this.#variables.formatter.set(name, this.#source.variable(name, 'Formatter'))
    for (const { name } of plan.filters) this.#variables.filter.set(name, this.#source.variable(name, 'Filter'))
    for (const { name } of plan.handlers) this.#variables.handler.set(name, this.#source.variable(name, 'Handler'))
  }

  text(head: readonly string[]): string {
    const { formatters, filters, handlers, loggers } = this.#plan
    const making = [
      formatters.map((each) => this.#made(each, this.#variables.formatter)).join('\n'),
      filters.map((each) => this.#made(each, this.#variables.filter)).join('\n'),
      ...targetsFirst(handlers).map((each) => this.#handler(each)),
      ...loggers.map((each) => this.#logger(each)),
    ]
    const blocks = [[...head, ...this.#source.imports()].join('\n'), ...making]
    return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
  }

  /** Names of the program that are imported. */
  others(): string[] {
    return this.#source.others()
  }

  /** `const name = new Class(…)`, and its attributes. */
  #made(call: Call, variables: ReadonlyMap<string, string>): string {
    const variable = variables.get(call.name) as string
    const lines = [`const ${variable} = ${this.#call(call)}`]
    if (Object.keys(call.attributes).length > 0) {
      lines.push(`Object.assign(${variable}, ${this.#source.value(call.attributes)})`)
    }
    return lines.join('\n')
  }

  #call(call: Call): string {
    const { factory } = call
    const args = argumentsOf(call).map((each) => this.#source.value(each))
    const name = this.#source.named(factory)
    const isNew = isStandIn(factory.value) ? /^[A-Z]/.test(name) : isClass(factory.value as object)
    return `${isNew ? 'new ' : ''}${name}(${args.join(', ')})`
  }

  #handler(call: HandlerCall): string {
    const variable = this.#variables.handler.get(call.name) as string
    const [before, made, after] = this.#passing(call, variable)
    const lines = [...before, made, `${variable}.name = ${quoted(call.name)}`]
    if (call.level !== null) lines.push(`${variable}.setLevel(${this.#level(call.level)})`)
    if (call.formatter !== null)
      lines.push(`${variable}.setFormatter(${this.#variables.formatter.get(call.formatter)})`)
    if (call.target !== null) lines.push(`${variable}.setTarget(${this.#variables.handler.get(call.target)})`)
    for (const filter of call.filters) lines.push(`${variable}.addFilter(${this.#filter(filter)})`)
    return [...lines, ...after].join('\n')
  }

  /** A handler, with the queue that it needs before it and the listener after it. */
  #passing(call: HandlerCall, variable: string): [before: string[], made: string, after: string[]] {
    const { queue } = call
    if (queue === null) return [[], this.#made(call, this.#variables.handler), []]
    const { handlers, listener, respect_handler_level } = queue
    const queued = this.#source.variable(call.name, 'Queue')
    const made = queue.isMade
      ? this.#source.named(queue.queue)
      : this.#call({ name: '', factory: queue.queue, args: [], keywords: queue.queueKeywords, attributes: {} })
    const others = handlers.map((each) => this.#variables.handler.get(each))
    const args = [queued, ...others, ...(respect_handler_level ? ['{ respect_handler_level: true }'] : [])]
    return [
      [`const ${queued} = ${made}`],
      `const ${variable} = new ${this.#source.named(call.factory)}(${queued})`,
      [`${variable}.listener = new ${this.#source.named(listener)}(${args.join(', ')})`],
    ]
  }

  #logger({ name, level, propagate, handlers, filters }: LoggerPlan): string {
    const calls: string[] = []
    if (level !== null) calls.push(`setLevel(${this.#level(level)})`)
    if (!propagate) calls.push('propagate = false')
    for (const handler of handlers) calls.push(`addHandler(${this.#variables.handler.get(handler)})`)
    for (const filter of filters) calls.push(`addFilter(${this.#filter(filter)})`)
    if (name === '') return calls.map((call) => `${this.#source.core('root')}.${call}`).join('\n')
    const logger = `${this.#source.core('getLogger')}(${quoted(name)})`
    if (calls.length < 2) return [logger, ...calls].join('.')
    const variable = this.#source.variable(name, 'Logger')
    return [`const ${variable} = ${logger}`, ...calls.map((call) => `${variable}.${call}`)].join('\n')
  }

  #level(level: unknown): string {
    return this.#source.value(typeof level === 'boolean' ? Number(level) : (level ?? NOTSET))
  }

  /** The handler's name, or the handler itself. */
  #filter(filter: unknown): string {
    return (typeof filter === 'string' ? this.#variables.filter.get(filter) : undefined) ?? this.#source.value(filter)
  }
}

/** The names of these factories' arguments: after the first of several, names say more than positions. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  FileHandler: ['filename', 'mode', 'encoding', 'delay', 'errors'],
  WatchedFileHandler: ['filename', 'mode', 'encoding', 'delay', 'errors'],
  RotatingFileHandler: ['filename', 'mode', 'maxBytes', 'backupCount', 'encoding', 'delay', 'errors'],
  TimedRotatingFileHandler: [
    'filename',
    'when',
    'interval',
    'backupCount',
    'encoding',
    'delay',
    'utc',
    'atTime',
    'errors',
  ],
  MemoryHandler: ['capacity', 'flushLevel', 'target', 'flushOnClose'],
}

function byName(call: Call): Call {
  const { args, keywords, factory } = call
  const last = factory.name.slice(factory.name.lastIndexOf('.') + 1)
  const names = isStandIn(factory.value) || !Object.hasOwn(NAMES, last) ? undefined : NAMES[last]
  if (names === undefined || args.length + Object.keys(keywords).length < 3) return call
  const rest = args.slice(1).map((value, index): [string, unknown] => [names[index + 1] as string, value])
  return { ...call, args: args.slice(0, 1), keywords: { ...Object.fromEntries(rest), ...keywords } }
}

/** Returns the arguments that stand between the parentheses of a call. */
function argumentsOf(call: Call): unknown[] {
  const {
    factory: { value },
    args,
    keywords,
  } = byName(call)
  const { params } = value as { params?: unknown }
  const names = Object.keys(keywords)
  if (value === Formatter && names.every((each) => each === 'fmt' || each === 'datefmt')) {
    return trimmed([keywords['fmt'] ?? null, keywords['datefmt'] ?? null])
  }
  if (Array.isArray(params) && !isStandIn(value))
    return trimmed([...args, ...params.slice(args.length).map((each) => keywords[each as string])])
  if (args.length === 0 && typeof keywords['filename'] === 'string' && !isStandIn(value)) {
    const { filename, ...others } = keywords
    return Object.keys(others).length === 0 ? [filename] : [filename, others]
  }
  return names.length === 0 ? [...args] : [...args, keywords]
}

function trimmed(values: unknown[]): unknown[] {
  const end = values.findLastIndex((value) => value !== null && value !== undefined)
  return values.slice(0, end + 1)
}

/** A handler that others are passed to is made before them. */
function targetsFirst(handlers: readonly HandlerCall[]): HandlerCall[] {
  const sorted: HandlerCall[] = []
  const seen = new Set<HandlerCall>()
  const add = (handler: HandlerCall): void => {
    if (seen.has(handler)) return
    seen.add(handler)
    const passedTo = [handler.target, ...(handler.queue?.handlers ?? [])]
    for (const name of passedTo) for (const each of handlers) if (each.name === name) add(each)
    sorted.push(handler)
  }
  for (const handler of handlers) add(handler)
  return sorted
}
