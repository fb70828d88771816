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
import { isSameFile } from './file-identity.js'
import { isBeingRemoved, kindOfFile, stateOf } from './named-file.js'

/**
 * @param path - The file to be rotated; it need not exist.
 * @returns Releases the lock and never throws. null while somebody else holds it.
 * @throws OSError ERR_LOG_LOCK_BLOCKED when something that is not a lock has its name; another OSError when the folder
 *   does not let us.
 */
export function tryLock(path: string): (() => void) | null {
  try {
    return lock(path, lockPath(path))
  } catch (error) {
    // The folder of the file is gone, which opening the file will tell.
    if (errorCode(error) === 'ENOENT') return null
    throw osError(error)
  }
}

/** The name of the lock of a file. */
export function lockPath(path: string): string {
  return `${path}.lock`
}

function lock(path: string, name: string): (() => void) | null {
  if (!make(name)) {
    const held = stateOf(name)
    if (held !== undefined) {
      if (!held.isDirectory()) throw blocked(path, name, held)
      if (!isStale(held)) return null
      const remnant = removeStale(name, held)
      if (remnant === 'of another user') return lock(path, lockPath(`${path}.${process.geteuid?.()}`))
      if (remnant === 'not empty') throw blocked(path, name, held)
    }
    if (!make(name)) return null
  }
  const ours = environment.lstat(name)
  return () => release(name, ours)
}

function make(name: string): boolean {
  try {
    environment.mkdir(name)
    return true
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' && !isBeingRemoved(name)) throw error
    return false
  }
}

/**
 * Removes the lock of a process that is dead or stopped.
 *
 * In a sticky folder nobody but its owner can. There only the owner of the base may rotate it, too, so that a lock among
 * the processes of one user does.
 *
 * @returns Why it is still there.
 */
function removeStale(name: string, held: FileStat): 'of another user' | 'not empty' | undefined {
  try {
    environment.rmdir(name)
    return undefined
  } catch (error) {
    switch (errorCode(error)) {
      case 'ENOENT':
        return undefined
      case 'ENOTEMPTY':
      case 'EEXIST':
        return 'not empty'
      case 'EPERM':
      case 'EACCES':
        if (held.uid !== process.geteuid?.()) return 'of another user'
        throw error
      default:
        throw error
    }
  }
}

/**
 * Whether a lock is too old. The system's clock decides, which dates the folder: that of the environment may be a
 * test's.
 */
function isStale({ mtimeMs }: FileStat): boolean {
  const age = Date.now() - mtimeMs
  return age > STALE_LOCK_MS || age < -FAR_AHEAD_MS
}

/** A lock that somebody took from us is not ours to release; one that cannot be removed becomes stale. */
function release(name: string, ours: FileStat | undefined): void {
  try {
    if (isSameFile(environment.lstat(name), ours)) environment.rmdir(name)
  } catch {
    // Said above.
  }
}

function blocked(path: string, name: string, found: FileStat): OSError {
  const [what, remove] = found.isFile()
    ? ['a regular file', 'that file']
    : found.isDirectory()
      ? ['a folder with files in it', 'that folder']
      : [kindOfFile(found), 'it']
  return new OSError(`Cannot lock ${path}: ${name} is ${what}, not a lock.`, {
    code: 'ERR_LOG_LOCK_BLOCKED',
    filename: name,
    advice: `Remove or rename ${remove}.`,
  })
}
