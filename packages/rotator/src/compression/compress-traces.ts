/**
 * What a compression leaves, and what others make of it: a rotation that comes after a kill, and a writer that was stopped.
 *
 *   settleCompressions(files)   finishes or undoes
 *   isSealed(base, file)        the file is about to be dropped for its copy
 *   isCaptured(base, file, n)   it has been, and its first n bytes are in the copy
 *
 * The names and their order are those of compress.ts.
 */
import { constants } from 'node:fs'
import { dirname, join } from 'node:path'
import { COMPRESSED } from '../backups/backup-names.js'
import type { Compressible } from '../backups/compressible.js'
import { kindOf, listCompressions, removeName, unlinkIfThere } from '../backups/leftovers.js'
import { isSameFile } from '../file/open-file.js'
import { environment, type FileStat } from '../world/environment.js'
import { ABANDONED_COPY_MS } from '../world/timings.js'
import { isOrigin, type Origin, readOrigin } from './compressed-file.js'

/**
 * Finishes or undoes what a process left half done that was killed while it compressed. Under the lock, first of all.
 *
 * @returns The names in the base's folder.
 */
export function settleCompressions(files: Compressible): readonly string[] {
  const fileNames = environment.readdir(dirname(files.base))
  const [seals, copies] = (['seal', 'gz'] as const).map((kind) => listCompressions(files.base, fileNames, kind))
  for (const sealed of seals ?? []) settleSeal(files, sealed, fileNames)
  for (const copy of copies ?? []) settleCopy(files, copy, fileNames)
  return seals?.length || copies?.length ? environment.readdir(dirname(files.base)) : fileNames
}

function settleSeal(files: Compressible, sealed: string, fileNames: readonly string[]): void {
  const file = environment.stat(sealed)
  if (file === undefined) return
  const published = findCopy(files.base, fileNames, file)
  if (published?.origin.size === file.size) {
    unlinkIfThere(sealed)
    return
  }
  const number = Number.parseInt(kindOf(sealed)?.slice('seal-'.length) ?? '', 36)
  files.giveBack(sealed, file, number)
  if (published !== undefined) removeName(files.base, published.path, published.file)
}

function settleCopy(files: Compressible, copy: string, fileNames: readonly string[]): void {
  const file = environment.stat(copy)
  if (file === undefined || (file.nlink === 1 && !isAbandoned(file))) return
  if (file.nlink > 1) {
    const origin = originAt(copy)
    const original = origin && plainBackup(files, fileNames, origin)
    const published = original && compressedNames(files.base, fileNames).find((path) => isAt(path, file))
    if (published) removeName(files.base, published, file)
  }
  unlinkIfThere(copy)
}

/** The original that a copy was made from, if it still has an official name. */
function plainBackup(files: Compressible, fileNames: readonly string[], origin: Origin): string | undefined {
  return files.backups(fileNames).find((path) => {
    const file = environment.stat(path)
    return file !== undefined && isOrigin(origin, file)
  })
}

const isAt = (path: string, file: FileStat) => isSameFile(environment.stat(path), file)

/** Newest first, as far as names tell. */
function compressedNames(base: string, fileNames: readonly string[]): string[] {
  const names = fileNames.filter((name) => name.endsWith(COMPRESSED) && !name.startsWith('.'))
  return names
    .sort()
    .reverse()
    .map((name) => join(dirname(base), name))
}

function findCopy(base: string, fileNames: readonly string[], of: FileStat) {
  for (const path of compressedNames(base, fileNames)) {
    const origin = originAt(path)
    if (!isOrigin(origin, of)) continue
    const file = environment.stat(path)
    if (file !== undefined) return { path, origin, file }
  }
  return undefined
}

export function originAt(path: string): Origin | undefined {
  let fd: number
  try {
    fd = environment.open(path, constants.O_RDONLY, 0)
  } catch {
    return undefined
  }
  try {
    return readOrigin(fd)
  } catch {
    return undefined
  } finally {
    environment.close(fd)
  }
}

/** Whether a file that a writer has open is about to be dropped for its compressed copy. */
export function isSealed(base: string, file: FileStat): boolean {
  return listCompressions(base, environment.readdir(dirname(base)), 'seal').some((path) => isAt(path, file))
}

/** Whether a file that has no name any more is in a compressed backup, up to a byte. */
export function isCaptured(base: string, file: FileStat, end: number): boolean {
  const copy = findCopy(base, environment.readdir(dirname(base)), file)
  return copy !== undefined && end <= copy.origin.size
}

/** Whether a copy in the making belongs to a process that is gone. */
export function isAbandoned(copy: FileStat | undefined): boolean {
  return copy === undefined || Math.abs(environment.now() - copy.mtimeMs) > ABANDONED_COPY_MS
}
