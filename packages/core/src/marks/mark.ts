/**
 * The questions of a marked log call: whether the logger is one of ours, and the method ours.
 *
 *   logger.info('order %d', 7)     a build step writes     __at(3, __at3).info(logger).info('order %d', 7)
 *
 * `info(logger)` comes where the program reads `logger.info`: before the arguments. Where that is our own method it returns an
 * object whose `info` knows logger and place; where it is anything else, the logger itself. So the place is a value of
 * this one call: arguments that log, throw or wait, recursion and generators have nothing that they could mix up, a level
 * that is off leaves nothing behind, and a stranger's `info` never sees it.
 *
 * Pinned by: test/call-site/marked.test.mjs, test/everywhere/marked.test.mjs
 */
import { CallSite, onePerProcess } from '@pylogging/formatter'
import { LoggerAdapter } from '../model/adapter.js'
import { Logger } from '../model/logger.js'
import { MarkedPlace } from '../model/marked-place.js'
import { logging } from '../model/module-object.js'
import { MarkedAdapter } from './marked-adapter.js'
import { MarkedLogger } from './marked-logger.js'
import { functions, markedFunction } from './marked-module.js'

/** The table that a build step writes of a file: the function and line of each place, in turns. */
type Table = readonly (string | number)[]

/** The function that asks for the places of its file; given where they are verified, because its text shows who printed it. */
type TailFunction = (index: number) => unknown

/** Another copy of this package, which knows its own loggers. */
type Copy = (logger: object, method: MethodName, mark: MarkedPlace) => object | null

type MethodName = 'debug' | 'info' | 'warning' | 'error' | 'critical' | 'fatal' | 'exception' | 'log'

const { critical, debug, error, exception, fatal, info, log, warning } = Logger.prototype
const adapterMethods = LoggerAdapter.prototype as LoggerAdapter & { fatal?: undefined }
/** The logger of a mark that has none yet; nobody logs with it. */
const NOBODY = {} as Logger

/**
 * A place, with the logger that was seen here last: nearly every call is made of one logger, and remembering it is what
 * keeps a level that is off as cheap as without a mark. Adapters, of which a program may make one for each request, are not
 * remembered: each would hold its context in memory.
 */
class Mark extends MarkedPlace {
  #logger = NOBODY
  #marked: MarkedLogger | null = null

  debug(logger: unknown): unknown {
    if (logger === this.#logger && this.#logger.debug === debug) return this.#marked
    return logger instanceof Logger && logger.debug === debug ? this.#mark(logger) : markOther(logger, 'debug', this)
  }

  info(logger: unknown): unknown {
    if (logger === this.#logger && this.#logger.info === info) return this.#marked
    return logger instanceof Logger && logger.info === info ? this.#mark(logger) : markOther(logger, 'info', this)
  }

  warning(logger: unknown): unknown {
    if (logger === this.#logger && this.#logger.warning === warning) return this.#marked
    return logger instanceof Logger && logger.warning === warning
      ? this.#mark(logger)
      : markOther(logger, 'warning', this)
  }

  error(logger: unknown): unknown {
    if (logger === this.#logger && this.#logger.error === error) return this.#marked
    return logger instanceof Logger && logger.error === error ? this.#mark(logger) : markOther(logger, 'error', this)
  }

  critical(logger: unknown): unknown {
    if (logger === this.#logger && this.#logger.critical === critical) return this.#marked
    return logger instanceof Logger && logger.critical === critical
      ? this.#mark(logger)
      : markOther(logger, 'critical', this)
  }

  fatal(logger: unknown): unknown {
    if (logger === this.#logger && this.#logger.fatal === fatal) return this.#marked
    return logger instanceof Logger && logger.fatal === fatal ? this.#mark(logger) : markOther(logger, 'fatal', this)
  }

  exception(logger: unknown): unknown {
    if (logger === this.#logger && this.#logger.exception === exception) return this.#marked
    return logger instanceof Logger && logger.exception === exception
      ? this.#mark(logger)
      : markOther(logger, 'exception', this)
  }

  log(logger: unknown): unknown {
    if (logger === this.#logger && this.#logger.log === log) return this.#marked
    return logger instanceof Logger && logger.log === log ? this.#mark(logger) : markOther(logger, 'log', this)
  }

  #mark(logger: Logger): MarkedLogger {
    const marked = new MarkedLogger(logger, this)
    this.#logger = logger
    this.#marked = marked
    return marked
  }

  /** A function of the module, `info('ready')` as it is imported by name. */
  of(called: unknown): unknown {
    const name = functions.get(called)
    return name === undefined ? called : markedFunction(name, this)
  }
}

function markOther(logger: unknown, method: MethodName, mark: Mark): unknown {
  if (logger instanceof Logger) return logger
  if (logger instanceof LoggerAdapter) {
    return method in adapterMethods && logger[method as 'info'] === adapterMethods[method as 'info']
      ? new MarkedAdapter(logger, mark)
      : logger
  }
  if (logger === logging)
    return functions.get(logging[method]) === method ? { [method]: markedFunction(method, mark) } : logger
  if (typeof logger !== 'object' || logger === null) return logger
  for (const reference of places.copies) {
    const copy = reference.deref()
    const marked = copy === undefined || copy === markOurs ? null : copy(logger, method, mark)
    if (marked !== null) return marked
  }
  return logger
}

/** Marks a logger if it is ours; another copy of this package asks. */
function markOurs(logger: object, method: MethodName, { site, verification }: MarkedPlace): object | null {
  const isOurs = logger instanceof Logger || logger instanceof LoggerAdapter || logger === logging
  if (!isOurs) return null
  const own = new CallSite(site.pathname, site.lineno, site.funcName)
  return new Mark(own, verification)[method](logger) as object
}

/** The function that a marked file asks for its places, under a registered symbol. */
interface Places {
  (file: string, table: Table, verified?: TailFunction): readonly Mark[]
  readonly copies: WeakRef<Copy>[]
}

const places = onePerProcess<Places>('places', () => Object.assign(marksOf, { copies: [] }))

/** Lets marked files find, from now on, the places that are made here. */
export function registerMarks(): void {
  // A test runner may load the package anew for each file, and drop it again.
  const alive = places.copies.filter((copy) => copy.deref() !== undefined)
  places.copies.splice(0, places.copies.length, ...alive, new WeakRef(markOurs))
}

function marksOf(file: string, table: Table, verified?: TailFunction): readonly Mark[] {
  const marks: Mark[] = []
  const verification = verified === undefined ? 'none' : isMinified(verified) ? 'minified' : 'whole'
  for (let at = 0; at < table.length; at += 2) {
    marks.push(new Mark(new CallSite(file, table[at + 1] as number, table[at] as string), verification))
  }
  return marks
}

/** Whoever prints programs for people writes a space before a body, and a minifier none. */
function isMinified(tail: TailFunction): boolean {
  return /^[^{]*[^\s{]\{/.test(String(tail))
}
