import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inZone } from '../../../packages/formatter/test/support/zone.js'
import { currentZone, zoneAt } from '../src/zone-names.js'
import { zoneFile } from './zone-file.js'

const JANUARY = 1768478400
const JULY = 1784116800
const nowhere = { tm_gmtoff: 0, tm_isdst: 0, tm_zone: '' }
let directory = ''

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'zones-'))
})
afterAll(() => rmSync(directory, { recursive: true }))

function inFile<Result>(bytes: Uint8Array, run: () => Result): Result {
  const path = join(directory, `zone-${bytes.length}-${Math.random()}`)
  writeFileSync(path, bytes)
  return inZone(path, run)
}

/** Runs with zone files looked for in another directory, or in the usual one for undefined. */
function inDirectory<Result>(zones: string, run: () => Result): Result {
  process.env['TZDIR'] = zones
  try {
    return run()
  } finally {
    delete process.env['TZDIR']
  }
}

describe('zoneAt', () => {
  it('names daylight and standard time', () => {
    inZone('Europe/Paris', () => {
      expect(zoneAt(JANUARY)).toEqual({ tm_gmtoff: 3600, tm_isdst: 0, tm_zone: 'CET' })
      expect(zoneAt(JULY)).toEqual({ tm_gmtoff: 7200, tm_isdst: 1, tm_zone: 'CEST' })
    })
  })

  it('changes at the second at which the zone does', () => {
    inZone('America/New_York', () => {
      expect([1772953199, 1772953200].map((second) => zoneAt(second).tm_zone)).toEqual(['EST', 'EDT'])
    })
  })

  it('knows the local mean time of old dates to the second, and the rule of dates to come', () => {
    inZone('Europe/Paris', () => {
      expect(zoneAt(-3e9)).toEqual({ tm_gmtoff: 561, tm_isdst: 0, tm_zone: 'LMT' })
      expect(zoneAt(Date.UTC(2999, 6, 1) / 1000).tm_zone).toBe('CEST')
    })
  })

  it('takes a colon, a path, and a zone written out', () => {
    const names = [':Europe/Paris', '/usr/share/zoneinfo/Europe/Paris', 'CET-1CEST,M3.5.0,M10.5.0/3']

    expect(names.map((name) => inZone(name, () => zoneAt(JULY).tm_zone))).toEqual(['CEST', 'CEST', 'CEST'])
  })

  it('is UTC for an empty name', () => {
    for (const name of ['', ':']) expect(inZone(name, () => zoneAt(JULY))).toEqual({ ...nowhere, tm_zone: 'UTC' })
  })

  it('is UTC under the first letters of a name that nobody knows', () => {
    expect(inZone('Nowhere/Land', () => zoneAt(JULY))).toEqual({ ...nowhere, tm_zone: 'Nowhere' })
    expect(inZone('X/Y', () => zoneAt(JULY))).toEqual(nowhere)
  })

  it('looks for files where TZDIR says', () => {
    const data = zoneFile({ types: [{ tm_gmtoff: 1800, tm_isdst: 0, tm_zone: 'HALF' }], footer: '' })
    mkdirSync(join(directory, 'Here'))
    writeFileSync(join(directory, 'Here', 'Half'), data)

    inDirectory(directory, () => expect(inZone('Here/Half', () => zoneAt(JULY).tm_zone)).toBe('HALF'))
  })

  it("goes by Node's clock where there are no zone files", () => {
    inDirectory(join(directory, 'missing'), () => {
      expect(inZone('Europe/Paris', () => zoneAt(JULY))).toEqual({ tm_gmtoff: 7200, tm_isdst: 1, tm_zone: 'CEST' })
      expect(inZone('America/Chicago', () => zoneAt(JANUARY))).toEqual({
        tm_gmtoff: -21600,
        tm_isdst: 0,
        tm_zone: 'CST',
      })
      // What the abbreviation is depends on the version of Node's own data.
      const kathmandu = inZone('Asia/Kathmandu', () => zoneAt(JULY))
      expect(kathmandu).toMatchObject({ tm_gmtoff: 20700, tm_isdst: 0 })
      expect(kathmandu.tm_zone).toMatch(/^(\+0545|NPT)$/)
    })
  })

  it('does not take half of what Node makes of a misspelt name', () => {
    // Intl knows the zone by any letter case, Date and the zone files do not: CET at UTC's hour would be neither.
    expect(inZone('europe/paris', () => zoneAt(JULY))).toEqual({ ...nowhere, tm_zone: 'europe' })
  })

  it('stays one object until TZ changes', () => {
    const zone = inZone('Asia/Tokyo', () => {
      expect(currentZone()).toBe(currentZone())
      return currentZone()
    })

    expect(inZone('Asia/Seoul', currentZone)).not.toBe(zone)
  })
})

describe('a zone file named by TZ', () => {
  const standard = { tm_gmtoff: 3600, tm_isdst: 0, tm_zone: 'STD' } as const
  const daylight = { tm_gmtoff: 7200, tm_isdst: 1, tm_zone: 'DST' } as const
  const sound = zoneFile({
    types: [daylight, standard],
    changes: [
      [1000, 0],
      [2000, 1],
    ],
    footer: 'STD-1',
  })

  it('is read, with the first type that is not daylight time before all changes', () => {
    inFile(sound, () => {
      expect([-1e10, 999, 1000, 1999, 2000, 1e10].map((second) => zoneAt(second).tm_zone)).toEqual([
        'STD',
        'STD',
        'DST',
        'DST',
        'STD',
        'STD',
      ])
    })
  })

  it('may lack the rule at its end', () => {
    const bytes = zoneFile({ types: [standard, daylight], changes: [[1000, 1]], footer: '' })

    expect(inFile(bytes, () => zoneAt(1e10))).toEqual(daylight)
  })

  it('may be of the first version, with times of 32 bits', () => {
    const bytes = zoneFile({ version: 1, types: [standard, daylight], changes: [[1000, 1]] })

    expect(inFile(bytes, () => [zoneAt(999), zoneAt(1000)])).toEqual([standard, daylight])
  })

  it('is refused when it ends early, wherever that is', () => {
    const footer = 'STD-1'.length + 2

    for (let length = 0; length < sound.length - footer; length += 1) {
      expect(inFile(sound.subarray(0, length), () => zoneAt(1500))).toEqual(nowhere)
    }
  })

  it('never throws, whatever its bytes are', () => {
    for (let at = 0; at < sound.length; at += 1) {
      for (const value of [0, 1, 127, 255]) {
        const junk = Uint8Array.from(sound)
        junk[at] = value

        expect(inFile(junk, () => typeof zoneAt(1500).tm_zone)).toBe('string')
      }
    }
  })

  it('is refused when it is a directory, too large, or something else', () => {
    const large = new Uint8Array(100_000)
    large.set(sound)

    expect(inZone(directory, () => zoneAt(1500))).toEqual(nowhere)
    expect(inFile(large, () => zoneAt(1500))).toEqual(nowhere)
    expect(inFile(new TextEncoder().encode('[section]\nkey = value\n'), () => zoneAt(1500))).toEqual(nowhere)
    expect(inZone('/dev/zero', () => zoneAt(1500))).toEqual(nowhere)
  })

  it('is refused when its changes are out of order', () => {
    const bytes = zoneFile({
      types: [standard],
      changes: [
        [2000, 0],
        [1000, 0],
      ],
      footer: '',
    })

    expect(inFile(bytes, () => zoneAt(1500))).toEqual(nowhere)
  })

  it('is the same zone under another name', () => {
    const copy = join(directory, 'copy')
    copyFileSync('/usr/share/zoneinfo/Australia/Lord_Howe', copy)

    expect(inZone(copy, () => zoneAt(JULY))).toEqual({ tm_gmtoff: 37800, tm_isdst: 0, tm_zone: '+1030' })
  })
})
