/**
 * The tail of a file: the bytes that other processes wrote to it while a user's function copied it and removed it.
 *
 *   rescueTail('app.log', '.app.log.….kept-2s', 'app.log.1.gz')   appends it to app.log, and removes the hidden name
 *
 * The hidden name says how long the file was before the function began, so the copy has at least that. How much more it
 * has, a plain copy tells by its length and a gzip file by its last four bytes; of a copy in another form the lines that
 * were written while it was made are there twice rather than not at all.
 *
 * A writer that looked at the base just before the function removed it may write to the old file for a moment more. One
 * that was stopped asks after its write whether the file still has a name: hence the last look, after ours is gone.
 */
import { constants } from 'node:fs'
import { isSameFile } from '../file/file-identity.js'
import { COMPRESSED, kindOf } from '../file/hidden-names.js'
import { unlinkIfThere } from '../file/name-steps.js'
import { CAREFUL, fileNamed, type OpenedFile, openNamed, stateBehind } from '../file/named-file.js'
import { environment } from '../world/environment.js'
import { REMOVAL_GRACE_MS } from '../world/timings.js'

const PREFIX = 'kept-'
const CHUNK_BYTES = 65_536
const COMPARED_BYTES = 4096
const GZIP = Buffer.from([0x1f, 0x8b])
const NEWLINE = 10

/** Whether a hidden name is one that a rotation by a user's function has left. */
export function isKept(leftover: string): boolean {
  return kindOf(leftover)?.startsWith(PREFIX) ?? false
}

/**
 * Appends to the base what the file under the hidden name has more than its copy, and removes that name.
 *
 * @param dest - The name that the function was given for the copy, if it is known.
 * @throws Node's error; the hidden name then stays, and the next rotation tries again.
 */
export function rescueTail(base: string, kept: string, dest?: string): void {
  const [file, now] = [fileNamed(kept), stateBehind(base)]
  if (file === undefined) return
  // The function has left it in its place, or renamed it: nothing is gone.
  if (isSameFile(now, file) || file.nlink > 1) {
    unlinkIfThere(kept)
    return
  }
  // Somebody else has made such a name, and wants us to write what is in it.
  if (now !== undefined && now.uid !== file.uid) return
  const old = openNamed(kept)
  if (old === undefined) return
  try {
    environment.sleep(REMOVAL_GRACE_MS)
    const start = startOfTail(old, sizeIn(kept), dest)
    // A rollover by hand with `delay` leaves no file: then the next rotation appends what there is.
    if (now === undefined && start < environment.fstat(old.fd).size) return
    const end = appendFrom(base, old.fd, start)
    unlinkIfThere(kept)
    appendFrom(base, old.fd, end)
  } finally {
    environment.close(old.fd)
  }
}

function sizeIn(kept: string): number {
  return Number.parseInt(kindOf(kept)?.slice(PREFIX.length) ?? '', 36)
}

/** @returns The end, in the old file, of the part that was appended. */
function appendFrom(base: string, old: number, start: number): number {
  const { size } = environment.fstat(old)
  if (size <= start) return start
  const fd = environment.open(base, constants.O_WRONLY | constants.O_APPEND | CAREFUL, 0)
  try {
    let position = start
    while (position < size) {
      const bytes = readAt(old, position, Math.min(CHUNK_BYTES, size - position))
      // By whole lines, between which others may write.
      const lines = position + bytes.length < size ? bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1) : bytes
      const piece = lines.length === 0 ? bytes : lines
      if (piece.length === 0) break
      for (let written = 0; written < piece.length; ) written += environment.write(fd, piece, written)
      position += piece.length
    }
    return position
  } finally {
    environment.close(fd)
  }
}

/** The start of the first line that is not, or not whole, in the copy. */
function startOfTail(old: OpenedFile, before: number, dest: string | undefined): number {
  const { size } = environment.fstat(old.fd)
  const copied = dest === undefined ? before : (lengthCopied(dest, old, before, size) ?? before)
  const lines = readAt(old.fd, Math.max(0, copied - CHUNK_BYTES), Math.min(CHUNK_BYTES, copied))
  // Where lines do not end in this byte, as in UTF-16, their starts cannot be told.
  if (size === copied || readAt(old.fd, size - 1, 1)[0] !== NEWLINE) return copied
  return copied - (lines.length - 1 - lines.lastIndexOf(NEWLINE))
}

/** Returns the number of bytes of the file that are in its copy; undefined where that cannot be told. */
function lengthCopied(dest: string, old: OpenedFile, before: number, size: number): number | undefined {
  for (const path of [dest, `${dest}${COMPRESSED}`]) {
    const copy = openNamed(path)
    if (copy === undefined) continue
    try {
      const length = lengthBehind(copy, old, before)
      if (length !== undefined && length >= before && length <= size) return length
    } finally {
      environment.close(copy.fd)
    }
  }
  return undefined
}

function lengthBehind({ fd, file }: OpenedFile, old: OpenedFile, before: number): number | undefined {
  if (readAt(fd, 0, GZIP.length).equals(GZIP)) {
    const length = readAt(fd, file.size - 4, 4)
    // The length is given modulo 2^32.
    return length.length < 4 ? undefined : before + ((length.readUInt32LE(0) - (before % 2 ** 32) + 2 ** 32) % 2 ** 32)
  }
  const compared = Math.min(COMPARED_BYTES, before)
  return readAt(fd, 0, compared).equals(readAt(old.fd, 0, compared)) ? file.size : undefined
}

function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, length))
  return bytes.subarray(0, environment.read(fd, bytes, Math.max(0, position)))
}
