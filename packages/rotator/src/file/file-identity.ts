/**
 * Whether two looks saw one and the same file, under whatever names.
 *
 *   isSameFile(stat('app.log'), stat('app.log.1'))   true while a rotation gives it its new name
 *
 * The number of a file that was removed is given to the next one that is made, mostly at once. A process that was
 * stopped in between then sees the number that it knows. So the moment of birth counts too: two files of one number
 * were never born in the same tick of the clock, because no file is removed so soon (timings.ts).
 */
import { environment, type FileStat } from '../world/environment.js'

/** Whether two looks saw one file. A file that was not there is the same as no other. */
export function isSameFile(a: FileStat | undefined, b: FileStat | undefined): boolean {
  if (a === undefined || b === undefined || a.ino !== b.ino || !isSameVolume(a.dev, b.dev)) return false
  return a.birthtimeMs === b.birthtimeMs || !environment.tellsBirths()
}

/** Some versions of Node on Windows give 64 bits of the number to `stat` and 32 to `fstat`: the low 32 decide. */
function isSameVolume(one: number, other: number): boolean {
  return one >>> 0 === other >>> 0
}

/** Returns a text that tells a file from all others in its folder, in letters that a file's name may have. */
export function identityOf({ ino, birthtimeMs }: FileStat): string {
  const born = environment.tellsBirths() ? Math.round(birthtimeMs * 1000) : 0
  return `${ino.toString(36)}_${Math.max(0, born).toString(36)}`
}
