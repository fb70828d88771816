import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isTopLevel } from '../../src/call-site/top-level.js'

const folder = mkdtempSync(join(tmpdir(), 'pylogging-top-level-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0

/** Whether the place of `HERE` in a source is at the top level. */
function isTop(source: string): boolean {
  count += 1
  const file = join(folder, `${count}.ts`)
  writeFileSync(file, source)
  const before = source.slice(0, source.indexOf('HERE')).split('\n')
  return isTopLevel(file, before.length, (before.at(-1) as string).length + 1)
}

describe('isTopLevel', () => {
  it.each([
    'await HERE()',
    'const x = await HERE()',
    'try {\n  await HERE()\n} catch {}',
    'try {\n  x()\n} catch (error) {\n  HERE(error)\n}',
    'if (a) {\n  for (const x of y) {\n    await HERE()\n  }\n}',
    'const all = await Promise.all([\n  HERE(),\n])',
    'function f() {\n  g()\n}\n\nHERE()',
    'setTimeout(() => {\n  g()\n})\nHERE()',
    '} else if (x) {\n\tHERE()\n}',
    'switch (x) {\n  case 1:\n    HERE()\n}',
  ])('says yes of %j', (source) => {
    expect(isTop(source)).toBe(true)
  })

  it.each([
    'setTimeout(async () => { await HERE() })',
    'setTimeout(() => {\n  HERE()\n})',
    'setTimeout(\n  () => HERE(),\n)',
    ';(async () => {\n  try {\n    await HERE()\n  } catch {}\n})()',
    'app.get("/", async function (req) {\n\n  await HERE()\n})',
    'const o = {\n  async load(x) {\n    HERE()\n  },\n}',
    'class A {\n  static #private(x: number): void {\n    HERE()\n  }\n}',
    'class A {\n  constructor() {\n    HERE()\n  }\n}',
    `${'x'.repeat(500)} HERE()`,
  ])('says no of %j', (source) => {
    expect(isTop(source)).toBe(false)
  })

  it('says no of what cannot be read', () => {
    expect(isTopLevel('/gone/a.ts', 1, 1)).toBe(false)
    expect(isTopLevel('webpack-internal:///./a.tsx', 1, 1)).toBe(false)
  })

  it('reads no more than a file that a person wrote', () => {
    expect(isTop(`${'  x()\n'.repeat(20_000)}  HERE()`)).toBe(false)
  })
})
