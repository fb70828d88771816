/**
 * The numbers that a chain of backups has, and those that it may use.
 *
 *   app.log.1, app.log.2/ (a folder), app.log.3       with a backupCount of 3 the places are the numbers 1, 3 and 4
 *
 * A number that something foreign has is passed over, and the chain goes one number further. The content of a folder
 * decides how much work this is, not `backupCount`, which may be a million.
 */

import { basename, dirname } from 'node:path'
import { isSameFile } from '../file/file-identity.js'
import { namesBeside } from '../file/folder-names.js'
import { COMPRESSED, endingOf } from '../file/hidden-names.js'
import { isBeingRemoved, stateOf } from '../file/named-file.js'
import { environment, type FileStat } from '../world/environment.js'
import { numberOf } from './backup-names.js'
import type { Backup } from './compressible.js'
import type { RotationNotes } from './rotation-notes.js'

/** Backups that are numbered by age. */
export interface NumberedNames {
  /** The absolute path of the file that is rotated. */
  readonly base: string
  /** How many are kept; at least 1. */
  readonly count: number
  /** Whether somebody decides about names whose folder does not tell their numbers. */
  readonly isNamed: boolean
  /** Whether a name followed by .gz is that of a backup too. */
  readonly compressed: boolean
  readonly notes: RotationNotes
  /** The backup's absolute path, without .gz. @param number - 1 and up. */
  nameOf(number: number): string
}

/** The `count` up to which each number is looked at; beyond, the folder's content says which there are. */
const FEW = 64
/** The number of numbers in a row without a backup that end the search, with a namer. */
const LONGEST_GAP = 1000

/** The files that a number's names lead to. */
interface Look {
  readonly backup: Backup | undefined
  /** Whether something that is no regular file has the number, or the .gz of it. */
  readonly isForeign: boolean
}

function lookAt({ nameOf, compressed, notes }: NumberedNames, number: number): Look {
  const path = nameOf(number)
  let backup: Backup | undefined
  let isForeign = false
  for (const name of compressed ? [path, `${path}${COMPRESSED}`] : [path]) {
    const file = stateOf(name)
    if (file?.isFile()) backup ??= { path: name, file, number }
    else if (file !== undefined) notes.foreign(name)
    isForeign ||= file === undefined ? isBeingRemoved(name) : !file.isFile()
  }
  return { backup, isForeign }
}

/** The backup of a number, plain or compressed. */
export function backupAt(names: NumberedNames, number: number): Backup | undefined {
  return lookAt(names, number).backup
}

/** The lowest number that may be used. @param stuck - Numbers whose backups cannot be moved. */
export function firstNumber(names: NumberedNames, stuck: ReadonlySet<number>): number {
  let number = 1
  while (stuck.has(number) || lookAt(names, number).isForeign) number++
  return number
}

/** The chain as one look found it. A place is a number that may be used, counted from 1. */
export class ChainNumbers {
  /** The backups, by their places. */
  readonly backups: ReadonlyMap<number, Backup>
  /** The numbers that may not be used, in order. */
  readonly #unusable: readonly number[]
  readonly #count: number

  /** @param stuck - Numbers whose backups cannot be moved. */
  constructor(names: NumberedNames, stuck: ReadonlySet<number> = new Set()) {
    const backups = new Map<number, Backup>()
    const unusable: number[] = []
    for (const number of numbersOf(names)) {
      if (number > names.count + unusable.length) break
      const { backup, isForeign } = lookAt(names, number)
      if (isForeign || stuck.has(number)) unusable.push(number)
      else if (backup !== undefined) backups.set(number - unusable.length, backup)
    }
    this.backups = backups
    this.#unusable = unusable
    this.#count = names.count
  }

  /** The number of a place. */
  numberOf(place: number): number {
    let number = place
    for (const unusable of this.#unusable) if (unusable <= number) number++
    return number
  }

  /** The lowest place without a backup; undefined when all are taken. */
  get gap(): number | undefined {
    for (let place = 1; place <= this.#count; place++) if (!this.backups.has(place)) return place
    return undefined
  }

  /** The lower place of a file that has two in a row: it was being moved up. */
  get double(): number | undefined {
    for (const [place, { file }] of this.backups) if (isSameFile(file, this.backups.get(place + 1)?.file)) return place
    return undefined
  }
}

/**
 * The number a file has, be it one beyond the chain's last.
 *
 * Upwards, because files move upwards and get their new number before they lose the old one: a file cannot slip
 * through. Where only the numbers of a listing are looked at, the two numbers after each of them are, too, and a
 * listing that is out of date by then is made again.
 */
export function numberOfFile(names: NumberedNames, file: FileStat): number | undefined {
  if (names.count <= FEW) return findUpwards(names, file)
  for (let attempt = 1; attempt <= 10; attempt++) {
    const numbers = [...numbersOf(names)]
    const near = new Set(numbers.flatMap((number) => [number, number + 1, number + 2]))
    const found = [...near].sort((a, b) => a - b).find((number) => isSameFile(backupAt(names, number)?.file, file))
    if (found !== undefined || String(numbers) === String([...numbersOf(names)])) return found
  }
  return undefined
}

function findUpwards(names: NumberedNames, file: FileStat): number | undefined {
  for (let number = 1; ; number++) {
    const { backup, isForeign } = lookAt(names, number)
    if (isSameFile(backup?.file, file)) return number
    if (number >= names.count && backup === undefined && !isForeign) return undefined
  }
}

/** Returns numbers in order; all of them, or those that are there. It never ends by itself where all are few. */
function numbersOf(names: NumberedNames): Iterable<number> {
  if (names.count <= FEW) return upwards()
  return names.isNamed ? namedNumbers(names) : listedNumbers(names)
}

function* upwards(): Generator<number> {
  for (let number = 1; ; number++) yield number
}

function listedNumbers({ base }: NumberedNames): number[] {
  const own = basename(base)
  const numbers = namesBeside(base).map((name) =>
    name.startsWith(own) ? numberOf(name.slice(0, name.length - endingOf(name).length), own) : undefined,
  )
  return [...new Set(numbers.filter((number): number is number => (number ?? 0) > 0))].sort((a, b) => a - b)
}

function namedNumbers(names: NumberedNames): number[] {
  const folders = new Map<string, ReadonlySet<string>>()
  const isListed = (path: string) => {
    const folder = dirname(path)
    const listed = folders.get(folder) ?? new Set(environment.readdir(folder))
    folders.set(folder, listed)
    return listed.has(basename(path)) || listed.has(`${basename(path)}${COMPRESSED}`)
  }
  const numbers: number[] = []
  for (let number = 1, gap = 0; gap < LONGEST_GAP; number++) {
    gap = isListed(names.nameOf(number)) ? 0 : gap + 1
    if (gap === 0) numbers.push(number)
  }
  return numbers
}
