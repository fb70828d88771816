/**
 * The steps of which a rotation is made, each harmless wherever a process is stopped: no name is overwritten, and no
 * name is removed before it is known what it leads to.
 */
import { environment, type FileStat } from '../world/environment.js'
import { errorCode } from '../world/errors.js'
import { isSameFile } from './file-identity.js'
import { type Kind, oldKind, temporaryName } from './hidden-names.js'
import { fileNamed, isTaken, stateOf } from './named-file.js'

/**
 * Removes a name if it leads to the file that was chosen.
 *
 * Between the choice and the removal this process may have been stopped for an hour, and the name may lead elsewhere.
 * So it is moved aside, looked at, and given back if it is another file's.
 */
export function removeName(base: string, path: string, chosen: FileStat, kind: Kind = oldKind(path)): void {
  if (!isSameFile(fileNamed(path), chosen)) return
  const aside = moveAside(base, path, kind)
  if (aside === undefined) return
  const moved = stateOf(aside)
  if (isSameFile(moved, chosen)) unlinkIfThere(aside)
  else if (moved !== undefined) putBack(aside, path)
}

/** Renames to a hidden name. @returns That name; undefined when the old one was gone. */
export function moveAside(base: string, path: string, kind: Kind): string | undefined {
  const aside = temporaryName(base, kind)
  try {
    environment.rename(path, aside)
    return aside
  } catch (error) {
    if (isVanished(error, path)) return undefined
    throw error
  }
}

/** Gives a name back. Where it is taken meanwhile the file stays hidden, and the next rotation names it. */
export function putBack(aside: string, path: string): void {
  try {
    environment.link(aside, path)
    unlinkIfThere(aside)
  } catch (error) {
    if (isOfFollowedLink(error)) renameUnlessTaken(aside, path)
    else if (errorCode(error) !== 'EEXIST' && !hasNoLinks(error) && !isVanished(error, aside)) throw error
  }
}

/** macOS makes a hard link of what a symbolic link leads to, which may be on another volume: it is given back by a rename. */
export function isOfFollowedLink(error: unknown): boolean {
  return errorCode(error) === 'EXDEV'
}

/** Removes a name; that it is gone already is as good. */
export function unlinkIfThere(path: string): void {
  try {
    environment.unlink(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}

/** Renames to a free name. Without hard links it is the lock alone that keeps others from taking it in between. */
export function renameUnlessTaken(from: string, to: string): boolean {
  if (isTaken(to)) return false
  environment.rename(from, to)
  return true
}

/** Whether a call failed because its file is gone, and not because of a missing folder it was to go to. */
export function isVanished(error: unknown, path: string): boolean {
  return errorCode(error) === 'ENOENT' && !isTaken(path)
}

/**
 * FAT, many network and some FUSE file systems; EISDIR is exFAT's under Windows. EMLINK: a file can have no further name.
 * EPERM comes from a file system without hard links, and from one that forbids this very link; that a rename is allowed
 * has been asked before (rename-permission.ts).
 */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR'])

/** Whether linking failed because the file system has no such thing. */
export function hasNoLinks(error: unknown): boolean {
  return NO_LINKS.has(errorCode(error) ?? '')
}
