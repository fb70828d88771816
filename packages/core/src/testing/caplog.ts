/**
 * The records that a test logs, as pytest's fixture of the same name gives them.
 *
 *   using log = caplog()
 *   log.set_level('INFO')
 *   run()
 *   expect(log.record_tuples).toEqual([['app', INFO, 'ready']])
 *
 * It works in every test runner, because it needs none: `using` ends it, or `log.restore()` in an afterEach. It hangs a
 * handler on the root logger and on those that do not propagate to it. Levels stay as they are until `set_level` or
 * `at_level`, and come back at the end, as does `logging.disable`.
 *
 * Source: pytest 9.1, src/_pytest/logging.py, LogCaptureFixture.
 */
/// <reference lib="esnext.disposable" preserve="true" />
import { bindArguments, Formatter, type LogRecord, NOTSET } from '@pylogging/formatter'
import type { FilterLike } from '../model/filter.js'
import type { LevelArgument } from '../model/log-types.js'
import type { Logger } from '../model/logger.js'
import { disable, getLogger, manager, root } from '../model/tree.js'
import { RecordingHandler } from './recording-handler.js'

const FORMAT = '%(levelname)-8s %(name)s:%(filename)s:%(lineno)d %(message)s'
const DATE_FORMAT = '%H:%M:%S'
/** Colours and their kind. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences begin with one
const ANSI = /\x1b\[[\d;]+m/g
const AT_LEVEL = { owner: 'LogCaptureFixture.at_level()', names: ['level', 'logger'], required: 1 }

/** A change that lasts until it is disposed of or restored. */
export interface Temporary extends Disposable {
  restore(): void
}

/** The options that name a logger: the root unless named. */
export interface LoggerOption {
  readonly logger?: string | null | undefined
}

/**
 * Captures the records that a test logs, as pytest's `caplog` does, until `restore` or the end of `using`: by a handler
 * on the root logger and on those that do not propagate to it.
 */
export class LogCaptureFixture implements Temporary {
  /** Takes every level until one is set; its formatter prints `text`. */
  readonly handler = new RecordingHandler()
  readonly #undo: (() => void)[] = []

  constructor() {
    this.handler.setFormatter(new Formatter(FORMAT, DATE_FORMAT))
    for (const logger of [root, ...withoutPropagation()]) {
      logger.addHandler(this.handler)
      this.#undo.push(() => logger.removeHandler(this.handler))
    }
  }

  /** All that was captured, oldest first. */
  get records(): LogRecord[] {
    return this.handler.records
  }

  /** The text of the records, a line for each: level, logger, file and line, message. Without colours. */
  get text(): string {
    return this.handler.text.replace(ANSI, '')
  }

  /** The messages with their arguments. */
  get messages(): string[] {
    return this.handler.messages
  }

  /** The logger, level and message of each record. */
  get record_tuples(): [name: string, levelno: number, message: string][] {
    return this.records.map((record) => [record.name, record.levelno, record.getMessage()])
  }

  /** Forgets the records. */
  clear(): void {
    this.handler.clear()
  }

  /**
   * Sets the level of a logger and of the capture until the end of the test; `logging.disable` no longer stops it.
   *
   * @param logger - Its name, or `{ logger: name }`; the root logger unless given.
   */
  set_level<const T extends number | string>(level: LevelArgument<T>, logger?: string | null | LoggerOption): void {
    this.#undo.push(this.#setLevel(level, nameOf(level, logger)))
  }

  /**
   * Sets a level as `set_level` does, until the function returns or its promise settles; without one, until the result
   * is disposed of.
   */
  at_level<const T extends number | string>(level: LevelArgument<T>, logger?: string | null | LoggerOption): Temporary
  at_level<const T extends number | string, R>(level: LevelArgument<T>, test: () => R): R
  at_level<const T extends number | string, R>(
    level: LevelArgument<T>,
    logger: string | null | LoggerOption,
    test: () => R,
  ): R
  at_level(level: number | string, ...rest: unknown[]): unknown {
    const test = typeof rest.at(-1) === 'function' ? (rest.pop() as () => unknown) : null
    return until(this.#setLevel(level, nameOf(level, rest[0])), test)
  }

  /** Captures only what a filter lets pass, as long as `at_level` lasts. */
  filtering(filter: FilterLike): Temporary
  filtering<R>(filter: FilterLike, test: () => R): R
  filtering(filter: FilterLike, test: (() => unknown) | null = null): unknown {
    this.handler.addFilter(filter)
    return until(() => this.handler.removeFilter(filter), test)
  }

  /** Ends the capture and brings levels back. Once is enough, twice does no harm. */
  restore(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo()
  }

  [Symbol.dispose](): void {
    this.restore()
  }

  #setLevel(level: number | string, name: string | null): () => void {
    const logger = getLogger(name)
    const before = logger.level
    const handlerBefore = this.handler.level
    const disabledBefore = logger.manager.disable
    logger.setLevel(level)
    this.handler.setLevel(level)
    enable(this.handler.level)
    return () => {
      logger.setLevel(before)
      this.handler.setLevel(handlerBefore)
      disable(disabledBefore)
    }
  }
}

/**
 * Begins to capture. Levels stay as they are until `set_level` or `at_level`, and come back at the end.
 *
 * @example
 * using log = caplog()
 * log.set_level('INFO')
 * run()
 * expect(log.record_tuples).toEqual([['app', INFO, 'ready']])
 */
export function caplog(): LogCaptureFixture {
  return new LogCaptureFixture()
}

/** Their records do not get to root. One that stops propagating later is not seen, as in pytest. */
function withoutPropagation(): Logger[] {
  return [...manager.loggerDict.values()].filter((each): each is Logger => !('loggerMap' in each) && !each.propagate)
}

function nameOf(level: unknown, logger: unknown): string | null {
  const [, name = null] = bindArguments(AT_LEVEL, logger === undefined ? [level] : [level, logger])
  return name as string | null
}

/** Python's levels are ten apart: what is that much below stays dropped. */
function enable(level: number): void {
  if (root.manager.disable >= level) disable(Math.max(level - 10, NOTSET))
}

function until(undo: () => void, test: (() => unknown) | null): unknown {
  let isOver = false
  const restore = () => {
    if (!isOver) undo()
    isOver = true
  }
  if (test === null) return { restore, [Symbol.dispose]: restore } satisfies Temporary
  let result: unknown
  try {
    result = test()
  } catch (error) {
    restore()
    throw error
  }
  if (result instanceof Promise) return result.finally(restore)
  restore()
  return result
}
