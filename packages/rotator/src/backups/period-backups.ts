/**
 * The backups of a file that is rotated by time: what each is called, whose period it has, and which go.
 *
 *   app.log, whose period ends at midnight   →   app.log.2026-07-15, or as `suffix` and `namer` say
 *
 * A name is made of the end of a file's period, so whoever looks at the file comes to the same name.
 */

import { basename } from 'node:path'
import { namesBeside } from '../file/folder-names.js'
import { fileNamed } from '../file/named-file.js'
import type { RotationHooks } from '../options/options.js'
import { periodStart, type Schedule } from '../schedule/schedule.js'
import type { FileStat } from '../world/environment.js'
import { oldestFirst } from './backup-age.js'
import { backupName, backupsToDelete, findBackups, formatSuffix, type NamedBackup, numberOf } from './backup-names.js'
import type { Backup, Compressible } from './compressible.js'
import { type BackupNaming, giveNumber, officialName } from './leftovers.js'
import { removeBackups } from './retention.js'
import { RotationNotes } from './rotation-notes.js'

/** The settings that the user may change at any time; the object that the user holds. */
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
  readonly notes = new RotationNotes()
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
      notes: this.notes,
      nameFor: (stat) => this.nameFor(stat),
      listBackups: (fileNames) => findBackups(this.#naming(), fileNames).map(({ path }) => path),
    }
    this.compressible = {
      base,
      notes: this.notes,
      backups: (fileNames) => this.#byAge(fileNames),
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

  /** Deletes them. The backup of this rotation is made: what fails here is noted, and is no reason to try it again. */
  retain(): void {
    if (this.#file.backupCount <= 0) return
    this.notes.attempt(() => removeBackups(this.rotated, this.#hooks?.getFilesToDelete?.() ?? this.tooMany()))
  }

  /** Returns the backups that are regular files, oldest first; anything else under such a name is noted. */
  #byAge(fileNames: readonly string[]): readonly (NamedBackup & Backup)[] {
    const { suffix } = this.#file
    const backups = findBackups(this.#naming(), fileNames).flatMap((backup) => {
      const file = fileNamed(backup.path)
      if (file !== undefined) return [{ ...backup, file }]
      this.notes.foreign(backup.path)
      return []
    })
    return oldestFirst(backups, { ...this.#schedule, suffix })
  }

  #backupOf(stat: FileStat) {
    const path = this.officialName(stat)
    if (path === undefined) return undefined
    return { path, number: numberOf(basename(path), basename(this.nameFor(stat))) ?? 0 }
  }

  #fileNames(): string[] {
    return namesBeside(this.#file.baseFilename)
  }

  #naming() {
    const { baseFilename: base, extMatch, compress } = this.#file
    return { base, extMatch, namer: (this.#hooks ?? this.#file).namer, compressed: compress !== null }
  }
}
