/**
 * Reads a compiled zone file, TZif: when the zone's clock was changed, to what, and the rule from the last change on.
 *
 *   header | 32-bit block | header | 64-bit block | \nCET-1CEST,M3.5.0,M10.5.0/3\n      version 2 and later
 *   header | 32-bit block                                                               version 1
 *
 * A file that is cut short, not sorted or refers to what it does not hold is refused whole. Before the first change, the
 * first type that is not daylight time holds, as in glibc. Leap seconds, which only the zones under right/ have, are not
 * applied.
 *
 * Source: RFC 9636; man7.org/linux/man-pages/man5/tzfile.5.html
 */
import { type PosixZone, parsePosixZone, posixMoment, type ZoneMoment } from './posix-zone.js'

/** A zone as its file tells it. */
export interface ZoneFile {
  /** Seconds since 1970, ascending. */
  readonly changes: readonly number[]
  /** The clock's readings from each change on, by the index of the change. */
  readonly after: readonly ZoneMoment[]
  readonly beforeAll: ZoneMoment
  /** The rule that holds from the last change on. */
  readonly rule: PosixZone | undefined
}

const HEADER = 44
const MAGIC = 'TZif'

/** Reads a file's bytes; undefined if they are no sound TZif. */
export function parseZoneFile(bytes: Uint8Array): ZoneFile | undefined {
  const first = readBlock(bytes, 0, 4)
  if (first === undefined || first.version === 0) return first?.zone
  const second = readBlock(bytes, first.end, 8)
  if (second === undefined) return undefined
  const footer = /^\n([^\n\0]*)\n/.exec(ascii(bytes, second.end, Math.min(bytes.length, second.end + 512)))?.[1]
  return { ...second.zone, rule: footer ? parsePosixZone(footer) : undefined }
}

/** Returns the reading of the zone's clock at an instant. */
export function zoneFileMoment({ changes, after, beforeAll, rule }: ZoneFile, second: number): ZoneMoment {
  if (rule !== undefined && second >= (changes.at(-1) ?? -Infinity)) return posixMoment(rule, second)
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((changes[middle] ?? Infinity) <= second) low = middle + 1
    else high = middle
  }
  return after[low - 1] ?? beforeAll
}

interface Block {
  readonly version: number
  readonly zone: ZoneFile
  readonly end: number
}

/** Header and data block at a position; times are of 4 or 8 bytes. */
function readBlock(bytes: Uint8Array, start: number, timeSize: 4 | 8): Block | undefined {
  const data = start + HEADER
  if (bytes.length < data || ascii(bytes, start, start + 4) !== MAGIC) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = (index: number) => view.getUint32(start + 20 + index * 4)
  const [utcs, standards, leaps, times, typeCount, chars] = [count(0), count(1), count(2), count(3), count(4), count(5)]
  const indexes = data + times * timeSize
  const typesAt = indexes + times
  const names = typesAt + typeCount * 6
  const end = names + chars + leaps * (timeSize + 4) + standards + utcs
  if (end > bytes.length || typeCount === 0) return undefined

  const types = readTypes(view, typesAt, typeCount, ascii(bytes, names, names + chars))
  const timeAt = (at: number) => (timeSize === 8 ? Number(view.getBigInt64(at)) : view.getInt32(at))
  const changes = Array.from({ length: times }, (_, index) => timeAt(data + index * timeSize))
  const after = changes.map((_, index) => types?.[view.getUint8(indexes + index)])
  const beforeAll = types?.find((type) => type.tm_isdst === 0) ?? types?.[0]
  if (beforeAll === undefined || !after.every((type) => type !== undefined) || !isAscending(changes)) return undefined
  return { version: view.getUint8(start + 4), zone: { changes, after, beforeAll, rule: undefined }, end }
}

/** Types of six bytes: offset, daylight time or not, where the name begins. */
function readTypes(view: DataView, at: number, count: number, names: string): readonly ZoneMoment[] | undefined {
  const types: ZoneMoment[] = []
  for (let position = at; position < at + count * 6; position += 6) {
    const isdst = view.getUint8(position + 4)
    const nameAt = view.getUint8(position + 5)
    if (isdst > 1 || nameAt >= names.length) return undefined
    const [tm_zone = ''] = names.slice(nameAt).split('\0', 1)
    types.push({ tm_gmtoff: view.getInt32(position), tm_isdst: isdst === 1 ? 1 : 0, tm_zone })
  }
  return types
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0))
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}
