/**
 * The hidden names a rotation uses for a moment, and what becomes of those whose process was killed.
 *
 *   .app.log.4711-k3j9x0ab.m1x2c3-7.claim   a second name of the file that is about to be rotated
 *   .app.log.4711-k3j9x0ab.m1x2c3-8.old     what had the base's name, or was taken from a backup's, a moment ago
 *   .app.log.4711-k3j9x0ab.m1x2c3-9.gone-f  a backup that is one too many if its inode is 15 (backup-chain.ts)
 *   .app.log.4711-k3j9x0ab.m1x2c3-a.gz-f    a compressed copy of inode 15 in the making (compress.ts, as the next)
 *   .app.log.4711-k3j9x0ab.m1x2c3-b.seal-2  a backup, once number 2, that is about to be dropped for its copy
 *
 * A name is never used twice, not even by two processes with one number in two containers: renaming onto a name that
 * exists would destroy what it led to. A leftover is either one more name of a file that has an official one, and is
 * removed; or it is the only name of somebody's lines, and they get an official one back. Its process may also be
 * alive and merely stopped: rotate.ts bears with either.
 */
import { basename, dirname, join } from 'node:path'
import { isSameFile } from '../file/open-file.js'
import { environment, type FileStat } from '../world/environment.js'
import { errorCode } from '../world/errors.js'
import { COMPRESSED, endingOf, firstFreeNumber, numberedName } from './backup-names.js'

/** A file that is rotated and how its backups are called. Paths are absolute. */
export interface BackupNaming {
  readonly base: string
  /** The name a file's content gets when it is rotated; a function of the file alone, so that all processes agree. */
  nameFor(file: FileStat): string
  /** The backups among the names in the base's folder, as absolute paths in the order of their names. */
  listBackups(fileNames: readonly string[]): readonly string[]
}

const UNIQUE = /^\d+(?:t\d+)?-[a-z0-9]+\.[a-z0-9]+-[a-z0-9]+$/
const KIND = /\.((?:old|gone-[a-z0-9]+)(?:\.gz)?|claim|(?:gz|seal)-[a-z0-9]+)$/
let counter = 0

export type Kind = 'old' | 'old.gz' | 'claim' | `gone-${string}` | `gz-${string}` | `seal-${string}`

/** A hidden name in the base's folder that nobody ever had. */
export function temporaryName(base: string, kind: Kind): string {
  const unique = `${environment.writerId()}.${Math.floor(environment.now()).toString(36)}-${(counter++).toString(36)}`
  return join(dirname(base), `.${basename(base)}.${unique}.${kind}`)
}

/**
 * Removes what has another name, and names what has not. To be called under the lock, before anything is deleted.
 *
 * @param fileNames - The names in the base's folder. @returns The same, afterwards.
 */
export function sweepLeftovers(rotated: BackupNaming, fileNames: readonly string[]): readonly string[] {
  const leftovers = listLeftovers(rotated.base, fileNames)
  for (const leftover of leftovers) settle(rotated, leftover, fileNames)
  return leftovers.length === 0 ? fileNames : environment.readdir(dirname(rotated.base))
}

/** The hidden names of this file's rotations, as absolute paths. @param fileNames - The folder's content. */
export function listLeftovers(base: string, fileNames: readonly string[]): string[] {
  return hiddenNames(base, fileNames, (kind) => !/^(?:gz|seal)-/.test(kind))
}

/** The hidden names of this file's compressions. */
export function listCompressions(base: string, fileNames: readonly string[], kind: 'gz' | 'seal'): string[] {
  return hiddenNames(base, fileNames, (found) => found.startsWith(`${kind}-`))
}

function hiddenNames(base: string, fileNames: readonly string[], isWanted: (kind: string) => boolean): string[] {
  const prefix = `.${basename(base)}.`
  const isOurs = (name: string) => {
    const kind = name.startsWith(prefix) ? kindOf(name) : undefined
    return kind !== undefined && isWanted(kind) && UNIQUE.test(name.slice(prefix.length, -kind.length - 1))
  }
  return fileNames.filter(isOurs).map((name) => join(dirname(base), name))
}

/** What a hidden name is for, such as 'claim'; undefined when it is not one of ours. */
export function kindOf(name: string): string | undefined {
  return KIND.exec(name)?.[1]
}

function settle(rotated: BackupNaming, leftover: string, fileNames: readonly string[]): void {
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
export function officialName(rotated: BackupNaming, file: FileStat, fileNames: readonly string[]): string | undefined {
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
export function giveName(rotated: BackupNaming, hidden: string, file: FileStat): string | undefined {
  const name = linkToFreeName(rotated, hidden, file)
  unlinkIfThere(hidden)
  return name
}

/** Moves a file from a hidden name to the one with that number, or to one that is free. */
export function giveNumber(rotated: BackupNaming, hidden: string, file: FileStat, number: number): void {
  try {
    environment.link(hidden, `${numberedName(rotated.nameFor(file), number)}${endingOf(hidden)}`)
    unlinkIfThere(hidden)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' && !hasNoLinks(error) && !isVanished(error, hidden)) throw error
    giveName(rotated, hidden, file)
  }
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
  rotated: BackupNaming,
  existing: string,
  file: FileStat,
  fileNames?: readonly string[],
): string | undefined {
  const wanted = rotated.nameFor(file)
  const folder = dirname(wanted)
  const known = folder === dirname(rotated.base) ? fileNames : undefined
  for (let number = firstFreeNumber(wanted, known ?? environment.readdir(folder)); ; number++) {
    const name = `${numberedName(wanted, number)}${endingOf(existing)}`
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

function keepLowest(rotated: BackupNaming, existing: string, file: FileStat, wanted: string): string | undefined {
  const known = isSameFile(environment.stat(rotated.base), file) ? 3 : 2
  if (environment.stat(existing)?.nlink === known) return undefined
  const [lowest, ...others] = namesOf(file, wanted)
  for (const other of others) unlinkIfThere(other)
  return lowest
}

/** The names a file has among `wanted`, `wanted`.1, `wanted`.2 and so on, lowest first. */
function namesOf(file: FileStat, wanted: string): string[] {
  const free = firstFreeNumber(wanted, environment.readdir(dirname(wanted)))
  const names = Array.from({ length: free }, (_, number) => numberedName(wanted, number)).flatMap((name) => [
    name,
    `${name}${COMPRESSED}`,
  ])
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

/**
 * Removes a name if it leads to the file that was chosen.
 *
 * Between the choice and the removal this process may have been stopped for an hour, and the name may lead elsewhere. So
 * it is moved aside, looked at, and given back if it is another file's.
 */
export function removeName(base: string, path: string, chosen: FileStat, kind = oldKind(path)): void {
  const aside = moveAside(base, path, kind)
  if (aside === undefined) return
  const moved = environment.stat(aside)
  if (isSameFile(moved, chosen)) unlinkIfThere(aside)
  else if (moved !== undefined) putBack(aside, path)
}

/** What is moved out of the way keeps its ending, by which it gets an official name again. */
export function oldKind(path: string): Kind {
  return `old${endingOf(path)}`
}

/** @returns The hidden name; undefined when the name was gone. */
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

/** Where the name is taken meanwhile the file stays hidden, and the next rotation names it. */
export function putBack(aside: string, path: string): void {
  try {
    environment.link(aside, path)
    unlinkIfThere(aside)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST' && !hasNoLinks(error) && !isVanished(error, aside)) throw error
  }
}

/** FAT, many network and some FUSE file systems; EMLINK: a file can have no further name. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/** Whether linking failed because the file system has no such thing. */
export function hasNoLinks(error: unknown): boolean {
  return NO_LINKS.has(errorCode(error) ?? '')
}
