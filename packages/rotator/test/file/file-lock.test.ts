import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockPath, tryLock } from '../../src/file/file-lock.js'
import { OSError } from '../../src/world/errors.js'
import { tempDir } from '../support/temp-dir.js'

const HOUR_MS = 3_600_000
const aged = (path: string, milliseconds: number) => {
  const date = new Date(Date.now() + milliseconds)
  fs.utimesSync(path, date, date)
}

function blockedBy(path: string): unknown {
  try {
    return tryLock(path)
  } catch (error) {
    return error
  }
}

describe('tryLock', () => {
  it('gets the lock once, and again after its release', () => {
    const path = join(tempDir(), 'app.log')

    const release = tryLock(path)
    expect(tryLock(path)).toBeNull()
    release?.()
    const again = tryLock(path)

    expect(again).not.toBeNull()
    again?.()
    expect(fs.existsSync(lockPath(path))).toBe(false)
  })

  it('takes over from a process that died more than two seconds ago', () => {
    const path = join(tempDir(), 'app.log')
    fs.mkdirSync(lockPath(path))
    expect(tryLock(path)).toBeNull()
    aged(lockPath(path), -2500)

    const release = tryLock(path)

    expect(release).not.toBeNull()
    release?.()
  })

  it('is not kept out by a lock from before the clock was set back', () => {
    const path = join(tempDir(), 'app.log')
    fs.mkdirSync(lockPath(path))
    aged(lockPath(path), HOUR_MS)

    const release = tryLock(path)

    expect(release).not.toBeNull()
    release?.()
  })

  it.each([0, -HOUR_MS, HOUR_MS])('says what to do about a file of that name, changed %d ms from now', (age) => {
    const path = join(tempDir(), 'app.log')
    fs.writeFileSync(lockPath(path), '')
    aged(lockPath(path), age)

    const error = blockedBy(path)

    expect(error).toBeInstanceOf(OSError)
    expect(error).toMatchObject({
      code: 'ERR_LOG_LOCK_BLOCKED',
      message: `Cannot lock ${path}: ${path}.lock is a regular file, not a lock.\n  Remove or rename that file.`,
    })
    expect(fs.existsSync(lockPath(path))).toBe(true)
  })

  it('says what to do about a folder of that name with files in it, and does not empty it', () => {
    const path = join(tempDir(), 'app.log')
    fs.mkdirSync(join(lockPath(path), 'something'), { recursive: true })
    aged(lockPath(path), -HOUR_MS)

    expect(blockedBy(path)).toMatchObject({
      code: 'ERR_LOG_LOCK_BLOCKED',
      message: expect.stringContaining('Remove or rename that folder.'),
    })
    expect(fs.readdirSync(lockPath(path))).toEqual(['something'])
  })

  it('says what to do about a link of that name that leads nowhere', () => {
    const path = join(tempDir(), 'app.log')
    fs.symlinkSync('nowhere', lockPath(path))

    expect(blockedBy(path)).toMatchObject({
      code: 'ERR_LOG_LOCK_BLOCKED',
      message: expect.stringContaining('is a symbolic link, not a lock.\n  Remove or rename it.'),
    })
  })

  it('survives that its lock was stolen: the release does nothing, and leaves the lock of the thief', () => {
    const path = join(tempDir(), 'app.log')
    const release = tryLock(path)
    aged(lockPath(path), -2500)
    const thief = tryLock(path)

    expect(() => release?.()).not.toThrow()

    expect(tryLock(path)).toBeNull()
    thief?.()
    expect(fs.existsSync(lockPath(path))).toBe(false)
    expect(() => release?.()).not.toThrow()
  })

  it('changes nothing of the process: no listeners, no patches', () => {
    const before = [process.emit, fs.close, ...process.eventNames()]

    tryLock(join(tempDir(), 'app.log'))?.()

    expect([process.emit, fs.close, ...process.eventNames()]).toEqual(before)
  })
})
