/**
 * A lock beside the file, app.log.lock, that serialises rotations between processes: a folder, which only one can make.
 *
 *   const release = tryLock('/var/log/app.log')   // null: somebody else holds it
 *
 * It saves work and nothing more. It is a lease without an owner: two processes that see it stale can both get it. No
 * line depends on it; rotate.ts keeps the data when the lock is stolen.
 *
 * Everything between lock and release is synchronous, so the lock needs neither a timer that renews it nor listeners for
 * signals, and nothing is loaded for it: a process's first rotation is no slower than the next. docs/decisions.md says why
 * it is not proper-lockfile's, with which it shares name, age and meaning.
 */
import { environment, type FileStat } from '../world/environment.js'
import { errorCode, OSError, osError } from '../world/errors.js'
import { FAR_AHEAD_MS, STALE_LOCK_MS } from '../world/timings.js'
import { isSameFile } from './file-identity.js'
import { kindOfFile } from './named-file.js'

/** Gives a lock back; never throws. */
export type Release = () => void

/**
 * @param path - The file to be rotated; it need not exist.
 * @returns Null while somebody else holds it, and where its folder is gone.
 * @throws OSError ERR_LOG_LOCK_BLOCKED when something that is not a lock has its name; another OSError when the folder
 *   does not let us.
 */
export function tryLock(path: string): Release | null {
  const lock = lockPath(path)
  try {
    return tryLockNamed(path, lock)
  } catch (error) {
    // In a sticky folder nobody but its owner can remove the lock of a dead process. There only the owner of the base
    // may rotate, too, so a lock among the processes of one user does.
    if (!isRefusal(error) || !isDead(lookAt(lock))) throw error
    return tryLockNamed(path, lockPath(`${path}.${process.geteuid?.()}`))
  }
}

/** The name of the lock of a file. */
export function lockPath(path: string): string {
  return `${path}.lock`
}

function tryLockNamed(path: string, lock: string): Release | null {
  try {
    const taken = take(lock)
    if (taken !== null) return taken
    const held = environment.lstat(lock)
    if (held === undefined) return null
    if (!held.isDirectory()) throw blocked(path, lock, held)
    if (!isDead(held)) return null
    environment.rmdir(lock)
    return take(lock)
  } catch (error) {
    // Somebody else took over from the dead one first, or the folder is gone; opening the file will tell.
    if (errorCode(error) === 'ENOENT') return null
    throw readable(error, path, lock)
  }
}

/** @returns Null when something has the name. */
function take(lock: string): Release | null {
  try {
    environment.mkdir(lock)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return null
    throw error
  }
  const ours = lookAt(lock)
  return () => {
    try {
      // We were stopped for so long that somebody took us for dead: then the lock is theirs.
      if (isSameFile(ours, environment.lstat(lock))) environment.rmdir(lock)
    } catch {
      // What cannot be removed becomes stale.
    }
  }
}

const isRefusal = (error: unknown) => errorCode(error) === 'EPERM' || errorCode(error) === 'EACCES'

/** Whether a lock belongs to a dead process. By the system's clock, which is the file system's, whatever a test has set. */
function isDead(held: FileStat | undefined): boolean {
  if (held === undefined || !held.isDirectory()) return false
  return Date.now() - held.mtimeMs > STALE_LOCK_MS || held.mtimeMs > Date.now() + FAR_AHEAD_MS
}

function readable(error: unknown, path: string, lock: string): unknown {
  if (!NOT_EMPTY.has(errorCode(error) ?? '')) return osError(error)
  const found = lookAt(lock)
  return found === undefined ? osError(error) : blocked(path, lock, found, error)
}

/** What removing a folder says that has files in it. */
const NOT_EMPTY = new Set(['ENOTEMPTY', 'EEXIST'])

function lookAt(path: string): FileStat | undefined {
  try {
    return environment.lstat(path)
  } catch {
    return undefined
  }
}

function blocked(path: string, lock: string, found: FileStat, cause?: unknown): OSError {
  const [what, remove] = found.isFile()
    ? ['a regular file', 'that file']
    : found.isDirectory()
      ? ['a folder with files in it', 'that folder']
      : [kindOfFile(found), 'it']
  return new OSError(`Cannot lock ${path}: ${lock} is ${what}, not a lock.`, {
    code: 'ERR_LOG_LOCK_BLOCKED',
    filename: lock,
    advice: `Remove or rename ${remove}.`,
    cause,
  })
}
