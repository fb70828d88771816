/**
 * A lock beside the file, app.log.lock, that serialises rotations between processes.
 *
 *   const release = tryLock('/var/log/app.log')   // null: somebody else holds it
 *
 * It is a folder, because making one is atomic everywhere, and its time of change says how old it is. It saves work and
 * nothing more: it is a lease without an owner, which two processes that see it stale can both get. No line depends on
 * it; rotate.ts keeps the data when the lock is stolen.
 *
 * It is never refreshed, since everything between lock and release is synchronous. Python processes make the same lock
 * (examples/python-beside), and so did proper-lockfile, which this package once used: that patched fs.close and brought
 * listeners for signals, which cannot be found and taken away again in a bundle.
 */
import { environment, type FileStat } from '../world/environment.js'
import { errorCode, OSError, osError } from '../world/errors.js'
import { FAR_AHEAD_MS, STALE_LOCK_MS } from '../world/timings.js'

/**
 * @param path - The file to be rotated; it need not exist.
 * @returns Releases the lock and never throws. null while somebody else holds it.
 * @throws OSError ERR_LOG_LOCK_BLOCKED when something that is not a lock has its name; another OSError when the folder
 *   does not let us.
 */
export function tryLock(path: string): (() => void) | null {
  const lock = lockPath(path)
  try {
    if (!make(lock) && !takeOver(lock, path)) return null
    const ours = environment.stat(lock)
    return () => release(lock, ours)
  } catch (error) {
    // The folder of the file is gone, which opening the file will tell.
    if (errorCode(error) === 'ENOENT') return null
    throw readable(error, path)
  }
}

/** The name of the lock of a file. */
export function lockPath(path: string): string {
  return `${path}.lock`
}

function make(lock: string): boolean {
  try {
    environment.mkdir(lock)
    return true
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    return false
  }
}

/** Removes the lock of a process that is dead or stopped, and takes it. */
function takeOver(lock: string, path: string): boolean {
  const held = environment.stat(lock)
  if (held === undefined) {
    if (make(lock)) return true
    if (isLink(lock)) throw blocked(path, 'a link that leads nowhere, not a lock', 'link')
    return false
  }
  if (!held.isDirectory()) throw blocked(path, 'a regular file, not a lock', 'file')
  if (!isStale(held)) return false
  try {
    environment.rmdir(lock)
  } catch (error) {
    // Somebody else was faster.
    if (errorCode(error) !== 'ENOENT') throw error
  }
  return make(lock)
}

function isLink(lock: string): boolean {
  try {
    return environment.isLink(lock)
  } catch {
    // It was a lock, and has been released.
    return false
  }
}

/** By the system's clock, which dates the folder: that of the environment may be a test's. */
function isStale({ mtimeMs }: FileStat): boolean {
  const age = Date.now() - mtimeMs
  return age > STALE_LOCK_MS || age < -FAR_AHEAD_MS
}

/** A lock that somebody took from us is not ours to release; one that cannot be removed becomes stale. */
function release(lock: string, ours: FileStat | undefined): void {
  try {
    const now = environment.stat(lock)
    if (now?.ino === ours?.ino && now?.dev === ours?.dev) environment.rmdir(lock)
  } catch {
    // Said above.
  }
}

function readable(error: unknown, path: string): unknown {
  switch (errorCode(error)) {
    case 'ENOTEMPTY':
    case 'EEXIST':
      return blocked(path, 'a folder with files in it, not a lock', 'folder', error)
    default:
      return osError(error)
  }
}

function blocked(path: string, what: string, remove: 'file' | 'folder' | 'link', cause?: unknown): OSError {
  return new OSError(`Cannot lock ${path}: ${lockPath(path)} is ${what}.`, {
    code: 'ERR_LOG_LOCK_BLOCKED',
    filename: lockPath(path),
    advice: `Remove or rename that ${remove}.`,
    cause,
  })
}
