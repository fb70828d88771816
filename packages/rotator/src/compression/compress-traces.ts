/**
 * The traces of a compression, read by others: by a rotation that comes after a kill, and by a writer that was stopped.
 *
 *   settleCompressions(files)   finishes or undoes
 *   isSealed(base, file)        the file is about to be dropped for its copy
 *   isCaptured(base, file, n)   it has been, and its first n bytes are in the copy
 *
 * The names and their order are those of compress.ts.
 */

import { dirname, join } from 'node:path'
import { MOST_NUMBER } from '../backups/backup-names.js'
import type { Compressible } from '../backups/compressible.js'
import { isSameFile } from '../file/file-identity.js'
import { namesBeside } from '../file/folder-names.js'
import { COMPRESSED, kindOf, listCompressions } from '../file/hidden-names.js'
import { removeName, unlinkIfThere } from '../file/name-steps.js'
import { fileNamed, openNamed } from '../file/named-file.js'
import { environment, type FileStat } from '../world/environment.js'
import { ABANDONED_COPY_MS } from '../world/timings.js'
import { isOrigin, type Origin, readOrigin } from './compressed-file.js'

/**
 * Finishes or undoes a compression whose process was killed. Under the lock, first of all. A trace that cannot be
 * removed is noted.
 *
 * @returns The names in the base's folder.
 */
export function settleCompressions(files: Compressible): readonly string[] {
  const fileNames = namesBeside(files.base)
  const [seals, copies] = (['seal', 'gz'] as const).map((kind) => listCompressions(files.base, fileNames, kind))
  for (const sealed of seals ?? []) files.notes.settle(sealed, () => settleSeal(files, sealed, fileNames))
  for (const copy of copies ?? []) files.notes.settle(copy, () => settleCopy(files, copy, fileNames))
  return seals?.length || copies?.length ? namesBeside(files.base) : fileNames
}

function settleSeal(files: Compressible, sealed: string, fileNames: readonly string[]): void {
  const file = fileNamed(sealed)
  if (file === undefined) {
    files.notes.foreign(sealed)
    return
  }
  const published = findCopy(files.base, fileNames, file)
  if (published?.origin.size === file.size) {
    unlinkIfThere(sealed)
    return
  }
  const number = Number.parseInt(kindOf(sealed)?.slice('seal-'.length) ?? '', 36)
  files.giveBack(sealed, file, number <= MOST_NUMBER ? number : 0)
  if (published !== undefined) removeName(files.base, published.path, published.file)
}

/** A copy that was published stays, unless its original has a name: then the original counts. */
function settleCopy(files: Compressible, copy: string, fileNames: readonly string[]): void {
  const file = fileNamed(copy)
  if (file === undefined) {
    files.notes.foreign(copy)
    return
  }
  const published = compressedNames(files.base, fileNames).find((path) => isAt(path, file))
  if (published === undefined && !isAbandoned(file)) return
  const origin = published && originAt(copy)?.origin
  if (published && origin && hasOriginal(files, fileNames, origin)) removeName(files.base, published, file)
  unlinkIfThere(copy)
}

/** Whether the original that a copy was made from still has an official name. */
function hasOriginal(files: Compressible, fileNames: readonly string[], origin: Origin): boolean {
  return files.backups(fileNames).some(({ file }) => isOrigin(origin, file))
}

const isAt = (path: string, file: FileStat) => isSameFile(fileNamed(path), file)

/** Newest first, as far as names tell. */
function compressedNames(base: string, fileNames: readonly string[]): string[] {
  const names = fileNames.filter((name) => name.endsWith(COMPRESSED) && !name.startsWith('.'))
  return names
    .sort()
    .reverse()
    .map((name) => join(dirname(base), name))
}

/** A compressed backup and what it was made from. */
interface CompressedCopy {
  readonly path: string
  readonly file: FileStat
  readonly origin: Origin
}

function findCopy(base: string, fileNames: readonly string[], of: FileStat): CompressedCopy | undefined {
  for (const path of compressedNames(base, fileNames)) {
    const copy = originAt(path)
    if (isOrigin(copy?.origin, of)) return copy
  }
  return undefined
}

/** @returns Undefined when this is no compressed backup of ours, or cannot be read. */
export function originAt(path: string): CompressedCopy | undefined {
  try {
    const opened = openNamed(path)
    if (opened === undefined) return undefined
    try {
      const origin = readOrigin(opened.fd)
      return origin && { path, file: opened.file, origin }
    } finally {
      environment.close(opened.fd)
    }
  } catch {
    return undefined
  }
}

/** Whether a file that a writer has open is about to be dropped for its compressed copy. */
export function isSealed(base: string, file: FileStat): boolean {
  return listCompressions(base, namesBeside(base), 'seal').some((path) => isAt(path, file))
}

/** Whether a file that has no name any more is in a compressed backup, up to a byte. */
export function isCaptured(base: string, file: FileStat, end: number): boolean {
  const copy = findCopy(base, namesBeside(base), file)
  return copy !== undefined && end <= copy.origin.size
}

/** Whether a copy in the making belongs to a process that is gone. */
export function isAbandoned(copy: FileStat | undefined): boolean {
  return copy === undefined || Math.abs(environment.now() - copy.mtimeMs) > ABANDONED_COPY_MS
}
