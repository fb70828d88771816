/**
 * Backups that are numbered by age, app.log.1 the newest, and move up one number at every rotation.
 *
 *   CLAIM   link(app.log, .claim)            ours to finish; says that the chain below may be half shifted
 *   SHIFT   from the top: link(.2, .3), rename(.2, .old), is it what .3 is? unlink(.old)
 *   NAME    link(.claim, app.log.1)          never overwrites
 *   DETACH  rename(app.log, .old) ...        as in rotate.ts
 *           unlink(.claim)
 *
 * A number says nothing about its file, so that unlike in rotate.ts the order rests on the lock being held. The lines do
 * not: no call overwrites a name; every name is moved aside and looked at before it is removed; and a process that wakes
 * up after its lock was stolen meets a number that is taken, and stops.
 *
 * A rotation that was killed half way leaves its `.claim` and a gap in the chain. The next one shifts only what is below
 * the gap; shifting everything would push the oldest file out before its time. A gap without `.claim` was made by
 * somebody else and stays, as in Python, where it moves up until it falls off.
 *
 * Who removes the oldest file makes sure that it was not the base a moment ago: a writer that has just looked may be
 * about to write to it. So few backups of so small files make a rotation wait, `REMOVAL_GRACE_MS` at most; and where the lock had
 * to be waited for already, the next record rotates.
 *
 * Source: docs.python.org/3.13/library/logging.handlers.html#rotatingfilehandler
 */

import { isSameFile } from '../file/open-file.js'
import type { Rotator } from '../options/options.js'
import { environment, type FileStat } from '../world/environment.js'
import { errorCode } from '../world/errors.js'
import { REMOVAL_GRACE_MS } from '../world/timings.js'
import { COMPRESSED, endingOf } from './backup-names.js'
import type { Compressible } from './compressible.js'
import {
  hasNoLinks,
  isVanished,
  listLeftovers,
  moveAside,
  oldKind,
  putBack,
  removeName,
  temporaryName,
  unlinkIfThere,
} from './leftovers.js'
import { detach } from './rotate.js'
import { rotateByHook } from './rotate-by-hook.js'

export interface NumberedBackups {
  /** Absolute path. */
  readonly base: string
  /** The highest number that is kept; at least 1. */
  readonly count: number
  /** The backup's absolute path, without .gz. @param number - 1 and up. */
  nameOf(number: number): string
  /** Whether a name followed by .gz is that of a backup too. */
  readonly compressed: boolean
  /** Makes number 1 of the base instead of this file; it is not called for the others, as in Python. */
  readonly rotator: Rotator | null
  /** On the monotonic clock: how long writers may be waited for. Reached already, nothing is rotated. */
  readonly deadline: number
}

/**
 * Makes a backup of the base. To be called under the lock.
 *
 * @param due - The file that is too long. If the base is another one by now, nothing happens.
 * @param fileNames - The names in the base's folder.
 * @returns Whether the base's name is free, so that a new file can be made: false when somebody else has rotated.
 * @throws Node's error of a failed call; no line is lost, and the next rotation finishes it.
 */
export function rotateChain(chain: NumberedBackups, due: FileStat, fileNames: readonly string[]): boolean {
  const { base } = chain
  const leftovers = listLeftovers(base, fileNames)
  if (!isSameFile(environment.stat(base), due)) return false
  const claim = temporaryName(base, 'claim')
  try {
    environment.link(base, claim)
  } catch (error) {
    if (isVanished(error, base)) return false
    if (hasNoLinks(error)) return rotateWithoutLinks(chain, due, leftovers)
    throw error
  }
  // When a call fails the claim stays, and says what is to be finished.
  const rotated = isSameFile(environment.stat(claim), due) && rotateClaimed(chain, due, claim, leftovers)
  unlinkIfThere(claim)
  return rotated
}

function rotateClaimed(chain: NumberedBackups, due: FileStat, claim: string, leftovers: readonly string[]): boolean {
  const isBegun = sweep(chain, due, leftovers)
  if (numberOf(chain, due) === undefined) {
    if (!makeRoom(chain, due, isBegun)) return false
    if (chain.rotator !== null) return rotateByHook(chain.base, due, chain.nameOf(1), chain.rotator)
    if (!nameFirst(chain, claim, due)) return false
  }
  return detach(chain.base, due, {
    isNamed: (file) => numberOf(chain, file) !== undefined,
    // The next rotation names what we leave hidden.
    giveName: () => {},
  })
}

/** @returns Whether `hidden` is app.log.1 now. */
function nameFirst(chain: NumberedBackups, hidden: string, file: FileStat): boolean {
  const name = `${chain.nameOf(1)}${endingOf(hidden)}`
  try {
    environment.link(hidden, name)
    return true
  } catch (error) {
    if (isVanished(error, hidden)) return false
    if (errorCode(error) === 'EEXIST') return isSameFile(environment.stat(name), file)
    if (!hasNoLinks(error)) throw error
    if (environment.stat(name) !== undefined) return false
    environment.rename(hidden, name)
    return true
  }
}

/**
 * The number a file has.
 *
 * Upwards, because files move upwards and get their new number before they lose the old one: a file cannot slip through.
 */
function numberOf(chain: NumberedBackups, file: FileStat): number | undefined {
  for (let number = 1; number <= chain.count; number++) {
    if (isSameFile(at(chain, number)?.file, file)) return number
  }
  return undefined
}

/** The backup of a number, plain or compressed. */
function at({ nameOf, compressed }: NumberedBackups, number: number): Numbered | undefined {
  const path = nameOf(number)
  const file = environment.stat(path)
  if (file !== undefined) return { path, file }
  const copy = compressed ? environment.stat(`${path}${COMPRESSED}`) : undefined
  return copy && { path: `${path}${COMPRESSED}`, file: copy }
}

interface Numbered {
  readonly path: string
  readonly file: FileStat
}

/** The name of the next number, compressed if this one is. */
function nextName({ nameOf }: NumberedBackups, path: string, number: number): string {
  return `${nameOf(number + 1)}${path.slice(nameOf(number).length)}`
}

/** @returns Whether a rotation of this very base was begun and not finished. */
function sweep(chain: NumberedBackups, due: FileStat, leftovers: readonly string[]): boolean {
  let isBegun = false
  const nameless: [leftover: string, file: FileStat][] = []
  for (const leftover of leftovers) {
    const file = environment.stat(leftover)
    if (file === undefined) continue
    const isBase = isSameFile(file, due)
    isBegun ||= isBase
    if (isBase || isGone(leftover, file) || numberOf(chain, file) !== undefined) unlinkIfThere(leftover)
    else nameless.push([leftover, file])
  }
  for (const [leftover, file] of nameless) {
    // Another leftover may have been its other name.
    if (numberOf(chain, file) === undefined) {
      if (!makeRoom(chain, due, isBegun) || !nameFirst(chain, leftover, file)) continue
      isBegun = false
    }
    unlinkIfThere(leftover)
  }
  return isBegun
}

/** Named as the newest backup again, the oldest one would push out two that are newer. */
function isGone(leftover: string, file: FileStat): boolean {
  return leftover.endsWith(`.${goneKind(leftover, file)}`)
}

function goneKind(path: string, { ino }: FileStat) {
  return `gone-${ino.toString(36)}${endingOf(path)}` as const
}

/** Moves the backups up, so that number 1 is free. @returns False when somebody else is at it. */
function makeRoom(chain: NumberedBackups, due: FileStat, isBegun: boolean): boolean {
  const { count } = chain
  const backups = Array.from({ length: count }, (_, index) => at(chain, index + 1))
  // A file with two numbers in a row was being moved up.
  const double = backups.findIndex((backup, index) => isSameFile(backup?.file, backups[index + 1]?.file))
  const gap = double === -1 ? backups.indexOf(undefined) : double
  let top = count
  const [lower, upper] = [backups[double], backups[double + 1]]
  if (lower && upper) remove(chain, lower.path, upper.path)
  if (gap !== -1 && (isBegun || double !== -1)) top = gap + 1
  else if ((count === 1 || backups[count - 2] !== undefined) && !removeOldest(chain, due)) return false
  for (let number = top - 1; number >= 1; number--) {
    const backup = backups[number - 1]
    if (backup !== undefined && !moveUp(chain, backup.path, nextName(chain, backup.path, number))) return false
  }
  return true
}

function moveUp(chain: NumberedBackups, from: string, to: string): boolean {
  try {
    environment.link(from, to)
  } catch (error) {
    if (isVanished(error, from)) return true
    if (hasNoLinks(error)) return renameUnlessTaken(from, to)
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
  remove(chain, from, to)
  return true
}

/** Without hard links it is the lock alone that keeps others from taking the name in between. */
function renameUnlessTaken(from: string, to: string): boolean {
  if (environment.stat(to) !== undefined) return false
  environment.rename(from, to)
  return true
}

/** Takes a number from a file that has the next one too; gives it back if it is another file's by now. */
function remove(chain: NumberedBackups, name: string, next: string): void {
  const aside = moveAside(chain.base, name, oldKind(name))
  if (aside === undefined) return
  const moved = environment.stat(aside)
  if (moved === undefined) return
  if (isSameFile(environment.stat(next), moved) || numberOf(chain, moved) !== undefined) unlinkIfThere(aside)
  else putBack(aside, name)
}

/** @returns False when somebody else has rotated, or there is no time to wait. */
function removeOldest(chain: NumberedBackups, due: FileStat): boolean {
  const chosen = at(chain, chain.count)
  if (chosen === undefined) return true
  if (!waitForWriters(chain)) return false
  // Looked at after the choice: what has the number since then is not what was chosen.
  if (!isSameFile(environment.stat(chain.base), due)) return false
  removeName(chain.base, chosen.path, chosen.file, goneKind(chosen.path, chosen.file))
  return true
}

/**
 * The file after the oldest was made when that had ceased to be the base, or later.
 *
 * @returns False when that was too short a time ago.
 */
function waitForWriters(chain: NumberedBackups): boolean {
  const next = chain.count === 1 ? environment.stat(chain.base) : at(chain, chain.count - 1)?.file
  if (next === undefined) return true
  const age = environment.now() - (next.birthtimeMs > 0 ? next.birthtimeMs : next.ctimeMs)
  if (age >= REMOVAL_GRACE_MS) return true
  // A clock that was set back tells nothing.
  const wait = age < 0 ? REMOVAL_GRACE_MS : REMOVAL_GRACE_MS - age
  if (environment.monotonic() + wait > chain.deadline) return false
  environment.sleep(wait)
  return true
}

function rotateWithoutLinks(chain: NumberedBackups, due: FileStat, leftovers: readonly string[]): boolean {
  const isBegun = sweep(chain, due, leftovers)
  if (!makeRoom(chain, due, isBegun)) return false
  const first = chain.nameOf(1)
  if (chain.rotator !== null) return rotateByHook(chain.base, due, first, chain.rotator)
  if (!isSameFile(environment.stat(chain.base), due) || !renameUnlessTaken(chain.base, first)) return false
  const moved = environment.stat(first)
  if (moved === undefined || isSameFile(moved, due)) return true
  moveAside(chain.base, first, 'old')
  return false
}

/** What compress.ts asks of such backups. The lock keeps the numbers as they are while it is at work. */
export function compressibleChain(base: string, chain: () => NumberedBackups): Compressible {
  return {
    base,
    backups: () => {
      const files = Array.from({ length: chain().count }, (_, index) => at(chain(), index + 1))
      return files.flatMap((backup) => backup?.path ?? []).reverse()
    },
    nameOf: (file) => {
      const number = numberOf(chain(), file)
      return number === undefined ? undefined : { path: chain().nameOf(number), number }
    },
    giveBack: (hidden, _, number) => {
      if (at(chain(), number) === undefined) putBack(hidden, chain().nameOf(number))
      // Taken by another: the next rotation names it.
      if (environment.stat(hidden) !== undefined) moveAside(base, hidden, 'old')
    },
  }
}
