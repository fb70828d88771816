/**
 * The differences of Windows, for the environment there: the state of a file, and calls that others get in the way of.
 *
 *   ntfsStat(statSync('app.log', { bigint: true }))   what the rotation may go by
 *   patiently(() => renameSync(from, to), sleep)      tries again while a virus scanner has the file open
 *
 * Nothing here asks the system, so that the tests play its facts on every other one.
 */
import type { BigIntStats } from 'node:fs'
import { errorCode } from './errors.js'
import type { FileStat } from './file-stat.js'

/** The milliseconds between the tries: about a tenth of a second in all, which scanners and indexers take. */
const PAUSES_MS = [5, 10, 20, 30, 40]
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY'])

/**
 * - A file's number has 64 bits, and as a double two neighbours would be one file: its low 53 bits are kept, which hold the
 *   index of the file and a part of its sequence number.
 * - Some versions of Node give 64 bits of the volume's number to `stat` and 32 to `fstat`: the low 32 are kept.
 * - A new file gets the time of creation of the one that had its name less than 15 seconds ago ("tunneling"), so the birth
 *   says nothing: as where none is kept, the last change stands for it, as in CPython.
 */
export function ntfsStat(stat: BigIntStats): FileStat {
  return {
    dev: Number(BigInt.asUintN(32, stat.dev)),
    ino: Number(BigInt.asUintN(53, stat.ino)),
    nlink: Number(stat.nlink),
    size: Number(stat.size),
    mode: Number(stat.mode),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    mtimeMs: Number(stat.mtimeNs) / 1e6,
    ctimeMs: Number(stat.ctimeNs) / 1e6,
    birthtimeMs: 0,
    isFile: () => stat.isFile(),
    isDirectory: () => stat.isDirectory(),
    isSymbolicLink: () => stat.isSymbolicLink(),
  }
}

/** Does what fails while another program has the file open, a few times over a tenth of a second. */
export function patiently<T>(work: () => T, sleep: (milliseconds: number) => void): T {
  for (const pause of PAUSES_MS) {
    try {
      return work()
    } catch (error) {
      if (!HELD.has(String(errorCode(error)))) throw error
      sleep(pause)
    }
  }
  return work()
}
