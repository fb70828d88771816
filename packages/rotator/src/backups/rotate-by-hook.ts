/**
 * Rotation by the user's own function in place of the steps of rotate.ts and backup-chain.ts.
 *
 *   KEEP    link(app.log, .kept-SIZE)   a second name of the file that is due, which says how long it was
 *           close                       as in Python; Windows removes no file that somebody has open
 *   HOOK    rotator(app.log, dest)      may rename, copy and remove, or copy and truncate
 *           open                        by who called us
 *   RESCUE  what others wrote to a file that was copied and removed, into the one that has the name now (hook-tail.ts)
 *
 * One process needs but the middle of it: it writes nothing while its function runs. Others go on writing to the file, and
 * what they write after the function has read the last of it would go with it.
 */

import { isSameFile } from '../file/file-identity.js'
import { namesBeside } from '../file/folder-names.js'
import { temporaryName } from '../file/hidden-names.js'
import { hasNoLinks, isVanished, unlinkIfThere } from '../file/name-steps.js'
import { fileNamed, isTaken, stateBehind } from '../file/named-file.js'
import type { Rotator } from '../options/options.js'
import { environment, type FileStat } from '../world/environment.js'
import { firstFreeNumber, numberedName } from './backup-names.js'
import { rescueTail } from './hook-tail.js'

/** The rotations of one file by the user's function. */
export class HookRotation {
  readonly #base: string
  readonly #close: () => void
  #kept: { readonly path: string; readonly dest: string } | undefined

  /** @param close - Closes the file, as far as this process has it open. */
  constructor(base: string, close: () => void) {
    this.#base = base
    this.#close = close
  }

  /**
   * Calls the function. Afterwards the file is closed.
   *
   * @param due - The file that is to be rotated.
   * @returns False when the base is another file by now, or the name is taken, and nothing was done.
   * @throws What the user's function throws.
   */
  rotate(due: FileStat, dest: string, rotator: Rotator): boolean {
    if (!isSameFile(stateBehind(this.#base), due)) return false
    const path = keep(this.#base)
    this.#close()
    // The function overwrites what has the name, and we may have been stopped since it was free.
    if (isTaken(dest) || !isSameFile(stateBehind(this.#base), due)) {
      if (path !== undefined) unlinkIfThere(path)
      return false
    }
    // If it throws, the next rotation finds the name.
    rotator(this.#base, dest)
    this.#kept = path === undefined ? undefined : { path, dest }
    return true
  }

  /** Saves what others have written meanwhile. To be called under the lock, when the new file is open. */
  rescue(): void {
    const kept = this.#kept
    this.#kept = undefined
    if (kept !== undefined) rescueTail(this.#base, kept.path, kept.dest)
  }
}

/** @returns The hidden name; undefined where there can be none, and lines that others write are lost. */
function keep(base: string): string | undefined {
  const file = fileNamed(base)
  if (file === undefined) return undefined
  const path = temporaryName(base, `kept-${file.size.toString(36)}`)
  try {
    environment.link(base, path)
    return path
  } catch (error) {
    if (hasNoLinks(error) || isVanished(error, base)) return undefined
    throw error
  }
}

/** The wanted name, or with a number the next one that is not taken. */
export function freeName(wanted: string): string {
  return numberedName(wanted, firstFreeNumber(wanted, namesBeside(wanted)))
}
