import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { cruisePackages } from '../../scripts/floors/cruise.mjs'

const PLAN = { 'packages/toy': [{ 'index.ts': '' }, { 'top/': '', 'side/': '' }, { 'low/': '' }] }
const SOUND = {
  'index.ts': "export { top } from './top/top.js'\n",
  'top/top.ts': "import { low } from '../low/low.js'\nexport const top = low\n",
  'side/side.ts': "export { low } from '../low/low.js'\nexport interface Side {}\n",
  'low/low.ts': 'export const low = 1\nexport interface Low {}\n',
}

describe('the floors', () => {
  const folder = mkdtempSync(join(tmpdir(), 'floors-'))
  after(() => rmSync(folder, { recursive: true }))

  it('hold for the packages, and docs/architecture.md draws them', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/floors.mjs', '--check'], { encoding: 'utf8' })
    assert.equal(stderr, '')
    assert.equal(status, 0)
  })

  it('let a file import its own room and what is below', async () => {
    assert.deepEqual(await faults({}), [])
  })

  const cases = {
    'an import from a lower floor': {
      files: { 'low/low.ts': "import '../top/other.js'\nexport const low = 1\n", 'top/other.ts': 'export {}\n' },
      faults: ['packages/toy/src/low/low.ts imports packages/toy/src/top/other.ts, which is not below it'],
    },
    'an import of a type only, from a room beside it': {
      files: { 'top/other.ts': "import type { Side } from '../side/side.js'\nexport type Other = Side\n" },
      faults: ['packages/toy/src/top/other.ts imports packages/toy/src/side/side.ts, which is not below it'],
    },
    'a type that is re-exported from above': {
      files: { 'low/other.ts': "export type { Side } from '../side/side.js'\n" },
      faults: ['packages/toy/src/low/other.ts imports packages/toy/src/side/side.ts, which is not below it'],
    },
    'a circle of types within a room': {
      files: {
        'low/a.ts': "import type { B } from './b.js'\nexport interface A { b: B }\n",
        'low/b.ts': "import type { A } from './a.js'\nexport interface B { a: A }\n",
      },
      faults: ['a circle: packages/toy/src/low/a.ts > packages/toy/src/low/b.ts > packages/toy/src/low/a.ts'],
    },
    'a type that names its module': {
      files: { 'low/other.ts': "export type Other = import('../top/top.js').Top\n" },
      faults: ["packages/toy/src/low/other.ts has an import('./…'), which is not seen here: an import statement is"],
    },
    'a file in no room': {
      files: { 'attic/old.ts': 'export {}\n' },
      faults: ['packages/toy/src/attic/old.ts is in no room of scripts/floors/plan.mjs'],
    },
  }
  for (const [name, planted] of Object.entries(cases)) {
    it(`refuse ${name}`, async () => {
      assert.deepEqual(await faults(planted.files), planted.faults)
    })
  }

  it('refuse a room of the plan that has no file', async () => {
    const plan = { 'packages/toy': [...PLAN['packages/toy'], { 'cellar/': '' }] }
    assert.deepEqual(await faults({}, plan), ['packages/toy/src/cellar/ of scripts/floors/plan.mjs has no file'])
  })

  async function faults(planted, plan = PLAN) {
    const src = join(folder, 'packages/toy/src')
    rmSync(src, { recursive: true, force: true })
    for (const [name, text] of Object.entries({ ...SOUND, ...planted })) {
      mkdirSync(dirname(join(src, name)), { recursive: true })
      writeFileSync(join(src, name), text)
    }
    return (await cruisePackages(plan, folder)).faults
  }
})
