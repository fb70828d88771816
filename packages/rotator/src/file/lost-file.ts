/**
 * Whether an open file has no name any more, so that what was written to it is lost.
 *
 * The count of a file's names answers that, where it can be believed. An NFS client gives a removed file that is open a
 * hidden name of its own (.nfs…), libfuse does, too (.fuse_hidden…), and several network file systems and volumes of
 * containers keep the count as it was. So names are looked at where the count is not 0.
 */
import { dirname, join } from 'node:path'
import { environment, type FileStat } from '../world/environment.js'
import { isSameFile } from './file-identity.js'
import { fileNamed } from './named-file.js'

/** The name that is left of a file that was removed while it was open. */
const REMOVED = /^\.(?:nfs|fuse_hidden)/
/** NFS, FUSE and virtiofs, 9p, CIFS, SMB, Ceph, VirtualBox: Linux's numbers. */
const MISCOUNTING = new Set([0x6969, 0x65735546, 0x01021997, 0xff534d42, 0xfe534d42, 0x00c36400, 0x786f4256])

/** @param path - The name that the file had; others are looked for in the same folder. @throws Node's error */
export function isLost(fd: number, path: string): boolean {
  const file = environment.fstat(fd)
  if (file.nlink === 0) return true
  const names = namesOf(file, dirname(path))
  if (names.some((name) => !REMOVED.test(name))) return false
  // The file was moved to another folder, or removed by a system that does not count: a line twice is better than none.
  return names.length > 0 || !countsLinks(dirname(path))
}

/** Whether the count of a file's names can be believed in a folder. */
export function countsLinks(folder: string): boolean {
  return !MISCOUNTING.has(environment.fileSystem(folder) ?? 0)
}

function namesOf(file: FileStat, folder: string): string[] {
  return environment.readdir(folder).filter((name) => isSameFile(fileNamed(join(folder, name)), file))
}
