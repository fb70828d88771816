/**
 * What a writer does to its own view of the world: signals at a file-system call, a clock that is set, and a stopwatch
 * that tells waiting for others from everything else that takes time.
 */
import { appendFileSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { replaceEnvironment } from '../../../packages/rotator/dist/testing-face.mjs'

const RENAMING = ['rename', 'link', 'unlink']
/** A lock that is held for so long, in milliseconds, holds a rotation up. */
export const HELD_UP_MS = 40
/** What the file system stamps may be this much older than the clock. */
const TICK_MS = 12
/** A sleep may end this much later than asked; what is beyond is the machine's doing. */
const LATE_MS = 1

/**
 * Waits for orders in a file: `{ call, where, signal, pids }` sends the signal to all of `pids` but us, and then to us,
 * before or after our next such call.
 */
export function obeyOrders(file) {
  replaceEnvironment((system) =>
    Object.fromEntries(
      RENAMING.map((call) => [
        call,
        (...args) => {
          obey(file, call, 'before')
          const result = system[call](...args)
          obey(file, call, 'after')
          return result
        },
      ]),
    ),
  )
}

function obey(file, call, where) {
  if (!existsSync(file)) return
  const order = JSON.parse(readFileSync(file, 'utf8'))
  if (order.call !== call || order.where !== where) return
  for (const pid of order.pids) if (pid !== process.pid) send(pid, order.signal)
  send(process.pid, order.signal)
}

function send(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has died by itself.
  }
}

/**
 * Sets the clock as an administrator does: from a moment on it is ahead or behind, and what the file system stamps is too.
 *
 * @param steps - In order: `{ at, by }`, the true time and the milliseconds the clock differs from it since then.
 */
export function followClock(steps) {
  const { now } = Date
  const offset = (time) => steps.findLast(({ at }) => at <= time)?.by ?? 0
  const shifted = (time) => time + offset(time + TICK_MS)
  Date.now = () => now() + offset(now())
  const dated = (stat) => {
    // The lock's folder is dated by the clock itself.
    if (stat === undefined || stat.isDirectory()) return stat
    const { birthtimeMs, mtimeMs, ctimeMs } = stat
    return Object.assign(Object.create(stat), {
      birthtimeMs: birthtimeMs > 0 ? shifted(birthtimeMs) : birthtimeMs,
      mtimeMs: shifted(mtimeMs),
      ctimeMs: shifted(ctimeMs),
    })
  }
  replaceEnvironment((system) => ({
    now: () => Date.now(),
    stat: (path) => dated(system.stat(path)),
    lstat: (path) => dated(system.lstat(path)),
    fstat: (fd) => dated(system.fstat(fd)),
  }))
}

/**
 * Notes when we held a rotation up: a line for each time we had the lock for longer than a moment, from and to in
 * milliseconds since the epoch. Who is killed meanwhile writes none.
 */
export function noteHeldLocks(lock, file) {
  let since = 0
  replaceEnvironment((system) => ({
    mkdir: (path) => {
      // Before and not after: the scheduler may let others run as soon as the kernel has made it.
      const before = Date.now()
      system.mkdir(path)
      if (path === lock) since = before
    },
    rmdir: (path) => {
      system.rmdir(path)
      if (path === lock && Date.now() - since > HELD_UP_MS) appendFileSync(file, `${since} ${Date.now()}\n`)
    },
  }))
}

/**
 * How long calls take, and how long they wait for other processes.
 *
 * A call waits for others by sleeping, and in no other way. What else makes a call long on a busy machine, and was
 * measured here: the scheduler lets others run, also in the middle of a sleep; V8 waits for its own threads, which wait
 * for a processor; a call into the file system hangs in the kernel.
 */
export class Stopwatch {
  #schedule = openSchedule()
  #buffer = Buffer.alloc(80)
  #asleep = 0
  longest = 0
  waited = 0

  constructor() {
    replaceEnvironment((system) => ({
      sleep: (milliseconds) => {
        const queued = this.#queued()
        const start = performance.now()
        system.sleep(milliseconds)
        const took = performance.now() - start
        const asleep = took - (this.#queued() - queued)
        this.#asleep += Math.max(0, Math.min(asleep, milliseconds + LATE_MS))
      },
    }))
  }

  measure(call) {
    this.#asleep = 0
    const start = performance.now()
    try {
      call()
    } finally {
      this.longest = Math.max(this.longest, performance.now() - start)
      this.waited = Math.max(this.waited, this.#asleep)
    }
  }

  /** Milliseconds this thread has waited for a processor. */
  #queued() {
    if (this.#schedule === null) return 0
    const length = readSync(this.#schedule, this.#buffer, 0, this.#buffer.length, 0)
    return Number(this.#buffer.latin1Slice(0, length).split(' ')[1]) / 1e6
  }
}

/** Linux's account of this thread; null elsewhere. */
function openSchedule() {
  try {
    return openSync('/proc/thread-self/schedstat', 'r')
  } catch {
    return null
  }
}
