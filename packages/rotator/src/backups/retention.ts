/**
 * Removes the backups that are too many.
 *
 * Under the lock, but not trusting it: see `removeName`.
 *
 * A writer looks at the base's name and writes to what it has open; in between, two rotations and this could take the
 * file away. So a file that was the base a moment ago stays until the next rotation.
 */
import { removeName } from '../file/name-steps.js'
import { fileNamed } from '../file/named-file.js'
import { environment, type FileStat } from '../world/environment.js'
import { PATIENT_GRACE_MS } from '../world/timings.js'
import type { BackupNaming } from './leftovers.js'

/**
 * Removes backups. A path that has gone meanwhile, or is no regular file, is passed over; one that cannot be removed is
 * noted, and the others are removed all the same.
 *
 * @param paths - From `backupsToDelete`.
 */
export function removeBackups(rotated: BackupNaming, paths: readonly string[]): void {
  for (const path of paths) rotated.notes.attempt(() => removeBackup(rotated, path))
}

function removeBackup(rotated: BackupNaming, path: string): void {
  const chosen = fileNamed(path)
  if (chosen === undefined) rotated.notes.foreign(path)
  else if (!wasBaseJustNow(rotated, path, chosen, environment.now())) removeName(rotated.base, path, chosen)
}

/**
 * Whether somebody may still be writing to a backup, not knowing that it is one.
 *
 * Losing the base's name changes ctime. A file that merely looks like a backup and has just been made, by a test or a
 * restore, is named after another time than its own.
 */
function wasBaseJustNow(rotated: BackupNaming, path: string, file: FileStat, now: number): boolean {
  return Math.abs(now - file.ctimeMs) < PATIENT_GRACE_MS && path.startsWith(rotated.nameFor(file))
}
