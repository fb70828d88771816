/**
 * Names that the system has made for something else than a file, and that a rotation would replace for everybody.
 *
 *   /dev/stdout, /dev/stderr, /dev/fd/3, /proc/self/fd/1, and links that lead to them (/var/log/app.log in many containers)
 *
 * Where the output was redirected to a file, such a name leads to a regular file, and CPython rotates it: the machine's
 * own /dev/stdout is then a file like any other. Folders on a file system of their own below /dev, such as /dev/shm, are
 * folders like any other.
 */
import { basename, dirname, join, resolve } from 'node:path'
import { environment } from '../world/environment.js'

const MADE_BY_SYSTEM = /^\/(?:proc\/.*|dev\/(?:fd\/)?[^/]+)$/
/** The number of links that are followed: as many as Linux follows. */
const MOST_LINKS = 40

/** Whether a path is such a name, or a link to one. */
export function isSystemName(path: string): boolean {
  try {
    for (let name = path, links = 0; links < MOST_LINKS; links++) {
      const folder = environment.realPath(dirname(name))
      if (MADE_BY_SYSTEM.test(join(folder, basename(name)))) return true
      const target = environment.linkTarget(name)
      if (target === undefined) return false
      name = resolve(folder, target)
    }
  } catch {
    // Opening the file, or rotating it, will say what is wrong.
  }
  return false
}
