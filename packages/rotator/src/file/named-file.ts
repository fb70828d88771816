/**
 * A look at a name, which has nothing, a regular file, or something that is not ours to touch.
 *
 *   fileNamed('app.log.1')        the regular file of that very name; undefined: none, whatever else is there
 *   foreignNamed('app.log.1')     'a folder', 'a symbolic link', 'a FIFO' ...; undefined: a regular file, or nothing
 *   openNamed('app.log.1')        the file, open for reading; undefined: none
 *   stateOf, stateBehind          whatever it is, without following links and following them; undefined: nothing
 *
 * Every name but the base's is asked here before it is renamed, linked, opened or removed. A backup, a leftover and a
 * compressed copy are regular files, because we make nothing else; whatever else has such a name somebody put there. A
 * link is not followed: it can lead to a file that only we may read. A FIFO is not opened: that can take for ever.
 *
 * Surprising: Windows keeps a removed name for as long as anybody has the file open through it, in Node 20 at least, and
 * refuses every look at it with EPERM, which no other system gives to a look. There is no file any more; the name is taken.
 */
import { constants } from 'node:fs'
import { environment, type FileStat } from '../world/environment.js'
import { errorCode } from '../world/errors.js'
import { isSameFile } from './file-identity.js'

/** The flags for opening a name at which anything may stand; Windows has none of the two. */
export const CAREFUL = (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)

const KINDS: Readonly<Record<number, string>> = {
  [constants.S_IFDIR]: 'a folder',
  [constants.S_IFLNK]: 'a symbolic link',
  [constants.S_IFIFO]: 'a FIFO',
  [constants.S_IFSOCK]: 'a socket',
  [constants.S_IFBLK]: 'a device',
  [constants.S_IFCHR]: 'a device',
}

/** Returns the kind of a file that is no regular one, in words. */
export function kindOfFile({ mode }: FileStat): string {
  return KINDS[mode & constants.S_IFMT] ?? 'no regular file'
}

/** The state of what has that very name. @throws Node's error when the name cannot be looked at. */
export function stateOf(path: string): FileStat | undefined {
  try {
    return environment.lstat(path)
  } catch (error) {
    if (isOfRemoved(error)) return undefined
    throw error
  }
}

/** The state of what the name leads to. @throws Node's error when the name cannot be looked at. */
export function stateBehind(path: string): FileStat | undefined {
  try {
    return environment.stat(path)
  } catch (error) {
    if (isOfRemoved(error)) return undefined
    throw error
  }
}

/** Whether the name is that of a file that somebody has removed and somebody has open, on Windows. */
export function isBeingRemoved(path: string): boolean {
  try {
    environment.lstat(path)
    return false
  } catch (error) {
    return isOfRemoved(error)
  }
}

function isOfRemoved(error: unknown): boolean {
  return errorCode(error) === 'EPERM'
}

/** The regular file of that very name. @throws Node's error when the name cannot be looked at. */
export function fileNamed(path: string): FileStat | undefined {
  const found = stateOf(path)
  return found?.isFile() ? found : undefined
}

/**
 * Returns the kind of the file that has a name, in words, where it is no regular one; undefined for a regular file, or
 * none.
 *
 * @throws Node's error when the name cannot be looked at.
 */
export function foreignNamed(path: string): string | undefined {
  const found = stateOf(path)
  return found === undefined || found.isFile() ? undefined : kindOfFile(found)
}

/** Whether anything has the name: a link that leads nowhere has it, too, and a file that is being removed. */
export function isTaken(path: string): boolean {
  return stateOf(path) !== undefined || isBeingRemoved(path)
}

/** A regular file that is open for reading. */
export interface OpenedFile {
  readonly fd: number
  readonly file: FileStat
}

/**
 * Opens the regular file of that very name for reading.
 *
 * @returns Undefined when there is none, or the name came to lead elsewhere meanwhile.
 * @throws Node's error when it is there and cannot be opened.
 */
export function openNamed(path: string): OpenedFile | undefined {
  const named = fileNamed(path)
  if (named === undefined) return undefined
  let fd: number
  try {
    fd = environment.open(path, constants.O_RDONLY | CAREFUL, 0)
  } catch (error) {
    if (GONE.has(errorCode(error) ?? '')) return undefined
    throw error
  }
  try {
    const file = environment.fstat(fd)
    if (isSameFile(file, named)) return { fd, file }
  } catch (error) {
    environment.close(fd)
    throw error
  }
  environment.close(fd)
  return undefined
}

/**
 * The errors of opening a name that has come to lead elsewhere since the look: nowhere, through a link, to a socket.
 */
const GONE = new Set(['ENOENT', 'ELOOP', 'EMLINK', 'ENXIO'])
