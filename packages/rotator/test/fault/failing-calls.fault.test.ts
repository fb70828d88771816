/**
 * Every file-system call of a write fails once, with each of the errors that a file system can give: trouble with a
 * rotation is told, and costs nobody a line, a descriptor or the lock.
 */
import * as fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { replaceEnvironment } from '../../src/world/environment.js'
import { OSError } from '../../src/world/errors.js'
import { everywhere } from '../support/everywhere.js'
import { type Call, World } from '../support/world.js'

const CODES = ['ENOSPC', 'EIO', 'EACCES', 'EPERM', 'EMFILE']

/** @param check - What is wrong right after the write of which that call failed. */
function failEverywhere(code: string, check: (world: World, failed: Call | undefined) => string[]): string {
  return everywhere((world, stopped) => {
    const [a, b] = [world.file(), world.file()]
    world.write(a)
    world.write(b)
    world.pass(1000)
    const descriptors = world.descriptors
    const failed = stopped(world.fail(code), () => world.write(a))
    const found = check(world, failed)
    if (world.descriptors > descriptors) found.push(`${world.descriptors - descriptors} descriptors more`)
    world.pass(1500)
    world.write(a)
    world.write(b)
    world.finish(b)
    if (fs.existsSync(`${world.base}.lock`)) found.push('the lock is still there')
    return [...found, ...world.problems()]
  })
}

describe.each(CODES)('%s at any call of a write that rotates', (code) => {
  it('costs no line', () => {
    expect(failEverywhere(code, () => [])).toBe('')
  })

  it('keeps a record from being written only if the write itself failed', () => {
    const problems = failEverywhere(code, (world, failed) => {
      return world.uncertain.length > 0 && failed !== 'write' ? ['the record was not written'] : []
    })

    expect(problems).toBe('')
  })

  it('is told as an OSError that says whether the record was written', () => {
    const problems = failEverywhere(code, (world) => {
      return world.errors.flatMap((error) => {
        if (!(error instanceof OSError) || error.code !== code) return [`not an OSError: ${error}`]
        return error.recordWritten === (world.uncertain.length === 0) ? [] : ['the wrong thing was said']
      })
    })

    expect(problems).toBe('')
  })
})

describe('a failure that lasts', () => {
  it('is told once a minute, and not at every record', () => {
    using world = new World()
    const file = world.file()
    world.refuse.set('mkdir', 'EACCES')
    world.pass(1000)

    for (let record = 0; record < 1000; record++) {
      world.write(file)
      world.pass(100)
    }

    expect(world.errors.map(String)).toEqual([
      expect.stringContaining('PermissionError: [Errno 13] Permission denied'),
      expect.stringContaining('The record was written and the file not rotated'),
    ])
    expect(world.problems()).toEqual([])
  })

  it('of a backup that cannot be deleted does not say that the file was not rotated', () => {
    using world = new World()
    const file = world.file({ backupCount: 1 })
    for (let period = 0; period < 2; period++) {
      world.write(file)
      world.pass(1000)
    }
    world.forbid = (call, [path]) => (call === 'rename' && /app\.log\.2026/.test(String(path)) ? 'EACCES' : undefined)

    world.write(file)
    world.write(file)

    const told = 'The record was written; what failed is tried again at the next rotation.'
    expect(world.errors).toEqual([expect.objectContaining({ code: 'EACCES', advice: told, recordWritten: true })])
    expect(world.backups()).toHaveLength(2)
  })

  it('is over when its cause is: the next record rotates', () => {
    using world = new World()
    const file = world.file()
    world.refuse.set('link', 'EACCES')
    world.pass(1000)
    world.write(file)
    world.refuse.clear()
    world.pass(1000)

    world.write(file)

    expect(world.backups()).toEqual(['app.log.2026-01-01_12-00-00'])
  })

  it('keeps writing where it was, when descriptors have run out and the new file cannot be opened', () => {
    using world = new World()
    const file = world.file()
    world.write(file)
    world.refuse.set('open', 'EMFILE')
    world.pass(1000)

    world.write(file)

    expect(world.errors).toEqual([expect.objectContaining({ code: 'EMFILE', recordWritten: true })])
    expect(world.uncertain).toEqual([])
  })

  it('says that a record is not written when the file was removed and no new one can be made', () => {
    using world = new World()
    const file = world.file()
    world.removeBase()
    world.pass(10)
    world.refuse.set('open', 'EROFS')

    world.write(file)

    expect(world.errors).toEqual([expect.objectContaining({ code: 'EROFS', recordWritten: false })])
  })
})

describe('a disk that fills up in the middle of a record', () => {
  it('does not glue the next record to the torn piece', () => {
    using world = new World()
    const file = world.file()
    const full = replaceEnvironment((current) => {
      let calls = 0
      return {
        write(fd, data, offset) {
          calls++
          if (calls === 1) return current.write(fd, Buffer.from(data).subarray(0, 4), 0)
          if (calls === 2) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' })
          return current.write(fd, data, offset)
        },
      }
    })

    expect(() => file.write('torn record\n')).toThrow("[Errno 28] No space left on device: '")
    file.write('whole record\n')
    full()

    expect(fs.readFileSync(world.base, 'utf8')).toBe('torn\nwhole record\n')
  })

  it('completes a record that was cut short for a moment', () => {
    using world = new World()
    const file = world.file()
    const slow = replaceEnvironment((current) => ({
      write: (fd, data, offset) => current.write(fd, Buffer.from(data).subarray(offset, offset + 3), 0),
    }))

    file.write('naïve — record\n')
    slow()

    expect(fs.readFileSync(world.base, 'utf8')).toBe('naïve — record\n')
  })
})
