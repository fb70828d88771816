/** A disk that is full, calls that are counted, and errors that are looked at: for tests of what is kept in memory. */
import { expect } from 'vitest'
import { type Environment, replaceEnvironment } from '../../src/world/environment.js'
import { OSError } from '../../src/world/errors.js'

let restore: (() => void)[] = []

/** Undoes the last replacement. */
export function restoreLast(): void {
  restore.pop()?.()
}

/** Undoes all replacements, the last one first. */
export function restoreAll(): void {
  for (const undo of restore.reverse()) undo()
  restore = []
}

/** Replaces calls of the environment until `restoreAll`. */
export function replace(calls: (current: Environment) => Partial<Environment>): void {
  restore.push(replaceEnvironment(calls))
}

/** Counts the calls that write to a file. */
export function countWrites(): () => number {
  let count = 0
  replace((current) => ({
    write(fd, data, offset) {
      count++
      return current.write(fd, data, offset)
    },
  }))
  return () => count
}

/** The disk takes so many bytes more; a call that it takes none of fails. */
export function fillDisk(code = 'ENOSPC') {
  const disk = { room: 0 }
  replace((current) => ({
    write(fd, data, offset) {
      const bytes = Buffer.from(data as string).subarray(offset)
      if (disk.room === 0) throw Object.assign(new Error(code), { code, errno: -28, syscall: 'write' })
      const written = current.write(fd, bytes.subarray(0, disk.room), 0)
      disk.room -= written
      return written
    },
  }))
  return disk
}

/** The OSError that an action throws; undefined where it throws nothing. */
export function errorOf(action: () => void): OSError | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(OSError)
    return error as OSError
  }
}
