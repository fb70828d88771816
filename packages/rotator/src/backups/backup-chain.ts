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
 * The oldest file is removed only if it was not the base a moment ago: a writer that has just looked may be about to
 * write to it. So few backups of so small files make a rotation wait, `REMOVAL_GRACE_MS` at most; and where the lock had
 * to be waited for already, the next record rotates.
 *
 * A number that something foreign has, or a backup that this process may not move, is passed over (chain-numbers.ts).
 *
 * Source: docs.python.org/3.13/library/logging.handlers.html#rotatingfilehandler
 */
import { identityOf, isSameFile } from '../file/file-identity.js'
import { endingOf, listLeftovers, oldKind, temporaryName } from '../file/hidden-names.js'
import {
  hasNoLinks,
  isVanished,
  moveAside,
  putBack,
  removeName,
  renameUnlessTaken,
  unlinkIfThere,
} from '../file/name-steps.js'
import { fileNamed, isTaken, stateBehind, stateOf } from '../file/named-file.js'
import { refusalOfRename } from '../file/rename-permission.js'
import type { Rotator } from '../options/options.js'
import { environment, type FileStat } from '../world/environment.js'
import { errorCode } from '../world/errors.js'
import { REMOVAL_GRACE_MS } from '../world/timings.js'
import { backupAt, ChainNumbers, firstNumber, type NumberedNames, numberOfFile } from './chain-numbers.js'
import type { Compressible } from './compressible.js'
import { isKept, rescueTail } from './hook-tail.js'
import { isUnused } from './leftovers.js'
import { detach } from './rotate.js'
import type { HookRotation } from './rotate-by-hook.js'
import type { RotationNotes } from './rotation-notes.js'

/** One rotation of numbered backups. */
export interface NumberedBackups extends NumberedNames {
  /** Makes number 1 of the base instead of this file; it is not called for the others, as in Python. */
  readonly rotator: Rotator | null
  readonly hook: HookRotation
  /**
   * The moment on the monotonic clock until which writers may be waited for. If it is reached already, nothing is
   * rotated.
   */
  readonly deadline: number
  /** Numbers whose backups this process may not move; found out on the way. */
  readonly stuck: Set<number>
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
  const now = stateOf(base)
  if (now?.isSymbolicLink()) return rotateWithoutLinks(chain, due, leftovers)
  if (!isSameFile(now, due)) return false
  const claim = temporaryName(base, 'claim')
  try {
    environment.link(base, claim)
  } catch (error) {
    if (isVanished(error, base)) return false
    if (hasNoLinks(error)) return rotateWithoutLinks(chain, due, leftovers)
    throw error
  }
  const linked = fileNamed(claim)
  // If a call fails, the claim stays, and the next rotation sees by it what is to be finished.
  const rotated = isSameFile(linked, due) && rotateClaimed(chain, due, claim, leftovers)
  unlinkIfThere(claim)
  if (rotated || linked === undefined || isSameFile(linked, due)) return rotated
  // An overlay mount, as in rotate.ts.
  return isSameFile(stateOf(base), due) && rotateWithoutLinks(chain, due, leftovers)
}

function rotateClaimed(chain: NumberedBackups, due: FileStat, claim: string, leftovers: readonly string[]): boolean {
  const isBegun = sweep(chain, due, leftovers)
  if (numberOfFile(chain, due) === undefined) {
    if (!makeRoom(chain, due, isBegun)) return false
    if (chain.rotator !== null) {
      unlinkIfThere(claim)
      return chain.hook.rotate(due, firstName(chain), chain.rotator)
    }
    if (!nameFirst(chain, claim, due)) return false
  }
  return detach(chain.base, due, {
    isNamed: (file) => numberOfFile(chain, file) !== undefined,
    // The next rotation names what we leave hidden.
    giveName: () => {},
  })
}

/** The name of the newest backup. */
function firstName(chain: NumberedBackups): string {
  return chain.nameOf(firstNumber(chain, chain.stuck))
}

/** Gives a file the first number. @returns Whether it has it now. */
function nameFirst(chain: NumberedBackups, hidden: string, file: FileStat): boolean {
  const name = `${firstName(chain)}${endingOf(hidden)}`
  try {
    environment.link(hidden, name)
    return true
  } catch (error) {
    if (isVanished(error, hidden)) return false
    if (errorCode(error) === 'EEXIST') return isSameFile(fileNamed(name), file)
    if (!hasNoLinks(error)) throw error
    return renameUnlessTaken(hidden, name)
  }
}

/** @returns Whether a rotation of this very base was begun and not finished. */
function sweep(chain: NumberedBackups, due: FileStat, leftovers: readonly string[]): boolean {
  let isBegun = false
  const nameless: [leftover: string, file: FileStat][] = []
  const settle = (leftover: string): void => {
    const file = fileNamed(leftover)
    if (file === undefined) {
      chain.notes.foreign(leftover)
      return
    }
    const isBase = isSameFile(file, due)
    isBegun ||= isBase && !leftover.endsWith('.new')
    const isSecond = isBase || numberOfFile(chain, file) !== undefined
    if (isKept(leftover) && !isBase) rescueTail(chain.base, leftover)
    else if (isSecond || isUnused(leftover, file) || isGone(leftover, file)) unlinkIfThere(leftover)
    else {
      // A name that may not be taken away is that of a file on its way out: no room is made for it.
      const hidden = moveAside(chain.base, leftover, oldKind(leftover))
      if (hidden !== undefined) nameless.push([hidden, file])
    }
  }
  for (const leftover of leftovers) chain.notes.settle(leftover, () => settle(leftover))
  for (const [leftover, file] of nameless) {
    // Another leftover may have been its other name.
    if (numberOfFile(chain, file) === undefined) {
      if (!makeRoom(chain, due, isBegun) || !nameFirst(chain, leftover, file)) continue
      isBegun = false
    }
    unlinkIfThere(leftover)
  }
  return isBegun
}

/** Whether a leftover is a backup that was being deleted. It must not become number 1 again: that would push out newer ones. */
function isGone(leftover: string, file: FileStat): boolean {
  return leftover.endsWith(`.${goneKind(leftover, file)}`)
}

function goneKind(path: string, file: FileStat) {
  return `gone-${identityOf(file)}${endingOf(path)}` as const
}

/**
 * Moves the backups up, so that the first number is free. Where the system refuses, the backups that cannot be moved stay
 * where they are, and the others go past them.
 *
 * @returns False when somebody else is at it.
 */
function makeRoom(chain: NumberedBackups, due: FileStat, isBegun: boolean): boolean {
  const progress = { isBegun }
  try {
    return shift(chain, due, progress)
  } catch (error) {
    if (!findStuck(chain)) throw error
    return makeRoom(chain, due, progress.isBegun)
  }
}

/** @returns Whether there are backups that cannot be moved, and were not known. */
function findStuck(chain: NumberedBackups): boolean {
  const before = chain.stuck.size
  const numbers = new ChainNumbers(chain, chain.stuck)
  for (const [place, { path }] of numbers.backups) {
    const refusal = refusalOfRename(path)
    if (refusal === undefined) continue
    chain.stuck.add(numbers.numberOf(place))
    chain.notes.attempt(() => {
      throw refusal
    })
  }
  return chain.stuck.size > before
}

function shift(chain: NumberedBackups, due: FileStat, progress: { isBegun: boolean }): boolean {
  const { count } = chain
  const numbers = new ChainNumbers(chain, chain.stuck)
  const { backups, double } = numbers
  const [lower, upper] = [backups.get(double ?? 0), backups.get((double ?? 0) + 1)]
  if (double !== undefined && lower && upper) remove(chain, lower.path, upper.path)
  const gap = double ?? numbers.gap
  const isHalfDone = gap !== undefined && (progress.isBegun || double !== undefined)
  if (!isHalfDone && (count === 1 || backups.has(count - 1)) && !removeOldest(chain, numbers, due)) return false
  const top = isHalfDone ? gap : count
  for (const [place, { path }] of [...backups].reverse()) {
    if (place >= top) continue
    progress.isBegun = true
    if (
      !moveUp(chain, path, `${chain.nameOf(numbers.numberOf(place + 1))}${endOf(chain, numbers.numberOf(place), path)}`)
    )
      return false
  }
  return true
}

/** Returns the end of a backup's name behind that of its number: .gz, or nothing. */
function endOf({ nameOf }: NumberedBackups, number: number, path: string): string {
  return path.slice(nameOf(number).length)
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
  const [lower, upper] = [fileNamed(from), fileNamed(to)]
  if (isSameFile(lower, upper)) remove(chain, from, to)
  else if (isOtherLayer(lower, upper)) {
    unlinkIfThere(to)
    return renameUnlessTaken(from, to)
  }
  return true
}

/** Whether two files are hard links of one that an overlay mount shows as two, because it came from a lower layer. */
function isOtherLayer(a: FileStat | undefined, b: FileStat | undefined): boolean {
  if (a === undefined || b === undefined) return false
  return a.birthtimeMs === b.birthtimeMs && a.size === b.size && a.nlink > 1 && b.nlink > 1
}

/** Takes a number from a file that has the next one too; gives it back if it is another file's by now. */
function remove(chain: NumberedBackups, name: string, next: string): void {
  const aside = moveAside(chain.base, name, oldKind(name))
  if (aside === undefined) return
  const moved = stateOf(aside)
  if (moved === undefined) return
  if (isSameFile(fileNamed(next), moved) || numberOfFile(chain, moved) !== undefined) unlinkIfThere(aside)
  else putBack(aside, name)
}

/** @returns False when somebody else has rotated, or there is no time to wait. */
function removeOldest(chain: NumberedBackups, { backups }: ChainNumbers, due: FileStat): boolean {
  const chosen = backups.get(chain.count)
  if (chosen === undefined) return true
  const next = chain.count === 1 ? stateBehind(chain.base) : backups.get(chain.count - 1)?.file
  if (next !== undefined && !waitForWriters(chain, next)) return false
  // Looked at after the choice: what has the number since then is not what was chosen.
  if (!isSameFile(stateBehind(chain.base), due)) return false
  removeName(chain.base, chosen.path, chosen.file, goneKind(chosen.path, chosen.file))
  return true
}

/**
 * Waits until no writer can take the oldest backup for the base.
 *
 * @param next - The file after the oldest: made when that had ceased to be the base, or later.
 * @returns False when there is no time to wait.
 */
function waitForWriters(chain: NumberedBackups, next: FileStat): boolean {
  const age = environment.now() - (next.birthtimeMs > 0 ? next.birthtimeMs : next.ctimeMs)
  if (age >= REMOVAL_GRACE_MS) return true
  // A clock that was set back tells nothing.
  const wait = age < 0 ? REMOVAL_GRACE_MS : REMOVAL_GRACE_MS - age
  if (environment.monotonic() + wait > chain.deadline) return false
  environment.sleep(wait)
  return true
}

/**
 * Rotates where there are no hard links, or where the base is a symbolic link, which becomes the backup as in Python.
 */
function rotateWithoutLinks(chain: NumberedBackups, due: FileStat, leftovers: readonly string[]): boolean {
  const isBegun = sweep(chain, due, leftovers)
  if (!makeRoom(chain, due, isBegun)) return false
  const first = firstName(chain)
  if (chain.rotator !== null) return chain.hook.rotate(due, first, chain.rotator)
  if (!isSameFile(stateBehind(chain.base), due) || !renameUnlessTaken(chain.base, first)) return false
  const moved = stateBehind(first)
  if (moved === undefined || isSameFile(moved, due)) return true
  moveAside(chain.base, first, 'old')
  return false
}

/** Returns such backups as compress.ts asks for them. The lock keeps the numbers as they are while it is at work. */
export function compressibleChain(base: string, notes: RotationNotes, chain: () => NumberedNames): Compressible {
  return {
    base,
    notes,
    backups: () => [...new ChainNumbers(chain()).backups.values()].reverse(),
    nameOf: (file) => {
      const number = numberOfFile(chain(), file)
      return number === undefined ? undefined : { path: chain().nameOf(number), number }
    },
    giveBack: (hidden, _, number) => {
      if (number > 0 && backupAt(chain(), number) === undefined) putBack(hidden, chain().nameOf(number))
      // Taken by another: the next rotation names it.
      if (isTaken(hidden)) moveAside(base, hidden, 'old')
    },
  }
}
