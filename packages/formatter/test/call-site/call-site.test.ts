import { Script } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { captureCallers, captureCallSite } from '../../src/call-site/call-site.js'
import { CallSite, UNKNOWN_CALL_SITE } from '../../src/call-site/call-site-cache.js'

describe('CallSite', () => {
  it.each([
    // CPython 3.13.0: os.path.basename, and os.path.splitext of that.
    ['/srv/app.ts', 'app.ts', 'app'],
    ['/srv/app.server.ts', 'app.server.ts', 'app.server'],
    ['/srv/.env', '.env', '.env'],
    ['/srv/..ts', '..ts', '..ts'],
    ['/srv/.app.ts', '.app.ts', '.app'],
    ['/srv/', '', ''],
    ['<string>', '<string>', '<string>'],
    ['', '', ''],
  ])('of %j is in the file %j, module %j', (pathname, filename, module) => {
    expect(new CallSite(pathname, 1, null)).toMatchObject({ filename, module })
  })

  it('keeps what is no text, as Python does', () => {
    expect(new CallSite(null as never, 1, null)).toMatchObject({ filename: null, module: 'Unknown module' })
  })
})

describe('captureCallSite', () => {
  it('is unknown for a function that is not running', () => {
    expect(captureCallSite(() => {}, 1)).toBe(UNKNOWN_CALL_SITE)
    expect(captureCallSite(() => {}, 5)).toBe(UNKNOWN_CALL_SITE)
    expect(captureCallers(() => {})).toEqual([])
  })

  it('is one and the same object for one position', () => {
    const method = (): CallSite => captureCallSite(method, 1)
    const found = new Set(Array.from({ length: 3 }, () => method()))

    expect(found.size).toBe(1)
  })

  it('tells thousands of positions apart, more than it remembers', () => {
    const calls = Array.from({ length: 5000 }, (_, index) => `${'\n'.repeat(index % 7)}method()`)
    const method = (): CallSite => captureCallSite(method, 1)
    const run = new Script(`(method) => [${calls.join(',')}]`, { filename: '/gone/thousands.js' }).runInThisContext()

    for (let round = 0; round < 2; round++) {
      let line = 1
      for (const [index, site] of (run(method) as CallSite[]).entries()) {
        line += index % 7
        expect(site.lineno).toBe(line)
      }
    }
  })

  it('tells positions far to the right in one long line apart from those on the next', () => {
    const method = (): CallSite => captureCallSite(method, 1)
    const far = ' '.repeat(65536)
    const code = `(method) => [method(),${far}method(),\nmethod()]`
    const run = new Script(code, { filename: '/gone/long-line.js' }).runInThisContext()

    expect((run(method) as CallSite[]).map(({ lineno }) => lineno)).toEqual([1, 1, 2])
  })
})
