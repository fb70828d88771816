/**
 * Makes a new base that is complete before it has its name.
 *
 *   open(.app.log.….new)    nobody but us knows of it; made once more if its birth is told as that of the second before
 *   fchown, fchmod          the owner, the group and the permissions of the file before it
 *   write                   the byte order mark, where texts have one
 *   link(.new, app.log)     never overwrites; taken: somebody else was faster
 *   unlink(.new)
 *
 * A file that has its name at once and its owner a moment later keeps the other users of the log out in between, and for
 * good if its process is killed there.
 */
import { constants } from 'node:fs'
import { environment, type FileStat } from '../world/environment.js'
import { STAMP_LAG_MS } from '../world/timings.js'
import { temporaryName } from './hidden-names.js'
import { hasNoLinks, isVanished, unlinkIfThere } from './name-steps.js'

const NEW = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL
/** Python's, less the umask. */
export const DEFAULT_PERMISSIONS = 0o666

/** The properties that a new file gets. */
export interface NewFile {
  /** The permissions, exactly; undefined: Python's 0o666 less the umask, and the process's own user and group. */
  readonly permissions: number | undefined
  /** The file whose owner and group the new one gets. */
  readonly before: FileStat | undefined
  /** Whether the second of its birth decides about its period. */
  readonly isDated: boolean
  /** The bytes that it begins with: written by two processes at once, they would stand there twice. */
  readonly mark: Uint8Array | null
}

/**
 * @returns A descriptor for appending.
 * @throws Node's error; EEXIST when the name is taken by now.
 */
export function makeFile(path: string, like: NewFile): number {
  const now = environment.now()
  const couldBeBackdated = like.isDated && now % 1000 < STAMP_LAG_MS
  const isReadyAtOnce = like.permissions === undefined && like.mark === null && !couldBeBackdated
  if (isReadyAtOnce) return environment.open(path, NEW, DEFAULT_PERMISSIONS)
  try {
    return makeHidden(path, like, couldBeBackdated ? now : -Infinity)
  } catch (error) {
    if (!hasNoLinks(error)) throw about(path, error)
  }
  if (couldBeBackdated) environment.sleep(STAMP_LAG_MS)
  const fd = environment.open(path, NEW, like.permissions ?? DEFAULT_PERMISSIONS)
  makeLike(fd, like)
  return fd
}

/**
 * @param since - The file is to be born in this second or later, in milliseconds since the epoch. A kernel stamps files by
 *   a clock that ticks, and one that is made when a period begins can look as if it were of the period before.
 */
function makeHidden(path: string, like: NewFile, since: number): number {
  for (let waitedMs = 0; ; waitedMs++) {
    const hidden = temporaryName(path, 'new')
    const fd = environment.open(hidden, NEW, like.permissions ?? DEFAULT_PERMISSIONS)
    if (!isBackdated(fd, since) || waitedMs >= STAMP_LAG_MS) return nameFile(fd, hidden, path, like)
    quietly(() => environment.close(fd))
    quietly(() => unlinkIfThere(hidden))
    environment.sleep(1)
  }
}

function isBackdated(fd: number, since: number): boolean {
  if (since === -Infinity) return false
  const { birthtimeMs, mtimeMs } = environment.fstat(fd)
  return Math.floor((birthtimeMs > 0 ? birthtimeMs : mtimeMs) / 1000) < Math.floor(since / 1000)
}

function nameFile(fd: number, hidden: string, path: string, like: NewFile): number {
  let isNamed = false
  try {
    makeLike(fd, like)
    writeMark(fd, like)
    environment.link(hidden, path)
    isNamed = true
    return fd
  } catch (error) {
    // Somebody took our name for a leftover: that is as if somebody else had been faster.
    if (isVanished(error, hidden)) throw Object.assign(new Error(`EEXIST: ${path}`), { code: 'EEXIST' })
    throw error
  } finally {
    if (!isNamed) quietly(() => environment.close(fd))
    // A hidden name that stays is swept by the next rotation.
    quietly(() => unlinkIfThere(hidden))
  }
}

/** Writes the mark. Where the disk is full, the first record that is written brings it along. */
function writeMark(fd: number, { mark }: NewFile): void {
  if (mark !== null) quietly(() => environment.write(fd, mark, 0))
}

function makeLike(fd: number, { permissions, before }: NewFile): void {
  if (permissions !== undefined) makeAlike(fd, permissions, before)
}

/** The user knows of no hidden name. */
function about(path: string, error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Object.assign(error, { path, dest: undefined }) : error
}

/**
 * Gives a file the owner, the group and the permissions of another: a process of root's that rotates a service's file
 * must not lock the service out. A process that may not give the owner may still give the group. None fails for want of
 * either.
 */
export function makeAlike(fd: number, permissions: number, before: FileStat | undefined): void {
  quietly(() => {
    const made = environment.fstat(fd)
    if (before === undefined || (made.uid === before.uid && made.gid === before.gid)) return
    if (!quietly(() => environment.fchown(fd, before.uid, before.gid)) && made.gid !== before.gid) {
      environment.fchown(fd, made.uid, before.gid)
    }
  })
  quietly(() => environment.fchmod(fd, permissions))
}

/** @returns Whether it succeeded. */
function quietly(action: () => void): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
