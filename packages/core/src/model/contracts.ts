/**
 * The contract of a handler, a logger or a tree of loggers, whichever copy of this package made it.
 *
 * Two copies in one process share one tree (shared.ts), so an object that is met there may be of the other copy's class.
 * It is known by what it can do, never by `instanceof`. Our own classes implement these interfaces, and what must work on
 * anything in the tree takes them: log-call.ts, last-resort.ts, shutdown.ts.
 */
import type { ExcInfo, LogRecord, RecordArgs } from '@pylogging/formatter'
import type { LogKeywords } from './call-args.js'
import type { FilterLike } from './filter.js'
import type { PlaceHolder } from './place-holder.js'

/**
 * The methods that a handler needs of a formatter; `usesCallSite` tells the logger to look the call site up at once.
 */
export interface RecordFormatter {
  format(record: LogRecord): string
  usesCallSite?(): boolean
  /** The format, which a plain Formatter has. */
  readonly _fmt?: string
  /** The format of its dates, which a plain Formatter has. */
  readonly datefmt?: string | null
}

/** A handler of any copy. */
export interface AnyHandler {
  level: number
  filters: FilterLike[]
  formatter: RecordFormatter | null
  handle(record: LogRecord): unknown
  /** Ours: a handler that has no such method is taken to need the call site. */
  readsCallSite?(): boolean
  acquire(): void
  release(): void
  flush(): void
  close(): void
}

/** A logger of any copy. */
export interface AnyLogger {
  readonly name: string
  readonly manager: LoggerTree<AnyLogger>
  level: number
  parent: AnyLogger | null
  propagate: boolean
  disabled: boolean
  handlers: AnyHandler[]
  filters: FilterLike[]
  readonly _cache: Map<number, boolean>
  isEnabledFor(level: number): boolean
  handle(record: LogRecord): void
  findCaller(stack_info?: boolean, stacklevel?: number): FoundCaller
  makeRecord(
    name: string,
    level: number,
    fn: string,
    lno: number,
    msg: unknown,
    args: RecordArgs | null,
    exc_info: ExcInfo | null,
    func?: string | null,
    extra?: LogKeywords['extra'],
    sinfo?: string | null,
  ): LogRecord
  _log(level: number, msg: unknown, args: readonly unknown[], keywords?: LogKeywords): void
}

/** The tree of loggers: `logging.root.manager`, made by Manager. */
export interface LoggerTree<L> {
  readonly root: L
  /** Names to loggers, and to what holds the place of a name that nobody asked for. */
  readonly loggerDict: Map<string, L | PlaceHolder<L>>
  /** Whether the missing configuration was mentioned. */
  emittedNoHandlerWarning: boolean
  /** The class of loggers that this tree makes; null is that of `setLoggerClass`. */
  loggerClass: (new (name: string, level?: number) => L) | null
  /** Stored and never used, as in Python. */
  logRecordFactory: RecordFactory | null
  /** The level of `disable`, under Python's name for it. @internal */
  _disable: number
  /** Records of this level and below are dropped, whatever loggers say. */
  get disable(): number
  set disable(level: number | string)
  getLogger(name: string): L
  setLoggerClass(klass: new (name: string, level?: number) => L): void
  setLogRecordFactory(factory: RecordFactory): void
  /** Forgets all answers of isEnabledFor. */
  _clear_cache(): void
  /** @internal */
  _childrenOf(logger: L): Set<L>
}

/** The result of `findCaller`, in Python's order; `sinfo` is null unless it was asked for. */
export type FoundCaller = [filename: string, lineno: number, funcName: string | null, sinfo: string | null]

/** Python's positional arguments of a record factory. */
export type RecordArguments = [
  name: string,
  level: number,
  pathname: string,
  lineno: number,
  msg: unknown,
  args: RecordArgs | null,
  exc_info: ExcInfo | null,
  func: string | null,
  sinfo: string | null,
]

/** A function that makes records; the arguments are those of LogRecord, with null for what is unknown. */
export type RecordFactory = (...args: RecordArguments) => LogRecord
