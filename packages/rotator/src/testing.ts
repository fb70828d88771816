/**
 * For tests of programs that use this package: a clock of your own, and the file operations within reach.
 *
 *   setClock(() => 1767225600_000_000_000n)   it is New Year 2026, for records and for the birth of files alike
 *   setClock(null)                            the system's clock again
 *
 * A file's period begins with its birth, which the file system stamps with the real time. Under a clock of yours every
 * file that this package creates counts as born when that clock says; a file that was there before, at its last change
 * when it is first seen, so that `utimes` ages it. So it is under fake timers, too, which replace Date and nothing else:
 *
 *   vi.useFakeTimers()
 *   setClock(() => BigInt(Date.now()) * 1_000_000n)
 *   vi.advanceTimersByTime(86_400_000)        the next record rotates a file of `when: 'd'`
 *
 * @module
 */
import { constants } from 'node:fs'
import { type Environment, environment, type FileStat, replaceEnvironment } from './world/environment.js'

export { type Environment, type FileStat, replaceEnvironment } from './world/environment.js'

/** Nanoseconds since the epoch. */
export type Clock = () => bigint

let restore: (() => void) | null = null

/** Replaces the clock; null gives the system's back. */
export function setClock(clock: Clock | null): void {
  restore?.()
  restore = clock === null ? null : replaceEnvironment((system) => underClock(system, () => Number(clock()) / 1e6))
}

function underClock(system: Environment, now: () => number): Partial<Environment> {
  const births = new Map<string, number>()
  const changes = new Map<string, number>()
  // The number of a file that was removed is the next one's.
  const key = ({ dev, ino, birthtimeMs }: FileStat) => `${dev}:${ino}:${birthtimeMs}`
  const dated = (stat: FileStat): FileStat => {
    const born = births.get(key(stat)) ?? stat.mtimeMs
    births.set(key(stat), born)
    const { dev, ino, nlink, size, mode, uid, gid } = stat
    const times = { birthtimeMs: born, mtimeMs: born, ctimeMs: changes.get(key(stat)) ?? born }
    return {
      dev,
      ino,
      nlink,
      size,
      mode,
      uid,
      gid,
      ...times,
      isFile: () => stat.isFile(),
      isDirectory: () => stat.isDirectory(),
      isSymbolicLink: () => stat.isSymbolicLink(),
    }
  }
  const changed = (stat: FileStat | undefined) => {
    if (stat !== undefined) changes.set(key(stat), now())
  }
  return {
    now,
    open(path, flags, permissions) {
      const fd = system.open(path, flags, permissions)
      if (flags & constants.O_EXCL) {
        const made = system.fstat(fd)
        births.set(key(made), now())
        changed(made)
      }
      return fd
    },
    write(fd, data, offset) {
      changed(system.fstat(fd))
      return system.write(fd, data, offset)
    },
    stat(path) {
      const stat = system.stat(path)
      return stat === undefined || stat.isDirectory() ? stat : dated(stat)
    },
    lstat(path) {
      const stat = system.lstat(path)
      return stat?.isFile() ? dated(stat) : stat
    },
    fstat(fd) {
      const stat = system.fstat(fd)
      return stat.isDirectory() ? stat : dated(stat)
    },
    link(existing, name) {
      system.link(existing, name)
      changed(system.stat(name))
    },
    rename(from, to) {
      system.rename(from, to)
      changed(system.stat(to))
    },
    unlink(path) {
      const stat = system.stat(path)
      system.unlink(path)
      changed(stat)
      if (stat?.nlink === 1) births.delete(key(stat))
    },
  }
}

/** The time by which this package goes, in seconds since the epoch. */
export function currentTime(): number {
  return environment.now() / 1000
}
