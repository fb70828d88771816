/**
 * The id of the request that a record belongs to, as the Python package asgi-correlation-id adds it.
 *
 *   server.on('request', (request, response) => correlationId.run(request.headers['x-request-id'], () => handle(request)))
 *   "%(correlation_id)s %(message)s", with the filter asgi_correlation_id.CorrelationIdFilter on the handler
 *
 * Python keeps the id in a context variable, which here is an AsyncLocalStorage: it is seen in all that a function calls,
 * awaits or starts. All copies of this package see the same.
 *
 * Source: asgi-correlation-id, log_filters.py and context.py as of November 2025, read and not run.
 */
import { bindNamed, type LogRecord, onePerProcess } from '@pylogging/formatter'
import { Filter, type FilterResult } from '../model/filter.js'

interface Storage {
  run<T>(value: Held, task: () => T): T
  enterWith(value: Held): void
  getStore(): Held | undefined
}

interface Held {
  readonly value: string | null
}

/** Python's ContextVar of a text. */
export class ContextVariable {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  /** The value of what runs now, and `otherwise` where none was set. */
  get(otherwise: string | null = null): string | null {
    const held = storages.get(this.name)?.getStore()
    return held === undefined ? otherwise : held.value
  }

  /** Sets the value from here on, in what runs now and in what it starts. */
  set(value: string | null): void {
    storageOf(this.name).enterWith({ value })
  }

  /**
   * Sets the value in a function, and in all that it awaits or starts.
   *
   * @returns The value that the function returns.
   */
  run<T>(value: string | null, task: () => T): T {
    return storageOf(this.name).run({ value }, task)
  }
}

/** The id of the request that is served. Methods: `get()`, `set(id)`, and `run(id, task)`, which serves one. */
export const correlationId: ContextVariable = new ContextVariable('correlation_id')
/** The id of the Celery task that started the one that runs; methods as of `correlationId`. */
export const celeryParentId: ContextVariable = new ContextVariable('celery_parent')
/** The id of the Celery task that runs; methods as of `correlationId`. */
export const celeryCurrentId: ContextVariable = new ContextVariable('celery_current')

const SIGNATURE = { names: ['name', 'uuid_length', 'default_value'] }

abstract class IdFilter extends Filter {
  /** How many characters of an id are shown; null shows all of them. */
  readonly uuid_length: number | null
  /** The text that is printed outside a request; null unless given. */
  readonly default_value: string | null

  constructor(owner: string, args: readonly unknown[]) {
    const options = bindNamed<CorrelationIdFilterOptions>({ owner, ...SIGNATURE }, args)
    const { name = '', uuid_length = null, default_value = null } = options
    super(name)
    this.uuid_length = uuid_length
    this.default_value = default_value
  }

  protected idOf(variable: ContextVariable): string | null {
    const id = variable.get(this.default_value)
    return id && this.uuid_length !== null ? id.slice(0, this.uuid_length) : id
  }
}

/** The keywords of the filters here, by Python's names. */
export interface CorrelationIdFilterOptions {
  /** A name, which does nothing. */
  readonly name?: string | undefined
  /** How many characters of an id are printed; all unless given. */
  readonly uuid_length?: number | null | undefined
  /** The text that is printed outside a request; null unless given. */
  readonly default_value?: string | null | undefined
}

/** Gives each record a `correlation_id`, null outside a request, and lets it pass. */
export class CorrelationIdFilter extends IdFilter {
  constructor(name?: string, uuid_length?: number | null, default_value?: string | null)
  constructor(
    name: string | undefined,
    uuid_length: number | null | undefined,
    options: Pick<CorrelationIdFilterOptions, 'default_value'>,
  )
  constructor(name: string | undefined, options: Omit<CorrelationIdFilterOptions, 'name'>)
  constructor(options: CorrelationIdFilterOptions)
  constructor(...args: unknown[]) {
    super('CorrelationIdFilter.__init__()', args)
  }

  override filter(record: LogRecord): FilterResult {
    record['correlation_id'] = this.idOf(correlationId)
    return true
  }
}

/** Gives each record the ids of the task that runs and of the one that started it. */
export class CeleryTracingIdsFilter extends IdFilter {
  constructor(name?: string, uuid_length?: number | null, default_value?: string | null)
  constructor(
    name: string | undefined,
    uuid_length: number | null | undefined,
    options: Pick<CorrelationIdFilterOptions, 'default_value'>,
  )
  constructor(name: string | undefined, options: Omit<CorrelationIdFilterOptions, 'name'>)
  constructor(options: CorrelationIdFilterOptions)
  constructor(...args: unknown[]) {
    super('CeleryTracingIdsFilter.__init__()', args)
  }

  override filter(record: LogRecord): FilterResult {
    record['celery_parent_id'] = this.idOf(celeryParentId)
    record['celery_current_id'] = this.idOf(celeryCurrentId)
    return true
  }
}

const storages = onePerProcess('contextVariables', () => new Map<string, Storage>())

function storageOf(name: string): Storage {
  const found = storages.get(name)
  if (found !== undefined) return found
  // Loaded here, because most programs have no such ids.
  const { AsyncLocalStorage } = require('node:async_hooks') as typeof import('node:async_hooks')
  const made = new AsyncLocalStorage<Held>()
  storages.set(name, made)
  return made
}
