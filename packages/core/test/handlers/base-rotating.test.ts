/** What users' own rotating handlers are built on. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BaseRotatingHandler } from '../../src/handlers.js'
import { FileNotFoundError, type LogRecord, makeLogRecord } from '../../src/index.js'
import { captureStderr, isolateEachTest } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

const record = (msg: string) => makeLogRecord({ msg, levelno: 40 })

describe('BaseRotatingHandler', () => {
  class EveryRecord extends BaseRotatingHandler {
    readonly steps: string[] = []

    override shouldRollover(record: LogRecord): boolean {
      this.steps.push(`should ${record.msg}`)
      return record.msg !== 'first'
    }

    override doRollover(): void {
      this.steps.push('do')
    }
  }

  it('asks before each record whether it is time, and rotates then', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new EveryRecord(path, 'a')

    handler.handle(record('first'))
    handler.handle(record('second'))
    handler.close()

    expect(handler.steps).toEqual(['should first', 'should second', 'do'])
    expect(readFileSync(path, 'utf8')).toBe('first\nsecond\n')
  })

  it('gives every error to handleError, that of opening included', () => {
    const stderr = captureStderr()
    const handler = new EveryRecord(join(tempDir(), 'none', 'app.log'), 'a', { delay: true })

    handler.handle(record('first'))

    expect(stderr.text).toContain('FileNotFoundError: [Errno 2] No such file or directory: ')
  })

  it('needs its mode, as in Python', () => {
    expect(() => Reflect.construct(EveryRecord, ['a'])).toThrow(
      new TypeError("BaseRotatingHandler.__init__() missing 1 required positional argument: 'mode'"),
    )
  })

  it('renames, or lets namer and rotator do their work', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new EveryRecord(path, 'a', { delay: true })
    writeFileSync(path, 'a')

    handler.rotate(path, `${path}.1`)
    expect(readFileSync(`${path}.1`, 'utf8')).toBe('a')
    handler.rotate(path, `${path}.2`)
    expect(existsSync(`${path}.2`)).toBe(false)
    expect(handler.rotation_filename('x')).toBe('x')

    handler.namer = (name) => `${name}.gz`
    const made: string[] = []
    handler.rotator = (source, dest) => made.push(`${source} ${dest}`)
    handler.rotate('a', 'b')
    expect([handler.rotation_filename('x'), made]).toEqual(['x.gz', ['a b']])
  })

  it('says in Python’s words what the system refused', () => {
    const path = join(tempDir(), 'app.log')
    const handler = new EveryRecord(path, 'a')

    expect(() => handler.rotate(path, join(path, 'none', 'b'))).toThrow(/^\[Errno 20\] Not a directory: /)
    expect(() => handler.rotate(path, join(path, '..', 'none', 'b'))).toThrow(FileNotFoundError)
    handler.close()
  })
})
