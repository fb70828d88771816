/**
 * Several processes in one: TimedRotatingFile objects that meet at every single file-system call.
 *
 *   world.at(7, () => world.write(b), () => world.write(a))   // b writes while a is stopped before its seventh call
 *   world.at(7, world.kill, () => world.write(a))             // a dies there; its lock and half done work stay
 *
 * Time is the world's own, so that a stopped process really was stopped for seconds. Every line that a write
 * acknowledged is remembered; `check` wants each of them in exactly one file and none torn.
 */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { RotatingFileOptions, TimedRotatingFileOptions } from '../../src/options/options.js'
import { RotatingFile } from '../../src/rotating-file.js'
import { setClock } from '../../src/testing.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import type { Job, Step } from '../../src/world/background.js'
import { type Environment, replaceEnvironment } from '../../src/world/environment.js'
import { OSError } from '../../src/world/errors.js'
import { type Kind, looksLike, plant } from './strangers.js'

class Killed extends Error {}

const CALLS = [
  'open',
  'close',
  'write',
  'read',
  'writeAt',
  'stat',
  'lstat',
  'fstat',
  'fchmod',
  'fchown',
  'link',
  'rename',
  'unlink',
  'readdir',
  'mkdir',
  'rmdir',
  'utimes',
] as const satisfies readonly (keyof Environment)[]
export type Call = (typeof CALLS)[number]

export interface Writable {
  write(text: string, seconds?: number): void
}

/** What happens before a call, instead of nothing: may throw. */
export type Event = (call: Call) => void

interface Watch {
  count: number
  readonly events: ReadonlyMap<number, Event>
  readonly afterwards: boolean
  dead: boolean
  busy: boolean
}

/** More than the default of `watchIntervalMs`, so that each write looks at the name, and learns how long the file is. */
const BETWEEN_WRITES_MS = 2
/** 2026-01-01 12:00:00 UTC, and a bit. */
const START_MS = 1_767_268_800_100

export class World {
  readonly folder = fs.mkdtempSync(join(tmpdir(), 'rotator-fault-'))
  readonly base = join(this.folder, 'app.log')
  milliseconds = START_MS
  readonly acknowledged: string[] = []
  /** Written or not: the writer did not live to say, or was told of an error. */
  readonly uncertain: string[] = []
  readonly errors: unknown[] = []
  /** Lines that an outsider took away. */
  readonly removed = new Set<string>()
  #watches: Watch[] = []
  readonly #open = new Set<number>()
  readonly #restore: () => void
  #lines = 0
  /** Work in the background that has not been done yet. */
  readonly jobs: Job[] = []
  /** Calls that always fail, by name: a file system without hard links, say. */
  readonly refuse = new Map<Call, string>()
  /** Which calls fail, by their name and their arguments: what a user may not do, say. */
  forbid: (call: Call, args: readonly unknown[]) => string | undefined = () => undefined
  /** What others put here, and what it looked like. */
  readonly #planted = new Map<string, string | undefined>()

  constructor() {
    setClock(() => BigInt(Math.round(this.milliseconds * 1e6)))
    this.#restore = replaceEnvironment((system) => ({
      ...Object.fromEntries(CALLS.map((call) => [call, this.#observed(call, system)])),
      monotonic: () => this.milliseconds,
      sleep: (milliseconds) => {
        this.milliseconds += milliseconds
      },
      background: (job) => void this.jobs.push(job),
    }))
  }

  [Symbol.dispose](): void {
    this.#restore()
    setClock(null)
    for (const fd of this.#open) fs.closeSync(fd)
    fs.rmSync(this.folder, { recursive: true, force: true })
  }

  #observed(call: Call, system: Environment) {
    const original = system[call] as (...args: unknown[]) => unknown
    return (...args: unknown[]) => {
      try {
        this.#meet(call, false)
      } catch (error) {
        // Linux releases a descriptor even when closing it fails.
        if (call === 'close' && !(error instanceof Killed)) this.#release(args[0] as number, system)
        throw error
      }
      const refused = this.refuse.get(call) ?? this.forbid(call, args)
      if (refused !== undefined) throw failure(refused, call)
      const result = original(...args)
      if (call === 'open') this.#open.add(result as number)
      if (call === 'close') this.#open.delete(args[0] as number)
      this.#meet(call, true)
      return result
    }
  }

  #release(fd: number, system: Environment): void {
    system.close(fd)
    this.#open.delete(fd)
  }

  /** The innermost process that is running makes the call; those it interrupted stand still. */
  #meet(call: Call, afterwards: boolean): void {
    const watch = this.#watches.at(-1)
    if (watch === undefined || watch.busy) return
    if (watch.dead) throw new Killed()
    if (watch.afterwards !== afterwards) return
    watch.count++
    const event = watch.events.get(watch.count)
    if (event === undefined) return
    watch.busy = true
    try {
      event(call)
    } catch (error) {
      watch.dead = error instanceof Killed
      throw error
    } finally {
      watch.busy = false
    }
  }

  /** Runs `action` and, before its nth call, `event`. @returns The number of calls that `action` made in all. */
  at(n: number, event: Event, action: () => void): number {
    return this.atEach(new Map([[n, event]]), action)
  }

  /** The same, with the event after that call. */
  after(n: number, event: Event, action: () => void): number {
    return this.atEach(new Map([[n, event]]), action, true)
  }

  /** The same with several events, each before a call of its own. */
  atEach(events: ReadonlyMap<number, Event>, action: () => void, afterwards = false): number {
    const watch: Watch = { count: 0, events, afterwards, dead: false, busy: false }
    this.#watches.push(watch)
    try {
      action()
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    } finally {
      this.#watches = this.#watches.filter((other) => other !== watch)
    }
    return watch.count
  }

  readonly kill: Event = () => {
    throw new Killed()
  }

  fail(code: string): Event {
    return (call) => {
      throw failure(code, call)
    }
  }

  file(options: TimedRotatingFileOptions = {}): TimedRotatingFile {
    return new TimedRotatingFile(this.base, { when: 's', utc: true, ...options })
  }

  /** Two lines fill it. */
  sized(options: RotatingFileOptions = {}): RotatingFile {
    return new RotatingFile(this.base, { maxBytes: 120, backupCount: 9, ...options })
  }

  /** One line, stamped now unless told otherwise. */
  write(file: Writable, seconds?: number): string {
    this.pass(BETWEEN_WRITES_MS)
    const line = `${this.#lines++} at ${this.milliseconds} ${'x'.repeat(20)} end`
    this.uncertain.push(line)
    try {
      file.write(`${line}\n`, seconds)
    } catch (error) {
      if (error instanceof Killed) throw error
      this.errors.push(error)
      if (!(error instanceof OSError && error.recordWritten)) return line
    }
    this.uncertain.splice(this.uncertain.indexOf(line), 1)
    this.acknowledged.push(line)
    return line
  }

  /** How many are open now, of all processes. */
  get descriptors(): number {
    return this.#open.size
  }

  /** What they are open on. */
  openFiles(): fs.Stats[] {
    return [...this.#open].map((fd) => fs.fstatSync(fd))
  }

  pass(milliseconds: number): void {
    this.milliseconds += milliseconds
  }

  /** So much time passes that the lock of a process that stands still counts as stale. */
  passUntilLockIsStale(): void {
    this.pass(2500)
    const lock = `${this.base}.lock`
    if (fs.existsSync(lock)) fs.utimesSync(lock, 1, 1)
  }

  /** Does the work in the background that has been ordered so far, one job after the other. */
  work(): void {
    for (const job of this.jobs.splice(0)) run(job, (milliseconds) => this.pass(milliseconds))
  }

  /** Every file's lines, by file name; names that share an inode each count. */
  files(): Map<string, string[]> {
    return new Map(this.#names().map((name) => [name, this.#text(name).split('\n').slice(0, -1)]))
  }

  /** But for what is a copy in the making. */
  #names(): string[] {
    return fs
      .readdirSync(this.folder)
      .filter((name) => !/\.lock$|\.gz-\w+$/.test(name) && fs.lstatSync(join(this.folder, name)).isFile())
  }

  #text(name: string): string {
    const bytes = fs.readFileSync(join(this.folder, name))
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  }

  /** As `rm` by somebody who knows nothing of us: the lines in the file go with it, and no others. */
  removeBase(): void {
    for (const line of this.files().get(basename(this.base)) ?? []) this.removed.add(line)
    fs.rmSync(this.base, { force: true })
  }

  /** As `mv` to a name that is none of ours. */
  moveAway(names: readonly string[]): void {
    for (const name of names)
      fs.renameSync(join(this.folder, name), join(this.folder, `moved-${this.#lines++}-${name}`))
  }

  /** Somebody else's file, under a name that we would like. */
  take(name: string): void {
    const line = `not ours ${this.#lines++}`
    fs.writeFileSync(join(this.folder, name), `${line}\n`)
    this.acknowledged.push(line)
  }

  /** Something that is no regular file, under a name that we would like. */
  plant(name: string, kind: Kind): void {
    const path = join(this.folder, name)
    plant(path, kind)
    // Of all, because two FIFOs are two links of one.
    for (const each of [path, ...this.#planted.keys()]) this.#planted.set(each, looksLike(each))
  }

  /** Lets somebody rotate once more, so that whatever was left half done is finished; then counts. */
  finish(file: Writable & { readonly compress: 'gzip' | null }, rotate = () => this.#rotate(file)): void {
    this.passUntilLockIsStale()
    this.write(file)
    rotate()
    if (file.compress !== 'gzip') return
    // What a dead compressor has left is cleared away when it has not been touched for ten seconds.
    this.pass(11_000)
    this.work()
    for (let time = 0; time < 2; time++) {
      rotate()
      this.work()
    }
  }

  #rotate(file: Writable): void {
    this.pass(1000)
    this.write(file)
  }

  /**
   * What is wrong, as sentences; nothing is, if the list is empty.
   *
   * @param excused - Lines that retention may have taken.
   */
  problems(excused: (line: string) => boolean = () => false): string[] {
    const files = this.files()
    const found = new Map<string, string[]>()
    for (const [name, lines] of files) {
      for (const line of lines) found.set(line, [...(found.get(line) ?? []), name])
    }
    const problems: string[] = []
    for (const line of this.acknowledged) {
      const names = found.get(line) ?? []
      // Who moves a file in the very moment it has two names gets one of them; that is a copy, and no loss.
      const ours = names.filter((name) => !name.startsWith('moved-'))
      if (ours.length > 1) problems.push(`twice, in ${names.join(' and ')}: ${line}`)
      if (names.length === 0 && !this.removed.has(line) && !excused(line)) problems.push(`lost: ${line}`)
    }
    const known = new Set([...this.acknowledged, ...this.uncertain, ''])
    for (const line of found.keys()) if (!known.has(line)) problems.push(`torn: ${line}`)
    for (const name of fs.readdirSync(this.folder)) {
      if (name.startsWith('.') && !this.#planted.has(join(this.folder, name))) problems.push(`left behind: ${name}`)
    }
    for (const [path, before] of this.#planted) if (looksLike(path) !== before) problems.push(`touched: ${path}`)
    for (const [name, lines] of files) {
      const torn = this.#text(name).split('\n').at(-1)
      if (torn !== '') problems.push(`no newline at the end of ${name} after ${lines.length} lines`)
    }
    return problems
  }

  /** The names of the backups, in order. */
  backups(): string[] {
    return [...this.files().keys()].filter((name) => name.startsWith(`${basename(this.base)}.`)).sort()
  }
}

function failure(code: string, call: string): Error {
  return Object.assign(new Error(`${code}: made to fail, ${call}`), { code, errno: -1, syscall: call })
}

function run(job: Job, pass: (milliseconds: number) => void): void {
  let next = job.next()
  while (!next.done) next = job.next(perform(next.value, pass))
}

function perform(step: Step, pass: (milliseconds: number) => void): number {
  if ('pauseMs' in step) {
    pass(step.pauseMs)
    return 0
  }
  const text = Buffer.alloc(fs.fstatSync(step.from).size)
  fs.readSync(step.from, text, 0, text.length, 0)
  const compressed = gzipSync(text)
  fs.writeSync(step.to, compressed, 0, compressed.length, step.at)
  return text.length
}
