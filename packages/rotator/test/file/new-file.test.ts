/** The second in which a file is born, which decides about its period. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { environment, replaceEnvironment } from '../../src/world/environment.js'
import { setClock, TimedRotatingFile } from '../support/package.js'
import { filesIn, tempDir } from '../support/temp-dir.js'

describe('on a kernel whose clock for files is 7 ms behind', () => {
  const SECOND = 1_767_268_800_000
  let milliseconds: number
  let restore: () => void

  beforeEach(() => {
    milliseconds = SECOND - 3000
    setClock(() => BigInt(milliseconds) * 1_000_000n)
    restore = replaceEnvironment((system) => ({
      now: () => system.now() + 7,
      sleep: (duration) => {
        milliseconds += duration
      },
    }))
  })
  afterEach(() => {
    restore()
    setClock(null)
  })

  it.each([undefined, 0o640])('a file that is made when a period begins is of that period, mode %o', (mode) => {
    const folder = tempDir()
    const file = new TimedRotatingFile(join(folder, 'app.log'), { when: 's', utc: true, mode })
    file.write('early\n')
    milliseconds = SECOND - 7 + 1 // a millisecond after, by our clock

    file.write('first\n')
    file.write('second\n')

    const other = new TimedRotatingFile(join(folder, 'app.log'), { when: 's', utc: true })
    expect([file.rolloverAt, other.rolloverAt]).toEqual([SECOND / 1000 + 1, SECOND / 1000 + 1])
    expect(filesIn(folder)).toEqual({
      'app.log': 'first\nsecond\n',
      'app.log.2026-01-01_11-59-57': 'early\n',
    })
  })

  it('a file is made so where there are no hard links, too', () => {
    const folder = tempDir()
    milliseconds = SECOND - 7 + 1
    const undo = replaceEnvironment(() => ({
      link() {
        throw Object.assign(new Error('no links'), { code: 'EPERM', syscall: 'link' })
      },
    }))

    const file = new TimedRotatingFile(join(folder, 'app.log'), { when: 's', utc: true })
    undo()

    expect(file.rolloverAt).toBe(SECOND / 1000 + 1)
    expect(filesIn(folder)).toEqual({ 'app.log': '' })
  })
})

it.each([{}, { maxBytes: 4 }])(
  'a record of the last milliseconds of a period is in that period, if it is the first of its file, with %o',
  (options) => {
    for (let attempt = 0; attempt < 3; attempt++) {
      const folder = tempDir()
      const file = new TimedRotatingFile(join(folder, 'app.log'), { when: 's', utc: true, delay: true, ...options })
      if (attempt > 0) file.write('before\n')
      environment.sleep((1991 - (Date.now() % 1000)) % 1000)

      const second = Math.floor(Date.now() / 1000)
      file.write('late\n')
      // The machine had something else to do.
      if (Math.floor(Date.now() / 1000) !== second) continue

      expect(file.rolloverAt).toBe(second + 1)
    }
  },
)
