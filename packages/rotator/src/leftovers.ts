/**
 * The hidden names a rotation uses for a moment, and what becomes of those whose process was killed.
 *
 *   .app.log.4711-k3j9x0ab.m1x2c3-7.claim   a second name of the file that is about to be rotated
 *   .app.log.4711-k3j9x0ab.m1x2c3-8.old     what had the base's name, or was taken from a backup's, a moment ago
 *   .app.log.4711-k3j9x0ab.m1x2c3-9.gone-f  a backup that is one too many if its inode is 15 (backup-chain.ts)
 *
 * A name is never used twice, not even by two processes with one number in two containers: renaming onto a name that
 * exists would destroy what it led to. A leftover is either one more name of a file that has an official one, and is
 * removed; or it is the only name of somebody's lines, and they get an official one back. Its process may also be
 * alive and merely stopped: rotate.ts bears with either.
 */
import { basename, dirname, join } from 'node:path'
import { firstFreeNumber, numberedName } from './backup-names.js'
import { environment, type FileStat } from './environment.js'
import { errorCode } from './errors.js'
import { isSameFile } from './open-file.js'

/** A file that is rotated and how its backups are called. Paths are absolute. */
export interface Rotated {
  readonly base: string
  /** The name a file's content gets when it is rotated; a function of the file alone, so that all processes agree. */
  nameFor(file: FileStat): string
  /** The backups among the names in the base's folder, as absolute paths, oldest first. */
  listBackups(fileNames: readonly string[]): readonly string[]
}

const TEMPORARY = /^\d+(?:t\d+)?-[a-z0-9]+\.[a-z0-9]+-[a-z0-9]+\.(?:old|claim|gone-[a-z0-9]+)$/
let counter = 0

/** A hidden name in the base's folder that nobody ever had. */
export function temporaryName(base: string, kind: 'old' | 'claim' | `gone-${string}`): string {
  const unique = `${environment.writerId()}.${Math.floor(environment.now()).toString(36)}-${(counter++).toString(36)}`
  return join(dirname(base), `.${basename(base)}.${unique}.${kind}`)
}

/**
 * Removes what has another name, and names what has not. To be called under the lock, before anything is deleted.
 *
 * @returns The names in the base's folder.
 */
export function sweepLeftovers(rotated: Rotated): string[] {
  const folder = dirname(rotated.base)
  const fileNames = environment.readdir(folder)
  const leftovers = listLeftovers(rotated.base, fileNames)
  for (const leftover of leftovers) settle(rotated, leftover, fileNames)
  return leftovers.length === 0 ? fileNames : environment.readdir(folder)
}

/** The hidden names of this file's rotations, as absolute paths. @param fileNames - The folder's content. */
export function listLeftovers(base: string, fileNames: readonly string[]): string[] {
  const prefix = `.${basename(base)}.`
  return fileNames
    .filter((name) => name.startsWith(prefix) && TEMPORARY.test(name.slice(prefix.length)))
    .map((name) => join(dirname(base), name))
}

function settle(rotated: Rotated, leftover: string, fileNames: readonly string[]): void {
  const file = environment.stat(leftover)
  if (file === undefined) return
  // Not the number of links: another leftover may be the other name, and both would go.
  if (isSameFile(environment.stat(rotated.base), file) || officialName(rotated, file, fileNames) !== undefined) {
    unlinkIfThere(leftover)
  } else {
    giveName(rotated, leftover, file)
  }
}

/** The backup's name that a file already has, made by a rotation that was not finished. */
export function officialName(rotated: Rotated, file: FileStat, fileNames: readonly string[]): string | undefined {
  // Asked first, and apart, because a namer can put backups into another folder.
  const own = rotated.nameFor(file)
  if (isSameFile(environment.stat(own), file)) return own
  return rotated.listBackups(fileNames).find((backup) => isSameFile(environment.stat(backup), file))
}

/**
 * Moves a file from a hidden name to a backup's that is free.
 *
 * @returns The name; undefined when somebody else has taken care of the hidden one.
 */
export function giveName(rotated: Rotated, hidden: string, file: FileStat): string | undefined {
  const name = linkToFreeName(rotated, hidden, file)
  unlinkIfThere(hidden)
  return name
}

/**
 * Gives a file a backup's name beside the one it has.
 *
 * link and never rename, because link does not overwrite. Another process may be doing the same for the same file, and
 * have found another number free; whoever comes second sees both names, and both processes would keep the lower one.
 *
 * @param existing - A name that leads to `file`, and that nobody else would turn to another file.
 * @param fileNames - The names in the base's folder, if they are known.
 * @returns The name it has now; undefined when `existing` is gone.
 */
export function linkToFreeName(
  rotated: Rotated,
  existing: string,
  file: FileStat,
  fileNames?: readonly string[],
): string | undefined {
  const wanted = rotated.nameFor(file)
  const folder = dirname(wanted)
  const known = folder === dirname(rotated.base) ? fileNames : undefined
  for (let number = firstFreeNumber(wanted, known ?? environment.readdir(folder)); ; number++) {
    const name = numberedName(wanted, number)
    try {
      environment.link(existing, name)
      return keepLowest(rotated, existing, file, wanted) ?? name
    } catch (error) {
      if (isVanished(error, existing)) return undefined
      if (errorCode(error) !== 'EEXIST') throw error
      if (isSameFile(environment.stat(name), file)) return name
    }
  }
}

function keepLowest(rotated: Rotated, existing: string, file: FileStat, wanted: string): string | undefined {
  const known = isSameFile(environment.stat(rotated.base), file) ? 3 : 2
  if (environment.stat(existing)?.nlink === known) return undefined
  const [lowest, ...others] = namesOf(file, wanted)
  for (const other of others) unlinkIfThere(other)
  return lowest
}

/** The names a file has among `wanted`, `wanted`.1, `wanted`.2 and so on, lowest first. */
function namesOf(file: FileStat, wanted: string): string[] {
  const free = firstFreeNumber(wanted, environment.readdir(dirname(wanted)))
  const names = Array.from({ length: free }, (_, number) => numberedName(wanted, number))
  return names.filter((name) => isSameFile(environment.stat(name), file))
}

/** Whether a call failed because its file is gone, and not because of a missing folder it was to go to. */
export function isVanished(error: unknown, path: string): boolean {
  return errorCode(error) === 'ENOENT' && environment.stat(path) === undefined
}

export function unlinkIfThere(path: string): void {
  try {
    environment.unlink(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}
