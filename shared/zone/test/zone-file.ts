import type { ZoneMoment } from '../src/posix-zone.js'

interface Content {
  readonly version?: 1 | 2
  readonly types: readonly ZoneMoment[]
  /** Instants, and the index of the type that holds from there on. */
  readonly changes?: readonly (readonly [second: number, type: number])[]
  readonly footer?: string
}

/** The bytes of a compiled zone file, TZif. Version 2 begins with an empty block for old readers. */
export function zoneFile({ version = 2, types, changes = [], footer = '' }: Content): Uint8Array {
  if (version === 1) return Buffer.concat(block(1, types, changes))
  return Buffer.concat([...block(2, types.slice(0, 1), []), ...block(2, types, changes), Buffer.from(`\n${footer}\n`)])
}

function block(version: 1 | 2, types: readonly ZoneMoment[], changes: NonNullable<Content['changes']>): Buffer[] {
  const names = Buffer.from(types.map(({ tm_zone }) => `${tm_zone}\0`).join(''))
  const header = Buffer.alloc(44)
  header.write(version === 1 ? 'TZif\0' : 'TZif2')
  header.writeUInt32BE(changes.length, 32)
  header.writeUInt32BE(types.length, 36)
  header.writeUInt32BE(names.length, 40)
  const times = changes.map(([second]) => {
    const time = Buffer.alloc(version === 1 ? 4 : 8)
    if (version === 1) time.writeInt32BE(second)
    else time.writeBigInt64BE(BigInt(second))
    return time
  })
  return [header, ...times, Buffer.from(changes.map(([, type]) => type)), ...types.map(typeEntry(types)), names]
}

function typeEntry(types: readonly ZoneMoment[]): (type: ZoneMoment, index: number) => Buffer {
  return ({ tm_gmtoff, tm_isdst }, index) => {
    const entry = Buffer.alloc(6)
    entry.writeInt32BE(tm_gmtoff)
    entry[4] = tm_isdst
    entry[5] = types.slice(0, index).reduce((at, { tm_zone }) => at + tm_zone.length + 1, 0)
    return entry
  }
}
