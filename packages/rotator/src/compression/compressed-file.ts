/**
 * The origin of a compressed backup, noted in the backup itself: the file that it was made from.
 *
 *   app.log.2026-07-15.gz = an empty gzip member that carries the origin | the text, one member or more
 *
 * Every gzip reader passes over an empty member. With the origin, whoever finds a compressed backup can tell whether a
 * file that is still there, or that a writer still has open, is in it, and how much of it.
 *
 * Source: RFC 1952, section 2.3 (members, and the extra field)
 */
import { environment, type FileStat } from '../world/environment.js'

/** The file that a backup was made from. */
export interface Origin {
  readonly ino: number
  readonly birthtimeMs: number
  /** Bytes of it that are in the backup: all that was in it when nobody could be writing to it any more. */
  readonly size: number
}

/** Extra field, XFL and OS unknown. */
const START = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255])
const ID = Buffer.from('PL')
const NUMBERS = 24
/** An empty block, and the checksum and length of nothing. */
const END = Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0])
const FIELD = START.length + 2

/** Length in bytes of what `originMember` gives. */
export const ORIGIN_LENGTH = FIELD + 4 + NUMBERS + END.length

export function originMember({ ino, birthtimeMs, size }: Origin): Buffer {
  const field = Buffer.alloc(2 + 4 + NUMBERS)
  field.writeUInt16LE(4 + NUMBERS, 0)
  ID.copy(field, 2)
  field.writeUInt16LE(NUMBERS, 4)
  for (const [index, value] of [ino, birthtimeMs, size].entries()) field.writeDoubleLE(value, 6 + 8 * index)
  return Buffer.concat([START, field, END])
}

/** @returns Undefined when this is no compressed backup of ours, or not a finished one. */
export function readOrigin(fd: number): Origin | undefined {
  const bytes = Buffer.alloc(ORIGIN_LENGTH)
  if (environment.read(fd, bytes, 0) !== ORIGIN_LENGTH) return undefined
  const [ino, birthtimeMs, size] = [0, 1, 2].map((index) => bytes.readDoubleLE(FIELD + 4 + 8 * index))
  if (ino === undefined || birthtimeMs === undefined || size === undefined) return undefined
  const origin = { ino, birthtimeMs, size }
  return ino > 0 && originMember(origin).equals(bytes) ? origin : undefined
}

/** Whether a backup was made from this very file. An inode's number can be a later file's too; its birth cannot. */
export function isOrigin(origin: Origin | undefined, file: FileStat): origin is Origin {
  if (origin === undefined || origin.ino !== file.ino) return false
  return origin.birthtimeMs === file.birthtimeMs || !environment.tellsBirths()
}
