/**
 * Official names, and what becomes of the hidden ones (hidden-names.ts) whose process was killed.
 *
 * A leftover is either one more name of a file that has an official one, and is removed; or it is the only name of
 * somebody's lines, and they get an official one back. Its process may also be alive and merely stopped: rotate.ts bears
 * with either.
 */

import { constants } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isSameFile } from '../file/file-identity.js'
import { namesBeside } from '../file/folder-names.js'
import { endingOf, listLeftovers } from '../file/hidden-names.js'
import { hasNoLinks, isVanished, unlinkIfThere } from '../file/name-steps.js'
import { fileNamed, stateBehind } from '../file/named-file.js'
import { environment, type FileStat } from '../world/environment.js'
import { errorCode } from '../world/errors.js'
import { firstFreeNumber, numberedName, numberOf } from './backup-names.js'
import { isKept, rescueTail } from './hook-tail.js'
import type { RotationNotes } from './rotation-notes.js'

/** A file that is rotated and how its backups are called. Paths are absolute. */
export interface BackupNaming {
  readonly base: string
  readonly notes: RotationNotes
  /** The name a file's content gets when it is rotated; a function of the file alone, so that all processes agree. */
  nameFor(file: FileStat): string
  /** The backups' names among those in the base's folder, as absolute paths in the order of their names, whatever stands there. */
  listBackups(fileNames: readonly string[]): readonly string[]
}

/**
 * Removes what has another name, and names what has not. To be called under the lock, before anything is deleted.
 *
 * @param fileNames - The names in the base's folder. @returns The same, afterwards.
 */
export function sweepLeftovers(rotated: BackupNaming, fileNames: readonly string[]): readonly string[] {
  const leftovers = listLeftovers(rotated.base, fileNames)
  for (const leftover of leftovers) rotated.notes.settle(leftover, () => settle(rotated, leftover, fileNames))
  return leftovers.length === 0 ? fileNames : namesBeside(rotated.base)
}

function settle(rotated: BackupNaming, leftover: string, fileNames: readonly string[]): void {
  const file = fileNamed(leftover)
  // Not the number of links: another leftover may be the other name, and both would go.
  if (file === undefined) rotated.notes.foreign(leftover)
  else if (isUnused(leftover, file) || isSameFile(stateBehind(rotated.base), file)) unlinkIfThere(leftover)
  else if (isKept(leftover)) rescueTail(rotated.base, leftover)
  else if (officialName(rotated, file, fileNames) !== undefined) unlinkIfThere(leftover)
  else giveName(rotated, leftover, file)
}

/** Whether a leftover is a new base that never had its name. Should its process be alive, it makes another one. */
export function isUnused(leftover: string, file: FileStat): boolean {
  return leftover.endsWith('.new') && file.size === 0
}

/** The backup's name that a file already has, made by a rotation that was not finished. */
export function officialName(rotated: BackupNaming, file: FileStat, fileNames: readonly string[]): string | undefined {
  const isIts = (path: string) => isSameFile(fileNamed(path), file)
  // Asked first, and apart, because a namer can put backups into another folder.
  return ownName(rotated, file, fileNames) ?? rotated.listBackups(fileNames).find(isIts)
}

/**
 * Returns the backup's name that a file already has, if it is one that this process would give it: its own, or that
 * with a number.
 */
export function ownName(rotated: BackupNaming, file: FileStat, fileNames: readonly string[]): string | undefined {
  const own = rotated.nameFor(file)
  const isIts = (path: string) => isSameFile(fileNamed(path), file)
  return isIts(own) ? own : numberedForms(own, fileNames).find(isIts)
}

/** The names in a folder that are a backup's name with a number, or .gz, as absolute paths. */
function numberedForms(wanted: string, fileNames: readonly string[]): string[] {
  const own = basename(wanted)
  return fileNames
    .filter(
      (name) => name.startsWith(own) && numberOf(name.slice(0, name.length - endingOf(name).length), own) !== undefined,
    )
    .map((name) => join(dirname(wanted), name))
}

/**
 * Moves a file from a hidden name to a backup's that is free.
 *
 * @returns The name; undefined when somebody else has taken care of the hidden one.
 */
export function giveName(rotated: BackupNaming, hidden: string, file: FileStat): string | undefined {
  try {
    const name = linkToFreeName(rotated, hidden, file)
    unlinkIfThere(hidden)
    return name
  } catch (error) {
    if (!hasNoLinks(error)) throw error
    return renameToFreeName(hidden, rotated.nameFor(file), endingOf(hidden))
  }
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
  for (let number = firstFreeNumber(wanted, known ?? namesBeside(wanted)); ; number++) {
    const name = `${numberedName(wanted, number)}${endingOf(existing)}`
    try {
      environment.link(existing, name)
      return keepLowest(rotated, existing, file, wanted) ?? name
    } catch (error) {
      if (isVanished(error, existing)) return undefined
      if (errorCode(error) !== 'EEXIST') throw error
      if (isSameFile(fileNamed(name), file)) return name
    }
  }
}

/** The number of links says here only whether there is anything to look for. */
function keepLowest(rotated: BackupNaming, existing: string, file: FileStat, wanted: string): string | undefined {
  const known = isSameFile(stateBehind(rotated.base), file) ? 3 : 2
  if (fileNamed(existing)?.nlink === known) return undefined
  const [lowest, ...others] = namesOf(file, wanted)
  for (const other of others) unlinkIfThere(other)
  return lowest
}

/** The names a file has among `wanted`, `wanted`.1, `wanted`.2 and so on, compressed or not, lowest first. */
function namesOf(file: FileStat, wanted: string): string[] {
  const forms = numberedForms(wanted, namesBeside(wanted))
  const number = (path: string) => numberOf(path.slice(0, path.length - endingOf(path).length), wanted) ?? 0
  return forms
    .filter((path) => isSameFile(fileNamed(path), file))
    .sort((a, b) => number(a) - number(b) || a.length - b.length)
}

/**
 * Moves a file to a backup's name that is free, where there are no hard links.
 *
 * The name is reserved first, by an empty file of our own, so that even with the lock stolen nothing of anybody's is
 * overwritten.
 *
 * @param isStill - Asked when the name is reserved: whether to go on.
 * @returns The name; undefined when `from` is gone, or it did not go on.
 */
export function renameToFreeName(from: string, wanted: string, ending = '', isStill = () => true): string | undefined {
  const { name, file } = reserve(wanted, ending)
  let isMoved = false
  try {
    if (!isStill()) return undefined
    environment.rename(from, name)
    isMoved = true
    return name
  } catch (error) {
    if (isVanished(error, from)) return undefined
    throw error
  } finally {
    if (!isMoved && isSameFile(fileNamed(name), file)) unlinkIfThere(name)
  }
}

function reserve(wanted: string, ending: string): { name: string; file: FileStat } {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL
  for (let number = firstFreeNumber(wanted, namesBeside(wanted)); ; number++) {
    const name = `${numberedName(wanted, number)}${ending}`
    try {
      const fd = environment.open(name, flags, 0o600)
      try {
        return { name, file: environment.fstat(fd) }
      } finally {
        environment.close(fd)
      }
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}
