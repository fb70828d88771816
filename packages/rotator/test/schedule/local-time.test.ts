import { describe, expect, it } from 'vitest'
import { clockFields, isSummerTime } from '../../src/schedule/local-time.js'
import { inZone, seconds } from '../support/in-zone.js'

describe('clockFields', () => {
  it("counts as Python's struct_time does: months from 1, Monday as 0", () => {
    expect(clockFields(0, true)).toEqual({ year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, weekday: 3 })
  })

  it("follows the process's zone", () => {
    inZone('Asia/Kathmandu', () => expect(clockFields(0, false)).toMatchObject({ hour: 5, minute: 30 }))
  })
})

describe('isSummerTime', () => {
  it.each([
    ['Europe/Paris', '2026-01-15', false],
    ['Europe/Paris', '2026-07-15', true],
    ['Australia/Lord_Howe', '2026-01-15', true], // half an hour
    ['Australia/Lord_Howe', '2026-07-15', false],
    ['Asia/Kathmandu', '2026-07-15', false],
    ['UTC', '2026-07-15', false],
    // Its law says the opposite; ours keeps midnight at midnight.
    ['Europe/Dublin', '2026-07-15', true],
    ['Africa/Casablanca', '2026-03-01', false], // Ramadan
    ['Africa/Casablanca', '2026-07-15', true],
  ])('in %s on %s is %s', (zone, day, expected) => {
    inZone(zone, () => expect(isSummerTime(seconds(`${day}T12:00:00Z`))).toBe(expected))
  })
})
