/** Errors that did not keep a record from being written. */
import { describe, expect, it } from 'vitest'
import { environment, replaceEnvironment } from '../../src/world/environment.js'
import { OSError } from '../../src/world/errors.js'
import { join, type Trouble, TroubleReporter, troubleOf } from '../../src/world/trouble.js'

const failure = (code: string) => Object.assign(new Error(`${code}: ...`), { code, syscall: 'rename', path: '/a' })

function thrownBy(action: () => void): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  return undefined
}

describe('trouble', () => {
  it('is the one or the other where only one went wrong, and nothing where none did', () => {
    const trouble = troubleOf(failure('EIO'))

    expect(join(null, null)).toBe(null)
    expect(join(trouble, null)).toBe(trouble)
    expect(join(null, trouble)).toBe(trouble)
  })

  it('keeps its order when several things went wrong', () => {
    const three = join(join(troubleOf(1), troubleOf(2)), join(troubleOf(3), null))
    const errors: unknown[] = []
    for (let next: Trouble | null = three; next !== null; next = next.earlier) errors.push(next.error)

    expect(errors).toEqual([3, 2, 1])
  })
})

describe('the report of trouble', () => {
  it('throws the later error with the earlier one as its cause', () => {
    const trouble = join(troubleOf(failure('EIO')), troubleOf(failure('EACCES')))

    const error = thrownBy(() => new TroubleReporter().report(trouble, 'Said.'))

    expect(error).toMatchObject({ code: 'EACCES', recordWritten: true, cause: { code: 'EIO', recordWritten: true } })
    expect(String(error)).toContain('Said.')
  })

  it('throws an undefined that somebody threw, which is trouble as well', () => {
    const reporter = new TroubleReporter()

    expect(() => reporter.report(troubleOf(undefined), 'Said.')).toThrow()
  })

  it('tells each kind once a minute, and what is new without what is not', () => {
    let now = 0
    const restore = replaceEnvironment(() => ({ monotonic: () => now }))
    const reporter = new TroubleReporter()
    const both = join(troubleOf(failure('EIO')), troubleOf(failure('EACCES')))

    expect(thrownBy(() => reporter.report(troubleOf(failure('EIO')), ''))).toBeInstanceOf(OSError)
    expect(thrownBy(() => reporter.report(both, ''))).toMatchObject({ code: 'EACCES', cause: { syscall: 'rename' } })
    expect(thrownBy(() => reporter.report(both, ''))).toBe(undefined)
    now = 60_000
    expect(thrownBy(() => reporter.report(both, ''))).toMatchObject({ code: 'EACCES', cause: { code: 'EIO' } })
    restore()
    expect(environment.monotonic()).toBeGreaterThan(60)
  })

  it('leaves an error as it is that says what became of the record', () => {
    const own = new OSError('Cannot use the name a', {
      code: 'X',
      advice: 'The record was written.',
      recordWritten: true,
    })
    const trouble = join(troubleOf(failure('EIO')), troubleOf(own))

    expect(thrownBy(() => new TroubleReporter().report(trouble, 'Not rotated.'))).toBe(own)
    expect(own.message).toBe('Cannot use the name a\n  The record was written.')
    expect(own.cause).toMatchObject({ code: 'EIO' })
  })

  it("leaves a user's own error as it is", () => {
    const own = new RangeError('from a namer')
    const trouble = join(troubleOf(failure('EIO')), troubleOf(own))

    const error = thrownBy(() => new TroubleReporter().report(trouble, 'Said.'))

    expect(error).toBe(own)
    expect(own.cause).toMatchObject({ code: 'EIO' })
  })
})
