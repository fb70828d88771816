import * as fs from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { type FileStat, replaceEnvironment } from '../../src/world/environment.js'
import { ntfsStat, patiently } from '../../src/world/windows.js'
import { tempDir } from '../support/temp-dir.js'

const QUIET = { throwIfNoEntry: false, bigint: true } as const

function failing(code: string, times: number): () => string {
  let left = times
  return () => {
    if (left-- > 0) throw Object.assign(new Error(code), { code })
    return 'done'
  }
}

describe('ntfsStat', () => {
  const stat = (changes: object) => Object.assign(fs.statSync('/', { bigint: true }), changes)

  it('tells two files apart whose numbers are one as doubles', () => {
    const number = 2n ** 62n + 7n
    expect(Number(number)).toBe(Number(number + 1n))

    expect(ntfsStat(stat({ ino: number })).ino).not.toBe(ntfsStat(stat({ ino: number + 1n })).ino)
    expect(ntfsStat(stat({ ino: number })).ino).toBe(ntfsStat(stat({ ino: number })).ino)
  })

  it('sees one volume in 64 and in 32 bits of its number', () => {
    expect(ntfsStat(stat({ dev: 2n ** 40n + 5n })).dev).toBe(ntfsStat(stat({ dev: 5n })).dev)
  })

  it('says nothing of a birth, which may be that of the file that had the name before', () => {
    expect(ntfsStat(stat({})).birthtimeMs).toBe(0)
  })
})

describe('patiently', () => {
  it('waits a tenth of a second in all for a program that has the file open', () => {
    const slept: number[] = []

    expect(patiently(failing('EBUSY', 3), (milliseconds) => slept.push(milliseconds))).toBe('done')
    expect(() => patiently(failing('EPERM', 9), (milliseconds) => slept.push(milliseconds))).toThrow('EPERM')

    expect(slept.slice(0, 3)).toEqual([5, 10, 20])
    expect(slept.slice(3).reduce((sum, milliseconds) => sum + milliseconds)).toBe(105)
  })

  it('does not wait for what no wait can mend', () => {
    expect(() => patiently(failing('EEXIST', 1), () => expect.unreachable())).toThrow('EEXIST')
  })
})

describe('a file on NTFS', () => {
  let restore = () => {}
  afterEach(() => restore())

  it('rotates at each period, though births are inherited and stat and fstat name the volume otherwise', () => {
    const path = join(tempDir(), 'app.log')
    let now = Date.UTC(2026, 0, 1) / 1000
    const dated = (stat: FileStat): FileStat => ({
      ...stat,
      mtimeMs: now * 1000,
      isFile: stat.isFile,
      isDirectory: stat.isDirectory,
    })
    restore = replaceEnvironment(() => ({
      now: () => now * 1000,
      tellsBirths: () => false,
      stat: (name) => {
        const stat = fs.statSync(name, QUIET)
        return stat && { ...dated(ntfsStat(stat)), dev: Number(stat.dev) + 2 ** 33 }
      },
      fstat: (fd) => dated(ntfsStat(fs.fstatSync(fd, { bigint: true }))),
    }))
    const file = new TimedRotatingFile(path, { when: 'M', utc: true })

    for (let minute = 0; minute < 4; minute += 1) {
      file.write(`minute ${minute}\n`)
      now += 60
    }
    file.close()

    const backups = ['app.log', 'app.log.2026-01-01_00-00', 'app.log.2026-01-01_00-01', 'app.log.2026-01-01_00-02']
    expect(fs.readdirSync(join(path, '..')).sort()).toEqual(backups)
    for (const [index, name] of [...backups.slice(1), backups[0]].entries())
      expect(fs.readFileSync(join(path, '..', String(name)), 'utf8')).toBe(`minute ${index}\n`)
  })
})
