/**
 * Compresses backups while any number of processes write, rotate, delete and compress.
 *
 *   COPY     app.log.DATE compressed into .gz-INODE         no lock; takes as long as it takes
 *   SEAL     rename(app.log.DATE, .seal)                    from here on under the lock
 *            what was written since COPY, appended; the size noted in the copy
 *   PUBLISH  link(.gz-INODE, app.log.DATE.gz)               never overwrites
 *            stat(.seal)                                    gone: somebody took us for dead, and gave the file its name back
 *   DROP     unlink(.seal), unlink(.gz-INODE)
 *
 * As long as the original has a name, the original counts and a copy of it is thrown away; when it has none, the copy
 * counts. So whoever finds a half done compression knows what to do (compress-traces.ts).
 *
 * The line to fear for is that of a writer which was stopped for so long that the file it has open was rotated twice
 * since it looked. It can write before SEAL, and the line is in the copy; or after the size was noted, and it is not. So
 * a writer that was stopped asks afterwards (`isSealed`, `isCaptured`): a sealed file is about to go, and is waited for;
 * when it has gone, the size in the copy tells whether the line is in it. The size is noted while the file is sealed. A
 * writer that finds its file not sealed after a write therefore knows that its write came before the note.
 *
 * Whether the original has a name is asked by looking at the names, and not by the count of its links: several file
 * systems keep the count of a removed file that is open. Only a count of none is believed.
 *
 * Source: RFC 1952. Every step of this is stopped, killed and failed in test/fault/.
 */

import { constants } from 'node:fs'
import type { Backup, Compressible } from '../backups/compressible.js'
import { identityOf, isSameFile } from '../file/file-identity.js'
import { tryLock } from '../file/file-lock.js'
import { namesBeside } from '../file/folder-names.js'
import { COMPRESSED, kindOf, listCompressions, oldKind, temporaryName } from '../file/hidden-names.js'
import {
  hasNoLinks,
  isVanished,
  moveAside,
  putBack,
  removeName,
  renameUnlessTaken,
  unlinkIfThere,
} from '../file/name-steps.js'
import { fileNamed, openNamed, stateOf } from '../file/named-file.js'
import { makeAlike } from '../file/new-file.js'
import type { Job } from '../world/background.js'
import { environment, type FileStat } from '../world/environment.js'
import { errorCode } from '../world/errors.js'
import { BACKGROUND_LOCK_RETRY_MS, LISTED_MS, PATIENT_GRACE_MS, SEALED_MS } from '../world/timings.js'
import { join, type Trouble, troubleBeside } from '../world/trouble.js'
import { isAbandoned, originAt } from './compress-traces.js'
import { isOrigin, ORIGIN_LENGTH, type Origin, originMember } from './compressed-file.js'

const { O_RDWR, O_CREAT, O_EXCL } = constants
const LOCK_ATTEMPTS = 100

/**
 * Compresses whatever may be, oldest first. A backup that cannot be compressed keeps no other from it.
 *
 * @param ended - Is called at the end, with the first thing that went wrong.
 */
export function* compressBackups(files: Compressible, ended: (trouble: Trouble | null) => void): Job {
  let trouble: Trouble | null = null
  try {
    const fileNames = recentNames(files.base)
    // The newest stays as it is: records of its period may still be on their way to it.
    const older = files.backups(fileNames()).slice(0, -1)
    for (const backup of older.filter(({ path }) => !path.endsWith(COMPRESSED))) {
      try {
        yield* compressOne(files, backup, fileNames)
      } catch (error) {
        trouble ??= troubleBeside(error)
      }
    }
  } catch (error) {
    trouble = troubleBeside(error)
  }
  ended(join(files.notes.take(), trouble))
}

/** The names in a file's folder, which may hold thousands: as they were a moment ago. */
function recentNames(base: string): () => readonly string[] {
  let [names, listedAt]: [readonly string[], number] = [[], -Infinity]
  return () => {
    const now = environment.monotonic()
    if (now - listedAt >= LISTED_MS) [names, listedAt] = [namesBeside(base), now]
    return names
  }
}

function* compressOne(files: Compressible, backup: Backup, fileNames: () => readonly string[]): Job {
  const opened = openNamed(backup.path)
  if (opened === undefined) return
  const { fd: source, file } = opened
  try {
    // A second name is a rotation's that is not finished, or a user's who wants the file as it is.
    if (file.nlink !== 1 || isBeingCopied(files.base, file, fileNames())) return
    // Until no writer can take it for the base any more. (A clock that was set back tells nothing.)
    if (Math.abs(environment.now() - file.ctimeMs) < PATIENT_GRACE_MS) yield { pauseMs: PATIENT_GRACE_MS }
    yield* copyAndPublish(files, backup, source, file)
  } finally {
    environment.close(source)
  }
}

function* copyAndPublish(files: Compressible, backup: Backup, source: number, file: FileStat): Job {
  const copy = temporaryName(files.base, `gz-${identityOf(file)}`)
  const target = environment.open(copy, O_RDWR | O_CREAT | O_EXCL, 0o600)
  try {
    const size = yield { from: source, to: target, at: ORIGIN_LENGTH }
    for (let attempt = 1; attempt <= LOCK_ATTEMPTS; attempt++) {
      const release = tryLock(files.base)
      if (release === null) {
        yield { pauseMs: BACKGROUND_LOCK_RETRY_MS }
        continue
      }
      try {
        publish(files, { backup, file, source, target, copy, size })
      } finally {
        release()
      }
      return
    }
  } finally {
    try {
      unlinkIfThere(copy)
    } finally {
      environment.close(target)
    }
  }
}

interface Copy {
  /** The backup as it was when it was chosen. */
  readonly backup: Backup
  readonly file: FileStat
  readonly source: number
  readonly target: number
  /** Path of the target. */
  readonly copy: string
  /** Bytes of the source that are in it. */
  readonly size: number
}

function publish(files: Compressible, { backup, file, source, target, copy, size }: Copy): void {
  // Numbers move, and names are taken away.
  const name = isSameFile(fileNamed(backup.path), file) ? backup : files.nameOf(file)
  if (name === undefined) return
  const { path, number } = name
  const begun = environment.monotonic()
  const sealed = seal(files, path, file, number)
  if (sealed === undefined) return
  const giveBack = () => files.giveBack(sealed, file, number)
  let [published, captured] = [false, size]
  try {
    const { size: now, mtimeMs } = environment.fstat(source)
    const origin: Origin = { ino: file.ino, birthtimeMs: file.birthtimeMs, size: now }
    append(target, source, size, now)
    captured = now
    environment.writeAt(target, originMember(origin), 0)
    makeAlike(target, file.mode & 0o7777, file)
    environment.utimes(copy, new Date(mtimeMs), new Date(mtimeMs))
    published = linkCopy(files, copy, `${path}${COMPRESSED}`, sealed, file)
  } finally {
    if (!published) giveBack()
  }
  if (!published) return
  const isTooLate = () => environment.monotonic() - begun > SEALED_MS
  if (!isTooLate() && isSameFile(fileNamed(sealed), file)) unlinkIfThere(sealed)
  else giveBack()
  // If the original has a name, we or another process gave it back, and the copy is removed. If it has none, it is we or
  // another process who finished the work. Its one link was counted when it was opened, so that a count of none is true;
  // any other count tells nothing.
  if (environment.fstat(source).nlink > 0 && files.nameOf(file) !== undefined)
    removeCopy(files, `${path}${COMPRESSED}`, target, file)
  // A writer may have given up waiting: its line twice rather than not at all.
  else if (isTooLate()) append(target, source, captured, environment.fstat(source).size)
}

/** Removes a copy, unless the original has been dropped for it meanwhile. */
function removeCopy(files: Compressible, path: string, target: number, original: FileStat): void {
  const copy = environment.fstat(target)
  if (!isSameFile(fileNamed(path), copy)) return
  const aside = moveAside(files.base, path, oldKind(path))
  const moved = aside && stateOf(aside)
  if (!moved) return
  if (isSameFile(moved, copy) && files.nameOf(original) !== undefined) unlinkIfThere(aside)
  else putBack(aside, path)
}

/** @returns The hidden name that the file has now; undefined when the name led elsewhere by now. */
function seal(files: Compressible, path: string, file: FileStat, number: number): string | undefined {
  const sealed = moveAside(files.base, path, `seal-${number.toString(36)}`)
  if (sealed === undefined) return undefined
  const moved = stateOf(sealed)
  if (isSameFile(moved, file)) return sealed
  if (moved !== undefined) files.giveBack(sealed, moved, number)
  return undefined
}

/** Compresses what has come to a file since it was copied. */
function append(target: number, source: number, from: number, to: number): void {
  if (to <= from) return
  const { gzipSync } = require('node:zlib') as typeof import('node:zlib')
  const rest = Buffer.alloc(to - from)
  const length = environment.read(source, rest, from)
  environment.writeAt(target, gzipSync(rest.subarray(0, length)), environment.fstat(target).size)
}

/** @returns Whether the copy has that name. */
function linkCopy(files: Compressible, copy: string, name: string, sealed: string, file: FileStat): boolean {
  try {
    linkOrRename(copy, name)
    return true
  } catch (error) {
    if (isVanished(error, copy)) return false
    if (errorCode(error) !== 'EEXIST') throw error
  }
  // An unfinished copy of this very file is in the way, or something of somebody's.
  const taken = originAt(name)
  if (taken === undefined || !isOrigin(taken.origin, file)) return false
  if (!isSameFile(fileNamed(sealed), file)) return false
  removeName(files.base, name, taken.file)
  try {
    linkOrRename(copy, name)
    return true
  } catch (error) {
    if (isVanished(error, copy) || errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/**
 * Gives a file a second name, or moves it where there are no hard links; then the lock alone keeps others from taking
 * the name in between.
 */
function linkOrRename(from: string, to: string): void {
  try {
    environment.link(from, to)
  } catch (error) {
    if (!hasNoLinks(error) || !renameUnlessTaken(from, to)) throw error
  }
}

/** Whether another process is copying a backup. The question saves work: two copies of one file do no harm. */
function isBeingCopied(base: string, file: FileStat, fileNames: readonly string[]): boolean {
  const kind = `gz-${identityOf(file)}`
  return listCompressions(base, fileNames, 'gz').some((path) => {
    return kindOf(path) === kind && !isAbandoned(stateOf(path))
  })
}
