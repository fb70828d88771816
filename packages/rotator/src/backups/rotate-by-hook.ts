/**
 * Rotation by the user's own function in place of the steps of rotate.ts and backup-chain.ts.
 *
 * It may rename, copy and remove, or copy and truncate; none of that can be made safe from here. What remains: the lock,
 * a backup's name that is free, and a look whether the file is still the one that is due.
 */
import { dirname } from 'node:path'
import { isSameFile } from '../file/file-identity.js'
import type { Rotator } from '../options/options.js'
import { environment, type FileStat } from '../world/environment.js'
import { firstFreeNumber, numberedName } from './backup-names.js'

/**
 * @param due - The file that is to be rotated.
 * @returns False when the base is another file by now, and nothing was done.
 * @throws What the user's function throws.
 */
export function rotateByHook(base: string, due: FileStat, dest: string, rotator: Rotator): boolean {
  if (!isSameFile(environment.stat(base), due)) return false
  rotator(base, dest)
  return true
}

/** The wanted name, or with a number the next one that is not taken. */
export function freeName(wanted: string): string {
  return numberedName(wanted, firstFreeNumber(wanted, environment.readdir(dirname(wanted))))
}
