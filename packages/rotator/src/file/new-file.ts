/**
 * Makes a new base that is complete before it has its name.
 *
 *   open(.app.log.….new)    nobody but us knows of it
 *   fchown, fchmod          the owner, the group and the permissions of the file before it
 *   link(.new, app.log)     never overwrites; taken: somebody else was faster
 *   unlink(.new)
 *
 * A file that has its name at once and its owner a moment later keeps the other users of the log out in between, and for
 * good if its process is killed there.
 */
import { constants } from 'node:fs'
import { environment, type FileStat } from '../world/environment.js'
import { temporaryName } from './hidden-names.js'
import { hasNoLinks, isVanished, unlinkIfThere } from './name-steps.js'

const NEW = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL
/** Python's, less the umask. */
export const DEFAULT_PERMISSIONS = 0o666

/**
 * @param permissions - Exactly; undefined: Python's 0o666 less the umask, and the process's own user and group.
 * @param before - The file whose owner and group the new one gets.
 * @returns A descriptor for appending.
 * @throws Node's error; EEXIST when the name is taken by now.
 */
export function makeFile(path: string, permissions: number | undefined, before: FileStat | undefined): number {
  if (permissions === undefined) return environment.open(path, NEW, DEFAULT_PERMISSIONS)
  const hidden = temporaryName(path, 'new')
  try {
    const fd = environment.open(hidden, NEW, permissions)
    return nameFile(fd, hidden, path, permissions, before)
  } catch (error) {
    if (!hasNoLinks(error)) throw about(path, error)
  }
  const fd = environment.open(path, NEW, permissions)
  makeAlike(fd, permissions, before)
  return fd
}

function nameFile(fd: number, hidden: string, path: string, permissions: number, before?: FileStat): number {
  let isNamed = false
  try {
    makeAlike(fd, permissions, before)
    environment.link(hidden, path)
    isNamed = true
    return fd
  } catch (error) {
    // Somebody took our name for a leftover: that is as if somebody else had been faster.
    if (isVanished(error, hidden)) throw Object.assign(new Error(`EEXIST: ${path}`), { code: 'EEXIST' })
    throw error
  } finally {
    if (!isNamed) quietly(() => environment.close(fd))
    // What stays, the next rotation sweeps.
    quietly(() => unlinkIfThere(hidden))
  }
}

/** The user knows of no hidden name. */
function about(path: string, error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Object.assign(error, { path, dest: undefined }) : error
}

/**
 * Gives a file the owner, the group and the permissions of another: a process of root's that rotates a service's file
 * must not lock the service out. Who may not give the owner may still give the group. Nobody fails for want of either.
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
