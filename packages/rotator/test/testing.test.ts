import * as fs from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { currentTime, setClock, TimedRotatingFile } from './support/package.js'
import { tempDir } from './support/temp-dir.js'

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
