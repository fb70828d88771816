/**
 * The backups of a file that is rotated by time: what each is called, whose period it has, and which go.
 *
 *   app.log, whose period ends at midnight   →   app.log.2026-07-15, or as `suffix` and `namer` say
 *
 * A name is made of the end of a file's period, so whoever looks at the file comes to the same name.
 */
import { basename, dirname } from 'node:path'
import type { RotationHooks } from '../options/options.js'
import { periodStart, type Schedule } from '../schedule/schedule.js'
import { environment, type FileStat } from '../world/environment.js'
import type { Trouble } from '../world/trouble.js'
import { oldestFirst } from './backup-age.js'
import { type Backup, backupName, backupsToDelete, findBackups, formatSuffix, numberOf } from './backup-names.js'
import type { Compressible } from './compressible.js'
import { type BackupNaming, giveNumber, officialName } from './leftovers.js'
import { removeBackups } from './retention.js'

/** What the user may change at any time; the object that the user holds. */
interface Dated {
  readonly baseFilename: string
  readonly suffix: string
  readonly extMatch: RegExp
  readonly backupCount: number
  readonly namer: ((name: string) => string) | null
  readonly compress: 'gzip' | null
}

export class PeriodBackups {
  readonly rotated: BackupNaming
  readonly compressible: Compressible
  readonly #file: Dated
  readonly #schedule: Schedule
  readonly #hooks: RotationHooks | null
  readonly #periodEnd: (stat: FileStat) => number

  /** @param periodEnd - When the period of a file ends, in seconds since the epoch. */
  constructor(file: Dated, schedule: Schedule, hooks: RotationHooks | null, periodEnd: (stat: FileStat) => number) {
    this.#file = file
    this.#schedule = schedule
    this.#hooks = hooks
    this.#periodEnd = periodEnd
    const base = file.baseFilename
    this.rotated = {
      base,
      nameFor: (stat) => this.nameFor(stat),
      listBackups: (fileNames) => findBackups(this.#naming(), fileNames).map(({ path }) => path),
    }
    this.compressible = {
      base,
      backups: (fileNames) => this.#byAge(fileNames).map(({ path }) => path),
      nameOf: (stat) => this.#backupOf(stat),
      giveBack: (hidden, stat, number) => giveNumber(this.rotated, hidden, stat, number),
    }
  }

  /** The backup's name for the file, without a number. */
  nameFor(stat: FileStat): string {
    const started = periodStart(this.#schedule, this.#periodEnd(stat))
    return backupName(this.#naming(), formatSuffix(this.#file.suffix, started))
  }

  /** The name under which the file is a backup by now. */
  officialName(stat: FileStat): string | undefined {
    return officialName(this.rotated, stat, this.#fileNames())
  }

  /** The backups that are more than `backupCount`, oldest first. */
  tooMany(): string[] {
    return backupsToDelete(this.#byAge(this.#fileNames()), this.#file.backupCount).map(({ path }) => path)
  }

  /** Deletes them, unless all are kept. @returns Why one of them could not be deleted. */
  retain(): Trouble | null {
    if (this.#file.backupCount <= 0) return null
    return removeBackups(this.rotated, this.#hooks?.getFilesToDelete?.() ?? this.tooMany())
  }

  #byAge(fileNames: readonly string[]): readonly Backup[] {
    const { suffix } = this.#file
    return oldestFirst(findBackups(this.#naming(), fileNames), { ...this.#schedule, suffix })
  }

  #backupOf(stat: FileStat) {
    const path = this.officialName(stat)
    if (path === undefined) return undefined
    return { path, number: numberOf(basename(path), basename(this.nameFor(stat))) ?? 0 }
  }

  #fileNames(): string[] {
    return environment.readdir(dirname(this.#file.baseFilename))
  }

  #naming() {
    const { baseFilename: base, extMatch, compress } = this.#file
    return { base, extMatch, namer: (this.#hooks ?? this.#file).namer, compressed: compress !== null }
  }
}
