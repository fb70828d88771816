/**
 * Counts the records that OpenTelemetry's SDK drops, which it does without a word: where its queue is full, and where an
 * export fails for good. The SDK tells them to a meter of its own, so this is one, which tells nothing else.
 *
 *   const drops = new DropCounter()
 *   new BatchLogRecordProcessor({ exporter, selfObsMeterProvider: drops })
 *
 * Source: @opentelemetry/sdk-logs 0.223, LogRecordProcessorMetrics; the metric is otel.sdk.processor.log.processed.
 */
import { RuntimeError } from '../ground/errors.js'
import { reportWithoutRecord } from '../model/handler.js'

const PROCESSED = 'otel.sdk.processor.log.processed'

/**
 * Counts the records that a BatchLogRecordProcessor drops, and tells on stderr when it begins and, with their number, when
 * records go out again or the process ends. `logging.raiseExceptions` turned off keeps it silent.
 *
 * @example new BatchLogRecordProcessor({ exporter, selfObsMeterProvider: new DropCounter() })
 */
export class DropCounter {
  #dropped = 0
  /** Since records went out last. */
  #untold = 0

  /** How many records were dropped so far. */
  get dropped(): number {
    return this.#dropped
  }

  /** Returns the meter that the SDK asks a provider of meters for. */
  // biome-ignore lint/suspicious/noExplicitAny: MeterProvider is a type of a package that may not be installed
  getMeter(): any {
    const silent = { add: () => undefined, record: () => undefined, addCallback() {}, removeCallback() {} }
    const made = () => silent
    return {
      createCounter: (name: string) => (name === PROCESSED ? { add: this.#add.bind(this) } : silent),
      createUpDownCounter: made,
      createHistogram: made,
      createGauge: made,
      createObservableCounter: made,
      createObservableUpDownCounter: made,
      createObservableGauge: made,
      addBatchObservableCallback: () => undefined,
      removeBatchObservableCallback: () => undefined,
    }
  }

  #add(count: number, attributes: Readonly<Record<string, unknown>> = {}): void {
    const why = attributes['error.type']
    if (why === undefined) this.#goesOut()
    else this.#drops(count, String(why))
  }

  #drops(count: number, why: string): void {
    const isFirst = this.#untold === 0
    if (this.#dropped === 0) process.once('exit', () => this.#tellAtEnd())
    this.#dropped += count
    this.#untold += count
    if (isFirst) tell(`OpenTelemetry drops records: ${why}\n  Their number is told when records are exported again.`)
  }

  #tellAtEnd(): void {
    if (this.#untold > 0) tell(`OpenTelemetry dropped ${this.#untold} records, and ends`)
  }

  #goesOut(): void {
    if (this.#untold === 0) return
    tell(`OpenTelemetry dropped ${this.#untold} records, and exports again`)
    this.#untold = 0
  }
}

function tell(text: string): void {
  reportWithoutRecord(new RuntimeError(text))
}
