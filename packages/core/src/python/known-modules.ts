/**
 * The modules of Python that a configuration may name, and what is in them here.
 *
 * `logging` and `logging.handlers` are the module object of this package, so whatever it has, or a program puts there,
 * is found. `socket` has the two numbers that configurations of SysLogHandler use.
 */
import { gmtime, localtime } from '@pylogging/formatter'
import { sys } from '../ground/sys.js'
import { logging } from '../model/module-object.js'
import { ClusterQueue } from '../queues/cluster-queue.js'
import { Empty, Full, ShutDown } from '../queues/errors.js'
import { MessagePortQueue } from '../queues/message-port-queue.js'
import { Queue } from '../queues/queue.js'
import { SimpleQueue } from '../queues/simple-queue.js'

type Module = Readonly<Record<string, unknown>>

const SOCKET = { SOCK_STREAM: 1, SOCK_DGRAM: 2 }
const TIME = { gmtime, localtime }
/** Configurations write the `atTime` of TimedRotatingFileHandler with it. */
const DATETIME = { time: { min: { hour: 0, minute: 0, second: 0 } } }

/** Filled in by config.ts, as `import logging.config` does in Python. */
export const configModule: Record<string, unknown> = {}

const MODULES: ReadonlyMap<string, () => Module> = new Map<string, () => Module>([
  ['logging', () => logging as unknown as Module],
  ['logging.handlers', () => logging.handlers],
  ['logging.config', () => configModule],
  ['sys', () => sys as unknown as Module],
  ['queue', queueModule],
  ['socket', () => SOCKET],
  ['time', () => TIME],
  ['datetime', () => DATETIME],
])

/** Made when it is asked for: the build has the queues in a file that few programs read (scripts/chunks.mjs). */
function queueModule(): Module {
  queue ??= { ClusterQueue, Empty, Full, MessagePortQueue, Queue, ShutDown, SimpleQueue }
  return queue
}

let queue: Module | undefined

/** A module of Python's, undefined for one that is not here. */
export function knownModule(name: string): Module | undefined {
  return MODULES.get(name)?.()
}

/** Whether a value is one of them. */
export function isModule(value: unknown): boolean {
  return [...MODULES.values()].some((module) => module() === value)
}

/** Whether a module can have modules in it: it changes what Python says about a name that is missing there. */
export function isPackage(name: string): boolean {
  return name === 'logging'
}
