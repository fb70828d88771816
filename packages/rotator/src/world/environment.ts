/**
 * Everything this package asks of the world: files, the clocks, sleep, and who we are.
 *
 *   environment.stat('/var/log/app.log')?.ino
 *
 * One object and one place, so that a test can stop, kill or fail the protocol at every single call
 * (test/fault/), and so that a reader can see what the rotation rests on. Nothing here decides anything.
 *
 * Surprising: `stat` answers undefined for a name that is not there, because for a watcher of log files that is an
 * answer and not an error, and because an exception would cost ten times the call.
 */
import {
  type BigIntStats,
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statfsSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { type Job, runInBackground } from './background.js'
import type { FileStat } from './file-stat.js'
import { ntfsStat, patiently } from './windows.js'

export type { FileStat }

/** The calls by which this package asks the world: files, clocks, sleep, and the names of process and thread. */
export interface Environment {
  /** Returns the milliseconds since the epoch, on the clock that can be set. */
  now(): number
  /** Returns the milliseconds since some start, on a clock that only goes forward. */
  monotonic(): number
  /** Blocks the thread. */
  sleep(milliseconds: number): void
  /** Node's name of the operating system. */
  platform(): string
  /** Differs between all processes and threads that can share a file, also across containers. */
  writerId(): string

  open(path: string, flags: number, permissions: number): number
  close(fd: number): void
  /** Writes from byte `offset` on; returns the number of bytes written, which may be fewer than there are. */
  write(fd: number, data: string | Uint8Array, offset: number): number
  /** Fills `buffer` from a position of the file on; returns the number of bytes, 0 at the end. */
  read(fd: number, buffer: Uint8Array, position: number): number
  /** Writes all of it at a position of a file that nobody else writes. */
  writeAt(fd: number, data: Uint8Array, position: number): void
  /** Returns the end of the last write through this descriptor; undefined where the system does not say. */
  endOfLastWrite(fd: number): number | undefined
  /** Follows symbolic links. */
  stat(path: string): FileStat | undefined
  /** Does not follow them. */
  lstat(path: string): FileStat | undefined
  fstat(fd: number): FileStat
  fchmod(fd: number, permissions: number): void
  fchown(fd: number, uid: number, gid: number): void
  link(existing: string, name: string): void
  rename(from: string, to: string): void
  unlink(path: string): void
  readdir(folder: string): string[]
  /** Returns the path that a symbolic link has; undefined for a path that is none. */
  linkTarget(path: string): string | undefined
  /** The path without symbolic links. */
  realPath(path: string): string
  /** Whether the time of birth is a file's own; elsewhere it is that of its last change, or nothing. */
  tellsBirths(): boolean
  /** The kind of file system a path is on, as Linux numbers them; undefined elsewhere. */
  fileSystem(path: string): number | undefined

  /** Sets the times of a file, or of a link itself. */
  utimes(path: string, accessed: Date, modified: Date): void
  /** For the lock alone. */
  mkdir(path: string): void
  /** For the lock, and as a question that changes nothing (rename-permission.ts). */
  rmdir(path: string): void

  /** Does work that nobody waits for, between the turns of the event loop. */
  background(job: Job): void
}

const QUIET = { throwIfNoEntry: false } as const
const sleeper = new Int32Array(new SharedArrayBuffer(4))
let ownId: string | undefined
/** A process's folder has no birth: where Node gives it one, it does so for all files (an old kernel, a sandbox). */
let areBirthsTold: boolean | undefined
/** The `hrtime` of the process as it is now: a clock that a test has set does not tell how long we were stopped. */
const { hrtime } = process
/** The milliseconds of sleep that the clock knows nothing of. */
let uncounted = 0

const system: Environment = {
  now: () => Date.now(),
  monotonic: () => {
    const [seconds, nanoseconds] = hrtime()
    return seconds * 1e3 + nanoseconds / 1e6 + uncounted
  },
  sleep: (milliseconds) => {
    const before = system.monotonic()
    Atomics.wait(sleeper, 0, 0, milliseconds)
    // A test's fake timers stop the clock where they were there before us. A wait that goes by it must end all the same.
    if (system.monotonic() === before) uncounted += milliseconds
  },
  platform: () => process.platform,
  // Two containers may both run as process 1 and write to one volume, and a thread has its process's number: hence the
  // random part. The number of the thread would do for the latter; to ask for it loads all of Node's streams, 10 ms.
  writerId: () => {
    ownId ??= `${process.pid}-${Math.random().toString(36).slice(2, 10)}`
    return ownId
  },

  open: (path, flags, permissions) => openSync(path, flags, permissions),
  close: (fd) => closeSync(fd),
  // A string goes to the kernel without a Buffer of its own (measured: faster); one that is cut short becomes bytes.
  write: (fd, data, offset) =>
    typeof data === 'string' ? writeSync(fd, data) : writeSync(fd, data, offset, data.length - offset),
  read: (fd, buffer, position) => readSync(fd, buffer, 0, buffer.length, position),
  writeAt: (fd, data, position) => {
    for (let done = 0; done < data.length; ) done += writeSync(fd, data, done, data.length - done, position + done)
  },
  endOfLastWrite: (fd) => {
    try {
      const [, position] = /^pos:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8')) ?? []
      return position === undefined ? undefined : Number(position)
    } catch {
      return undefined
    }
  },
  stat: (path) => statSync(path, QUIET),
  lstat: (path) => lstatSync(path, QUIET),
  fstat: (fd) => fstatSync(fd),
  fchmod: (fd, permissions) => fchmodSync(fd, permissions),
  fchown: (fd, uid, gid) => fchownSync(fd, uid, gid),
  link: (existing, name) => linkSync(existing, name),
  rename: (from, to) => renameSync(from, to),
  unlink: (path) => unlinkSync(path),
  readdir: (folder) => readdirSync(folder),
  linkTarget: (path) => (lstatSync(path, QUIET)?.isSymbolicLink() ? readlinkSync(path) : undefined),
  realPath: (path) => realpathSync(path),
  tellsBirths: () => {
    try {
      areBirthsTold ??= process.platform !== 'linux' || statSync('/proc/self', QUIET)?.birthtimeMs === 0
    } catch {
      // Node's permission model.
      areBirthsTold = false
    }
    return areBirthsTold
  },
  fileSystem: (path) => (process.platform === 'linux' ? statfsSync(path).type : undefined),

  utimes: (path, accessed, modified) => lutimesSync(path, accessed, modified),
  mkdir: (path) => {
    mkdirSync(path)
  },
  rmdir: (path) => rmdirSync(path),

  background: runInBackground,
}

const onWindows: Partial<Environment> = {
  stat: (path) => withNtfs(statSync(path, { ...QUIET, bigint: true })),
  lstat: (path) => withNtfs(lstatSync(path, { ...QUIET, bigint: true })),
  fstat: (fd) => ntfsStat(fstatSync(fd, { bigint: true })),
  link: (existing, name) => patiently(() => linkSync(existing, name), system.sleep),
  rename: (from, to) => patiently(() => renameSync(from, to), system.sleep),
  unlink: (path) => patiently(() => unlinkSync(path), system.sleep),
  rmdir: (path) => patiently(() => rmdirSync(path), system.sleep),
  tellsBirths: () => false,
}

function withNtfs(stat: BigIntStats | undefined): FileStat | undefined {
  return stat === undefined ? undefined : ntfsStat(stat)
}

if (process.platform === 'win32') Object.assign(system, onWindows)

/**
 * The environment of the whole package. Read through the object at every call, never taken apart: it can be replaced.
 */
export const environment: Environment = { ...system }

/**
 * Replaces some of it, for tests.
 *
 * @param replace - Given what is there now, answers the calls that take its place; they may call on to the old ones.
 * @returns Puts back what was there before.
 */
export function replaceEnvironment(replace: (current: Environment) => Partial<Environment>): () => void {
  const before = { ...environment }
  Object.assign(environment, replace(before))
  return () => {
    Object.assign(environment, before)
  }
}
