/**
 * Several writers on one file, what happens to them, and the count of what they left.
 *
 * While they write, the lock is looked at: from the time for which it was held longer than a moment, records may be in the
 * file of an earlier period.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { HELD_UP_MS } from './instruments.mjs'
import { countRecords, logFiles, recordsIn } from './records.mjs'

export { sleep }

const WRITER = fileURLToPath(new URL('writer.mjs', import.meta.url))
const LOOK_EVERY_MS = 20
/** How long a writer's look at the name of its file is good, unless the plan says otherwise. */
const LOOK_MS = 1
/** What two clocks that count milliseconds may differ by. */
const CLOCKS_MS = 2
/** Records stamped so long before a rotation is held up are held up too; so long after it all have followed. */
const STAMPED_MS = 100
const FOLLOWED_MS = 400
/** After the death of its holder, with what a loaded machine adds. */
const LOCK_STALE_MS = 2500

export class Fleet {
  #plan
  #writers = new Map()
  #heldUp = []
  /** By how much the writers' clock differs from ours, in milliseconds. */
  #clockAhead = 0
  #bases = new Set()
  #looking
  #excused = new Set()
  #foreign = new Map()
  /** Removed from outside, still open here. */
  #removed = []
  #strays = 0
  #outsiders = 0
  killed = 0
  crashed = 0
  folder = mkdtempSync(join(tmpdir(), 'pylogging-fleet-'))
  file = join(this.folder, 'app.log')
  orders = join(this.folder, 'orders.json')
  #heldFile = join(this.folder, 'held.txt')

  /** @param plan - What writer.mjs takes, without its file and name. */
  constructor(plan) {
    this.#plan = plan
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY_MS)
  }

  /** Starts a writer and returns its process once it is about to log. */
  async start(rate = 1000) {
    const name = `w${this.#writers.size}`
    const child = fork(WRITER, [JSON.stringify(this.#planFor(name, rate))])
    return this.#follow(name, child, (message) => child.send(message, () => {}))
  }

  /** The same as a thread of this process. */
  async startThread(rate = 1000) {
    const name = `w${this.#writers.size}`
    const worker = new Worker(WRITER, { workerData: this.#planFor(name, rate) })
    worker.on('error', (error) => process.stderr.write(`${error.stack}\n`))
    return this.#follow(name, worker, (message) => worker.postMessage(message))
  }

  #planFor(name, rate) {
    return { ...this.#plan, file: this.file, name, rate, orders: this.orders, held: this.#heldFile }
  }

  async #follow(name, child, send) {
    const writer = { child, send, exited: once(child, 'exit'), isRunning: true, wasKilled: false, wasStopped: false }
    this.#writers.set(name, writer)
    writer.exited.then(([code, signal]) => {
      writer.isRunning = false
      if (code !== 0 && (signal ?? null) === null && !writer.wasKilled) this.crashed += 1
    })
    await Promise.race([once(child, 'message'), writer.exited])
    return child
  }

  async startMany(count, rate) {
    return Promise.all(Array.from({ length: count }, () => this.start(rate)))
  }

  get #running() {
    return [...this.#writers.values()].filter(({ isRunning }) => isRunning)
  }

  get running() {
    return this.#running.map(({ child }) => child)
  }

  /** Ends a writer at once, wherever it is. */
  async kill(child) {
    const writer = this.#of(child)
    writer.wasKilled = true
    this.killed += 1
    if (child instanceof Worker) await child.terminate()
    else child.kill('SIGKILL')
    await writer.exited
  }

  /** Stops a writer for a time, as a debugger or a suspended container does. */
  async pause(child, milliseconds) {
    this.#of(child).wasStopped = true
    child.kill('SIGSTOP')
    await sleep(milliseconds)
    child.kill('SIGCONT')
  }

  #of(child) {
    return [...this.#writers.values()].find((writer) => writer.child === child)
  }

  /**
   * Has everybody killed as soon as one of them is right before or after such a call.
   *
   * @param order - `{ call, where }` as in instruments.mjs.
   */
  async killAllAt(order, longest = 4000) {
    const all = this.#running
    for (const writer of all) writer.wasKilled = true
    this.#give({ ...order, signal: 'SIGKILL', pids: all.map(({ child }) => child.pid) })
    const everybody = Promise.all(all.map(({ exited }) => exited))
    await Promise.race([everybody, sleep(longest)])
    rmSync(this.orders, { force: true })
    for (const { child } of this.#running) child.kill('SIGKILL')
    await everybody
    this.killed += all.length
  }

  /** Has the first that is right before or after such a call killed, or stopped for a time. */
  async signalOneAt(order, milliseconds = 0, longest = 4000) {
    const before = this.#running.length
    this.#give({ ...order, pids: [] })
    const end = Date.now() + longest
    let victim
    do {
      await sleep(5)
      victim = this.#running.find(({ child }) => isStopped(child.pid))
    } while (victim === undefined && this.#running.length === before && Date.now() < end)
    rmSync(this.orders, { force: true })
    this.killed += before - this.#running.length
    if (victim === undefined) return
    victim.wasStopped = true
    await sleep(milliseconds)
    victim.child.kill('SIGCONT')
  }

  #give(order) {
    writeFileSync(`${this.orders}.new`, JSON.stringify(order))
    renameSync(`${this.orders}.new`, this.orders)
  }

  /** Sets the clock of all writers. @param by - Milliseconds; from half a second to one and a half from now. */
  setClock(by) {
    const at = (Math.floor(Date.now() / 1000) + 1) * 1000 + 500
    for (const { send } of this.#running) send({ at, by })
    this.#clockAhead = by
    if (by < 0) this.#heldUp.push({ from: at + by - 1000, to: at + 1500 })
    return sleep(at - Date.now())
  }

  /** As `rm` by somebody who knows nothing of us; what was in the file may be missing, and no more. */
  removeFile() {
    const fd = openSync(this.file, 'r')
    rmSync(this.file)
    const { size, nlink } = fstatSync(fd)
    if (nlink > 0) throw new Error('the file was rotated in the same moment; nothing can be said')
    this.#removed.push({ fd, size, at: Date.now() })
  }

  /** As `mv` to a name that is none of ours. */
  moveFile() {
    renameSync(this.file, join(this.folder, `moved-${this.#outsiders++}-app.log`))
  }

  /** Files of somebody else under names that we would like. */
  takeName(name) {
    const text = `not ours ${this.#outsiders++}\n`
    const path = join(this.folder, name)
    if (existsSync(path)) return
    writeFileSync(path, text, { flag: 'wx' })
    this.#foreign.set(name, text)
  }

  /** Asks all that live to stop, and waits for them; the longest log call and the longest wait, in milliseconds. */
  async stop() {
    const results = await Promise.all(
      this.#running.map(async ({ child, send, exited, wasStopped }) => {
        const told = Promise.race([once(child, 'message'), exited.then(() => [{}])])
        send('stop')
        const [{ longest = 0, waited = 0 }] = await told
        await exited
        return wasStopped ? { longest: 0, waited: 0 } : { longest, waited }
      }),
    )
    return {
      longest: Math.max(0, ...results.map(({ longest }) => longest)),
      waited: Math.max(0, ...results.map(({ waited }) => waited)),
    }
  }

  /** After kills: rotates until what they left half done is finished. */
  async settle() {
    if (!this.#isUnsettled()) return
    if (existsSync(`${this.file}.lock`)) await sleep(LOCK_STALE_MS)
    await this.start(this.#plan.kind === 'sized' ? 0 : 100)
    const end = Date.now() + 5000
    do await sleep(300)
    while (this.#isUnsettled() && Date.now() < end)
    await this.stop()
  }

  #isUnsettled() {
    const names = logFiles(this.folder)
    return existsSync(`${this.file}.lock`) || names.some((name) => isHidden(name) || names.includes(`${name}.gz`))
  }

  #look() {
    const lock = statSync(`${this.file}.lock`, { throwIfNoEntry: false })
    const now = Date.now()
    if (lock !== undefined && now - lock.birthtimeMs > HELD_UP_MS) {
      // Records have the writers' time, before their clock is set and after.
      for (const ahead of new Set([0, this.#clockAhead])) {
        this.#heldUp.push({ from: lock.birthtimeMs - STAMPED_MS + ahead, to: now + FOLLOWED_MS + ahead })
      }
    }
    const base = statSync(this.file, { throwIfNoEntry: false })
    if (base !== undefined) this.#bases.add(base.ino)
  }

  /** How many files had the name, of those that were seen. */
  get rotations() {
    return Math.max(0, this.#bases.size - 1)
  }

  /** See `countRecords`; to be called when all have stopped. */
  count() {
    this.#readHeldLocks()
    const hasRetention = (this.#plan.options?.backupCount ?? 0) > 0
    const isHeldUp = (created) => this.#heldUp.some(({ from, to }) => created * 1000 >= from && created * 1000 <= to)
    this.#readRemoved()
    const { padding } = this.#plan
    const settings = { hasRetention, isHeldUp, padding, excused: this.#excused, foreign: new Set(this.#foreign.keys()) }
    const { problems, ...counted } = countRecords(this.folder, [...this.#writers.keys()], settings)
    return {
      ...counted,
      left: counted.files.filter(isHidden).length,
      overwritten: this.#overwritten(),
      strays: this.#strays,
      problems,
    }
  }

  #readHeldLocks() {
    for (const line of readIfThere(this.#heldFile)?.split('\n').slice(0, -1) ?? []) {
      const [since, until] = line.split(' ').map(Number)
      this.#heldUp.push({ from: since - STAMPED_MS, to: until + FOLLOWED_MS })
    }
  }

  #overwritten() {
    return [...this.#foreign].filter(([name, text]) => readIfThere(join(this.folder, name)) !== text).length
  }

  /**
   * A writer's look at the name is good for a time: what is logged within it may go into the file that was just removed,
   * nothing that is logged later.
   */
  #readRemoved() {
    const goodForMs = this.#plan.options?.watchIntervalMs ?? LOOK_MS
    for (const { fd, size, at } of this.#removed) {
      const content = readFileSync(fd)
      for (const { name } of recordsIn(content.toString())) this.#excused.add(name)
      const after = recordsIn(content.subarray(size).toString())
      this.#strays += after.filter(({ created }) => created * 1000 > at + goodForMs + CLOCKS_MS).length
      closeSync(fd)
    }
    this.#removed = []
  }

  /** Ends what still runs. @param options.keep - Leaves the files for inspection. */
  remove({ keep = false } = {}) {
    clearInterval(this.#looking)
    for (const { child, isRunning } of this.#writers.values()) {
      if (!isRunning) continue
      if (child instanceof Worker) child.terminate()
      else child.kill('SIGKILL')
    }
    if (!keep) rmSync(this.folder, { recursive: true, force: true })
  }
}

const isHidden = (name) => name.startsWith('.')

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function isStopped(pid) {
  try {
    return / T /.test(readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/\(.*\)/, ''))
  } catch {
    return false
  }
}
