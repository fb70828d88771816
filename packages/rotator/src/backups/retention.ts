/**
 * Removes the backups that are too many.
 *
 * Under the lock, but not trusting it: see `removeName`.
 *
 * A writer looks at the base's name and writes to what it has open; in between, two rotations and this could take the
 * file away. So a file that was the base a moment ago stays until the next rotation.
 */
import { environment, type FileStat } from '../world/environment.js'
import { PATIENT_GRACE_MS } from '../world/timings.js'
import { type Trouble, troubleOf } from '../world/trouble.js'
import { type BackupNaming, removeName } from './leftovers.js'

/**
 * @param paths - What has gone meanwhile is passed over, and what cannot be removed keeps nothing else from it.
 * @returns Why the first of those could not be removed; the others are mostly there for the same reason.
 */
export function removeBackups(rotated: BackupNaming, paths: readonly string[]): Trouble | null {
  let trouble: Trouble | null = null
  for (const path of paths) {
    try {
      removeBackup(rotated, path)
    } catch (error) {
      trouble ??= troubleOf(error)
    }
  }
  return trouble
}

function removeBackup(rotated: BackupNaming, path: string): void {
  const chosen = environment.stat(path)
  if (chosen === undefined || wasBaseJustNow(rotated, path, chosen, environment.now())) return
  removeName(rotated.base, path, chosen)
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
