/**
 * A lock beside the file, app.log.lock, that serialises rotations between processes.
 *
 *   const release = tryLock('/var/log/app.log')   // null: somebody else holds it
 *
 * It saves work and nothing more. It is a lease without an owner: two processes that see it stale can both get it, and
 * a victim's release removes the thief's. No line depends on it; rotate.ts keeps the data when the lock is stolen.
 *
 * proper-lockfile is not loaded at import, because loading it patches fs.close and takes some milliseconds; who writes a
 * few records never loads it. The signal listeners that it brings are taken away at once. Its refresh timer never fires here: everything between lock and
 * release is synchronous.
 */
import { environment, type FileStat } from '../world/environment.js'
import { errorCode, OSError, osError } from '../world/errors.js'
import { FAR_AHEAD_MS, STALE_LOCK_MS } from '../world/timings.js'
import { kindOfFile } from './named-file.js'

/**
 * @param path - The file to be rotated; it need not exist.
 * @returns Releases the lock and never throws. null while somebody else holds it.
 * @throws OSError ERR_LOG_LOCK_BLOCKED when something that is not a lock has its name; another OSError when the folder
 *   does not let us.
 */
export function tryLock(path: string): (() => void) | null {
  const lock = lockPath(path)
  try {
    return tryLockNamed(path, lock)
  } catch (error) {
    // In a sticky folder nobody but its owner can remove the lock of a dead process. There only the owner of the base
    // may rotate, too, so a lock among the processes of one user does.
    if (!isRefusal(error) || !isDead(lock)) throw error
    return tryLockNamed(path, lockPath(`${path}.${process.geteuid?.()}`))
  }
}

function tryLockNamed(path: string, lock: string): (() => void) | null {
  try {
    return quiet(lockOnce(path, lock))
  } catch (error) {
    // Gone between making and dating it: a thief took us for dead. (Or the folder is gone; opening the file will tell.)
    if (errorCode(error) === 'ENOENT') return null
    if (errorCode(error) !== 'ELOCKED') throw readable(error, path, lock)
  }
  try {
    const held = environment.lstat(lock)
    if (held !== undefined && !held.isDirectory()) throw blocked(path, lock, held)
    if (held === undefined || held.mtimeMs < Date.now() + FAR_AHEAD_MS) return null
    environment.rmdir(lock)
    return quiet(lockOnce(path, lock))
  } catch (error) {
    if (errorCode(error) === 'ELOCKED' || errorCode(error) === 'ENOENT') return null
    throw readable(error, path, lock)
  }
}

const isRefusal = (error: unknown) => errorCode(error) === 'EPERM' || errorCode(error) === 'EACCES'

/** proper-lockfile dates its locks by the system's clock. */
function isDead(lock: string): boolean {
  const held = lookAt(lock)
  if (held === undefined || !held.isDirectory()) return false
  return Date.now() - held.mtimeMs > STALE_LOCK_MS || held.mtimeMs > Date.now() + FAR_AHEAD_MS
}

/** The name of the lock of a file. */
export function lockPath(path: string): string {
  return `${path}.lock`
}

/** Loads what a lock needs, some milliseconds of work, so that the first lock is no slower than the next. */
export function prepareLock(): void {
  load()
}

let loaded: typeof import('proper-lockfile') | null = null

function load(): typeof import('proper-lockfile') {
  loaded ??= withoutSignals(() => require('proper-lockfile') as typeof import('proper-lockfile'))
  return loaded
}

/**
 * Loads what brings signal-exit along, and has that take its listeners away again. They would kill a program that shuts
 * down by `process.once('SIGTERM', …)`: once that listener has been called, they find themselves alone. They are for locks
 * that are held when a signal comes; ours never are, because no listener is called between lock and release.
 */
function withoutSignals<T>(loadIt: () => T): T {
  // Node ignores this signal so that a write beyond the limit (ulimit -f) is an error, EFBIG; without any listener, once
  // there was one, the process would die of it.
  process.on('SIGXFSZ', () => {})
  const signalExit = findSignalExit()
  const result = loadIt()
  signalExit?.unload()
  return result
}

/** Null where somebody uses it already, whose listeners stay, or where it cannot be found, because all is bundled. */
function findSignalExit(): { unload(): void } | null {
  const { createRequire } = require('node:module') as typeof import('node:module')
  try {
    const requireIts = createRequire(require.resolve('proper-lockfile'))
    const isInUse = require.cache[requireIts.resolve('signal-exit')] !== undefined
    return isInUse ? null : (requireIts('signal-exit') as { unload(): void })
  } catch {
    return null
  }
}

function lockOnce(path: string, lock: string): () => void {
  return load().lockSync(path, {
    lockfilePath: lock,
    // The default wants the file to exist, and looks for the lock under another name once the file was renamed.
    realpath: false,
    stale: STALE_LOCK_MS,
    // The default throws inside a timer: a holder that was stopped too long would die on waking.
    onCompromised: () => {},
    fs: {
      mkdirSync: (name: string) => environment.mkdir(name),
      rmdirSync: (name: string) => environment.rmdir(name),
      utimesSync: (name: string, accessed: Date, modified: Date) => environment.utimes(name, accessed, modified),
      statSync: (name: string) => {
        const stat = environment.lstat(name)
        if (stat === undefined) throw Object.assign(new Error(`ENOENT: ${name}`), { code: 'ENOENT' })
        return { mtime: new Date(stat.mtimeMs) }
      },
    },
  })
}

/** A lock that somebody took from us is not ours to release; one that cannot be removed becomes stale. */
function quiet(release: () => void): () => void {
  return () => {
    try {
      release()
    } catch {
      // Said above.
    }
  }
}

function readable(error: unknown, path: string, lock: string): unknown {
  switch (errorCode(error)) {
    case 'ENOTDIR':
    case 'ENOTEMPTY':
    case 'EEXIST': {
      const found = lookAt(lock)
      return found === undefined ? osError(error) : blocked(path, lock, found, error)
    }
    default:
      return osError(error)
  }
}

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
