/**
 * Turns the base into a backup while any number of processes write to it, any of which may be rotating it too.
 *
 *   CLAIM   link(app.log, .claim)       whatever has the name now, under a name of our own
 *           stat(.claim)                is it the file that is due? else somebody has rotated
 *           link(.claim, app.log.DATE)  never overwrites; taken: app.log.DATE.1
 *           unlink(.claim)
 *   DETACH  rename(app.log, .old)       atomic, but may catch the wrong file: a fresh base that somebody made meanwhile
 *           stat(.old)                  the claimed file: unlink(.old); another: back to its place
 *
 * After CLAIM the file has two names and writers go on undisturbed; after DETACH they find the name gone or new. A
 * process can be killed between any two of these calls, or be stopped there for so long that another one takes its lock
 * and rotates once, twice, or deletes. These rules hold all the same:
 *
 *   - A backup's name is only ever linked to the file it was computed for, and never taken back, except by retention.
 *     So `.old` may be removed when the backup's name is there. (Claiming the base itself, without `.claim`, can catch
 *     a fresh file; taking that name back is a race that loses the file: two processes each see two names, and each
 *     removes one.)
 *   - Nothing is renamed onto a name that exists.
 *   - Whoever comes next finds what is half done: a base with a backup's name beside it, or a leftover.
 *
 * The lock only makes it rare that two are in here at once. Where the file system has no hard links it does more:
 * see `moveWithoutLink`.
 *
 * Every step of this is stopped, killed and failed in test/fault/.
 */

import { dirname } from 'node:path'
import { isSameFile } from '../file/file-identity.js'
import { namesBeside } from '../file/folder-names.js'
import { temporaryName } from '../file/hidden-names.js'
import { countsLinks } from '../file/lost-file.js'
import {
  hasNoLinks,
  isOfFollowedLink,
  isVanished,
  moveAside,
  renameUnlessTaken,
  unlinkIfThere,
} from '../file/name-steps.js'
import { fileNamed, stateBehind, stateOf } from '../file/named-file.js'
import { environment, type FileStat } from '../world/environment.js'
import { errorCode } from '../world/errors.js'
import { type BackupNaming, giveName, linkToFreeName, officialName, ownName, renameToFreeName } from './leftovers.js'

/**
 * Makes a backup of the base. To be called under the lock, after `sweepLeftovers`.
 *
 * @param due - The file whose period has ended. If the base is another one by now, nothing happens.
 * @param fileNames - From `sweepLeftovers`. A folder of a thousand backups takes as long to read as all the rest, and
 *   as long as the base is the file that is due, nobody else has made a backup.
 * @returns Whether the base's name is free, so that a new file can be made: false when somebody else has rotated.
 * @throws Node's error of a failed call. The base may then have a backup's name already, or be away under a hidden
 *   name; no line is lost, and the next rotation finishes it.
 */
export function rotate(
  rotated: BackupNaming,
  due: FileStat,
  fileNames: readonly string[] = namesBeside(rotated.base),
): boolean {
  const { base } = rotated
  const now = stateOf(base)
  if (now?.isSymbolicLink()) return moveWithoutLink(rotated, due)
  if (!isSameFile(now, due)) return false
  const begun = begunName(rotated, due, now, fileNames)
  if (begun !== undefined) return detachAs(rotated, due, begun)
  const hidden = temporaryName(base, 'claim')
  try {
    environment.link(base, hidden)
  } catch (error) {
    if (isVanished(error, base)) return false
    if (hasNoLinks(error)) return moveWithoutLink(rotated, due)
    throw error
  }
  const name = claim(rotated, hidden, due, fileNames)
  if (name === 'another file') return isSameFile(stateOf(base), due) && moveWithoutLink(rotated, due)
  return name !== undefined && detachAs(rotated, due, name)
}

/**
 * The name that a rotation gave the file and did not live to take the base's from it. A process of another zone may have
 * begun it, and chosen another name than ours. Where the file has but one by a count that may be wrong, ours alone is
 * looked at.
 */
function begunName(rotated: BackupNaming, due: FileStat, now: FileStat | undefined, fileNames: readonly string[]) {
  if ((now?.nlink ?? 0) > 1) return officialName(rotated, due, fileNames)
  return countsLinks(dirname(rotated.base)) ? undefined : ownName(rotated, due, fileNames)
}

/**
 * Names the file. Where a base came from the lower layer of an overlay mount, its hard link looks like another file; the
 * base itself is then still the one that is due.
 *
 * @returns The backup's name; undefined when the hidden one is gone.
 */
function claim(rotated: BackupNaming, hidden: string, due: FileStat, fileNames: readonly string[]): string | undefined {
  try {
    const linked = fileNamed(hidden)
    if (linked !== undefined && !isSameFile(linked, due)) return 'another file'
    return linked && linkToFreeName(rotated, hidden, due, fileNames)
  } finally {
    unlinkIfThere(hidden)
  }
}

function detachAs(rotated: BackupNaming, due: FileStat, name: string): boolean {
  return detach(rotated.base, due, {
    isNamed: (file) => isSameFile(fileNamed(name), file),
    giveName: (hidden, file) => giveName(rotated, hidden, file),
  })
}

/** The answers of the code that has claimed a backup's name, for `detach`. */
export interface Claim {
  /** Whether a file has a backup's name. */
  isNamed(file: FileStat): boolean
  /** For a fresh base that we caught and that is not the newest: moves it to a backup's name, or leaves it hidden. */
  giveName(hidden: string, file: FileStat): void
}

/** Takes the base's name from a file that has a backup's. @returns Whether the name is free now. */
export function detach(base: string, due: FileStat, claim: Claim): boolean {
  // Not needed for safety; it makes it rare that the rename below disturbs a fresh base.
  if (!isSameFile(stateOf(base), due)) return false
  const aside = moveAside(base, base, 'old')
  if (aside === undefined) return false
  const moved = stateOf(aside)
  if (moved === undefined) return false
  if (claim.isNamed(moved)) {
    unlinkIfThere(aside)
    return true
  }
  restoreFreshBase(base, aside, moved, claim)
  return false
}

/** We caught somebody's fresh base. If there is a newer one already, this one is a backup, named after its own time. */
function restoreFreshBase(base: string, aside: string, moved: FileStat, claim: Claim): void {
  try {
    environment.link(aside, base)
    unlinkIfThere(aside)
  } catch (error) {
    if (isOfFollowedLink(error) && renameUnlessTaken(aside, base)) return
    if (errorCode(error) === 'EEXIST') claim.giveName(aside, moved)
    else if (!isVanished(error, aside)) throw error
  }
}

/**
 * Moves the base where there are no hard links: the file has one name at a time, and it is the lock that keeps the
 * others away. A base that is a symbolic link is moved like this, too: as in Python the link becomes the backup, and a
 * file the new base.
 *
 * With the lock stolen we may move a fresh base; it then gets a name of its own.
 */
function moveWithoutLink(rotated: BackupNaming, due: FileStat): boolean {
  const { base } = rotated
  const name = renameToFreeName(base, rotated.nameFor(due), '', () => isSameFile(stateBehind(base), due))
  const moved = name === undefined ? undefined : stateBehind(name)
  if (name === undefined || moved === undefined) return false
  if (isSameFile(moved, due)) return true
  renameToFreeName(name, rotated.nameFor(moved))
  return false
}
