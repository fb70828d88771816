/** The backups of a file, as compression sees them: each way of naming backups makes one (backup-chain.ts, period-backups.ts). */

import type { FileStat } from '../world/environment.js'
import type { RotationNotes } from './rotation-notes.js'

/** A backup that is there: a regular file. */
export interface Backup {
  readonly path: string
  readonly file: FileStat
  /** The backup's number; 0 where it is named after its period alone. */
  readonly number: number
}

/** The backups of a file that are compressed, and their names; asked anew whenever needed, because names change. */
export interface Compressible {
  /** Absolute path of the file that is rotated. */
  readonly base: string
  readonly notes: RotationNotes
  /** All backups among the names in the base's folder, compressed ones too, oldest first. */
  backups(fileNames: readonly string[]): readonly Backup[]
  /** The backup's name that a plain file has now, and its number, which `giveBack` is told. */
  nameOf(file: FileStat): { readonly path: string; readonly number: number } | undefined
  /** Moves a backup from a hidden name to an official one, the one it had if that is free. */
  giveBack(hidden: string, file: FileStat, number: number): void
}
