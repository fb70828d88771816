import * as fs from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { currentTime, setClock, TimedRotatingFile } from './support/package.js'
import { filesIn, tempDir } from './support/temp-dir.js'

it('files are born when the clock of a test says, before or after the real time', () => {
  const folder = tempDir()
  for (const year of [2001, 2101]) {
    setClock(() => BigInt(Date.UTC(year, 0, 1)) * 1_000_000n)
    expect(currentTime()).toBe(Date.UTC(year, 0, 1) / 1000)

    const file = new TimedRotatingFile(join(folder, `${year}.log`), { when: 'd', utc: true })
    file.write('a\n')
    file.close()

    expect(file.rolloverAt).toBe(Date.UTC(year, 0, 2) / 1000)
    setClock(null)
  }
  expect(Math.abs(currentTime() - Date.now() / 1000)).toBeLessThan(1)
  expect(fs.readdirSync(folder)).toEqual(['2001.log', '2101.log'])
})

it('a file that is made when another was removed has its own birth', () => {
  let now = Date.UTC(2001, 0, 1)
  setClock(() => BigInt(now) * 1_000_000n)
  const folder = tempDir()
  const ends = [1, 2, 3].map(() => {
    const path = join(folder, 'app.log')
    const file = new TimedRotatingFile(path, { when: 'd', utc: true })
    file.close()
    // As a test does that clears its folder: not by calls of the package.
    fs.rmSync(path)
    now += 86_400_000
    return file.rolloverAt
  })
  setClock(null)

  expect(ends).toEqual([2, 3, 4].map((day) => Date.UTC(2001, 0, day) / 1000))
})

it('files are rotated under fake timers, which go on as a test says', () => {
  vi.useFakeTimers({ now: Date.UTC(2040, 5, 1, 12) })
  setClock(() => BigInt(Date.now()) * 1_000_000n)
  const folder = tempDir()
  const file = new TimedRotatingFile(join(folder, 'app.log'), { when: 'midnight', utc: true })
  file.write('today\n')
  vi.advanceTimersByTime(11 * 3_600_000)
  file.write('tonight\n')

  vi.advanceTimersByTime(2 * 3_600_000)
  file.write('tomorrow\n')

  file.close()
  setClock(null)
  vi.useRealTimers()
  expect(filesIn(folder)).toEqual({ 'app.log': 'tomorrow\n', 'app.log.2040-06-01': 'today\ntonight\n' })
})
