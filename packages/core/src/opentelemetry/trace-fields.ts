/**
 * The span that a record was logged in, as attributes of the record, by the names of opentelemetry-instrumentation-logging:
 *
 *   otelTraceID, otelSpanID      32 and 16 hexadecimal digits, '0' where no span runs
 *   otelTraceSampled             whether the span is exported
 *   otelServiceName              the resource's service.name, '' where nobody set one
 *
 * They are put there by a filter, which may be the handler's or the logger's, by a record factory, or by LoggingInstrumentor.
 *
 * Source: opentelemetry-instrumentation-logging, __init__.py and constants.py, read in 2026.
 */
import { bindNamed, type LogRecord } from '@pylogging/formatter'
import type { RecordFactory } from '../model/contracts.js'
import { Filter, type FilterResult } from '../model/filter.js'
import { getLogRecordFactory } from '../model/record-factory.js'
import { type OpenTelemetrySpan, traceApi } from './api.js'

/** The format that the instrumentation sets: a line with the ids of trace and span. */
export const DEFAULT_LOGGING_FORMAT =
  '%(asctime)s %(levelname)s [%(name)s] [%(filename)s:%(lineno)d] ' +
  '[trace_id=%(otelTraceID)s span_id=%(otelSpanID)s resource.service.name=%(otelServiceName)s ' +
  'trace_sampled=%(otelTraceSampled)s] - %(message)s'

/** The keywords of TraceFieldsFilter. */
export interface TraceFieldsOptions {
  /** Lets pass what was logged on this logger or below it, as any Filter; '' everything. */
  readonly name?: string | undefined
  /** The name of the service; that of the resource unless given. */
  readonly service_name?: string | null | undefined
}

/**
 * Gives each record the fields of the span that runs, and lets it pass.
 *
 * @example { "filters": { "trace": { "()": "pylogging.opentelemetry.TraceFieldsFilter" } } }
 */
export class TraceFieldsFilter extends Filter {
  readonly service_name: string | null

  /** @throws ImportError without @opentelemetry/api. */
  constructor(name?: string, service_name?: string | null)
  constructor(name: string | undefined, options: Omit<TraceFieldsOptions, 'name'>)
  constructor(options: TraceFieldsOptions)
  constructor(...args: unknown[]) {
    const names = ['name', 'service_name']
    const given = bindNamed<TraceFieldsOptions>({ owner: 'TraceFieldsFilter.__init__()', names }, args)
    super(given.name)
    this.service_name = given.service_name ?? null
    traceApi()
  }

  override filter(record: LogRecord): FilterResult {
    if (!super.filter(record)) return false
    setTraceFields(record, this.service_name)
    return true
  }
}

/** The options of a record factory of traces. */
export interface TraceFactoryOptions {
  /** The factory that makes the records; the one that is set unless given. */
  readonly factory?: RecordFactory | undefined
  /** The name of the service; that of the resource unless given. */
  readonly service_name?: string | null | undefined
}

/**
 * A record factory whose records have the fields of the span that runs.
 *
 * @example logging.setLogRecordFactory(traceRecordFactory())
 * @throws ImportError without @opentelemetry/api.
 */
export function traceRecordFactory(options: TraceFactoryOptions = {}): RecordFactory {
  const { factory = getLogRecordFactory(), service_name = null } = options
  traceApi()
  return (...args) => {
    const record = factory(...args)
    setTraceFields(record, service_name)
    return record
  }
}

/** @returns The span that runs; undefined where none does. */
export function setTraceFields(
  record: LogRecord,
  service_name: string | null,
  provider?: unknown,
): OpenTelemetrySpan | undefined {
  const { trace } = traceApi()
  const span = trace.getActiveSpan()
  const context = span?.spanContext()
  const isValid = context !== undefined && trace.isSpanContextValid(context)
  record['otelSpanID'] = isValid ? context.spanId : '0'
  record['otelTraceID'] = isValid ? context.traceId : '0'
  record['otelTraceSampled'] = isValid && (context.traceFlags & SAMPLED) !== 0
  record['otelServiceName'] = service_name ?? serviceName(provider ?? trace.getTracerProvider())
  return isValid ? span : undefined
}

const SAMPLED = 1

interface Resourceful {
  getDelegate?(): Resourceful
  readonly resource?: Resource
  /** The resource, under the name that the SDK has for it since its second version. */
  readonly _resource?: Resource
}

interface Resource {
  readonly attributes?: Readonly<Record<string, unknown>>
}

/** The names of services, found once for a provider: the resource of a provider does not change. */
const names = new WeakMap<object, string>()

function serviceName(provider: unknown): string {
  const shown = provider as Resourceful
  const real = shown.getDelegate?.() ?? shown
  const known = names.get(real)
  if (known !== undefined) return known
  const name = (real.resource ?? real._resource)?.attributes?.['service.name']
  const text = typeof name === 'string' ? name : ''
  if (text !== '') names.set(real, text)
  return text
}
