/**
 * A tree of loggers of its own for every test.
 *
 * Modules hold on to the root logger and the manager, as programs do. So what these hold is put aside and brought back,
 * not they themselves; so are level names, the module's variables, the list of handlers, the filters of warnings and the
 * standard streams.
 */
import {
  getContextSwitches,
  getRendering,
  type LogRecord,
  setContextSwitches,
  setRendering,
} from '@pylogging/formatter'
import { afterEach, beforeEach } from 'vitest'
import { standardStreams } from '../../src/ground/sys.js'
import { captureWarnings, DEBUG, getLogger, type Logger, type Manager, sys, warnings } from '../../src/index.js'
import { Handler } from '../../src/model/handler.js'
import { shared } from '../../src/model/shared.js'

interface Levels {
  readonly ofNumber: Map<unknown, string>
  readonly toNumber: Map<unknown, number>
}

/** Call at the top of a test file. */
export function isolateEachTest(): void {
  let restore = () => {}
  beforeEach(() => {
    restore = isolate()
  })
  afterEach(() => restore())
}

/** Empties the tree. @returns Puts back what was there. */
function isolate(): () => void {
  const root = shared.root as Logger
  const manager = shared.manager as Manager
  const levels = (globalThis as unknown as Record<symbol, Levels>)[Symbol.for('pylogging.levels.1')] as Levels
  const { level, handlers, filters, disabled, propagate } = root
  const { disable, emittedNoHandlerWarning, loggerClass, logRecordFactory } = manager
  const { raiseExceptions, lastResort, loggerClass: sharedClass, recordFactory, srcfile } = shared
  const caught = warnings.catch_warnings()
  const switches = { ...getContextSwitches() }
  const streams = { ...standardStreams }
  const rendering = getRendering()
  const refills = [
    refillMap(manager.loggerDict),
    refillMap(shared.handlersByName),
    refillMap(levels.ofNumber, [...levels.ofNumber]),
    refillMap(levels.toNumber, [...levels.toNumber]),
  ]
  const handlerList = shared.handlerList.splice(0)
  Object.assign(root, { level: 30, handlers: [], filters: [] })
  manager._clear_cache()
  return () => {
    Object.assign(root, { level, handlers, filters, disabled, propagate })
    Object.assign(manager, { disable, emittedNoHandlerWarning, loggerClass, logRecordFactory })
    Object.assign(shared, { raiseExceptions, lastResort, loggerClass: sharedClass, recordFactory, srcfile })
    captureWarnings(false)
    caught.restore()
    Object.assign(sys, streams)
    setContextSwitches(switches)
    setRendering(rendering)
    for (const refill of refills) refill()
    shared.handlerList.splice(0, shared.handlerList.length, ...handlerList)
    manager._clear_cache()
  }
}

/** Leaves `fresh` in the map. */
function refillMap<Key, Value>(map: Map<Key, Value>, fresh: [Key, Value][] = []): () => void {
  const entries = [...map]
  fill(map, fresh)
  return () => fill(map, entries)
}

function fill<Key, Value>(map: Map<Key, Value>, entries: readonly [Key, Value][]): void {
  map.clear()
  for (const [key, value] of entries) map.set(key, value)
}

/** Keeps what it is given. */
export class Recorder extends Handler {
  readonly records: LogRecord[] = []

  override emit(record: LogRecord): void {
    this.records.push(record)
  }

  get messages(): string[] {
    return this.records.map((record) => record.getMessage())
  }

  get last(): LogRecord {
    const record = this.records.at(-1)
    if (record === undefined) throw new Error('nothing was logged')
    return record
  }
}

/** A logger that takes every level, with a handler that keeps its records. */
export function recorded(name = 'app'): { logger: Logger; recorder: Recorder } {
  const logger = getLogger(name)
  const recorder = new Recorder()
  logger.setLevel(DEBUG)
  logger.addHandler(recorder)
  return { logger, recorder }
}

/** A stream in memory. */
export class Sink {
  readonly writes: string[] = []

  write(text: string): void {
    this.writes.push(text)
  }

  get text(): string {
    return this.writes.join('')
  }
}

/** What goes to `logging.sys.stderr` from now to the end of the test. */
export function captureStderr(): Sink {
  const sink = new Sink()
  sys.stderr = sink
  return sink
}
