/**
 * Windows in Node 20 keeps a removed name for as long as somebody has its file open, and refuses every look at it. Who does
 * not log for a while must not keep the others from rotating, nor may a file that is on its way out be taken for a file.
 */
import * as fs from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { environment } from '../../src/world/environment.js'
import { everywhere } from '../support/everywhere.js'
import { pendingDeletes } from '../support/pending-deletes.js'
import { World, type Writable } from '../support/world.js'

/** What Windows keeps for those that have it open is no leftover of ours. */
const ours = (problems: readonly string[], pending: ReadonlySet<string>) => {
  const names = [...pending].map((path) => basename(path))
  return problems.filter((text) => !names.some((name) => text.includes(name)))
}

const KINDS = {
  timed: (world: World, backupCount: number) => world.file({ backupCount }),
  sized: (world: World, backupCount: number) => world.sized({ backupCount }),
  compressed: (world: World, backupCount: number) => world.file({ backupCount, compress: 'gzip' }),
} satisfies Record<string, (world: World, backupCount: number) => Writable>

const CASES = Object.entries(KINDS).flatMap(([kind, open]) => [
  [kind, 'refused', open] as const,
  [kind, 'answered', open] as const,
])

describe.each(CASES)('an idle process that has a %s file open, where looks are %s', (_, looks, open) => {
  it('keeps nobody from rotating and from deleting old backups', () => {
    using world = new World()
    using _windows = pendingDeletes(looks === 'answered')
    const [idle, busy] = [open(world, 2), open(world, 2)]
    world.write(idle)

    for (let record = 0; record < 20; record++) {
      world.pass(1000)
      world.write(busy)
      world.work()
    }

    expect(world.errors.map(String)).toEqual([])
    const first = `${world.acknowledged[0]}`
    const kept = [...world.files()].filter(([name]) => !name.startsWith('.'))
    expect(kept.length).toBe(3)
    expect(kept.flatMap(([, lines]) => lines)).not.toContain(first)
    world.write(idle)
    idle.close()
    busy.close()
    expect(fs.readdirSync(world.folder).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('loses no line, wherever the other is killed while it rotates', () => {
    const problems = everywhere((world, stopped) => {
      using windows = pendingDeletes(looks === 'answered')
      const [idle, busy, third] = [open(world, 9), open(world, 9), open(world, 9)]
      world.write(idle)
      world.write(busy)
      world.pass(1000)
      stopped(world.kill, () => {
        world.write(busy)
        world.write(busy)
      })
      world.finish(third)
      world.write(idle)
      return ours(world.problems(), windows.names)
    })

    expect(problems).toBe('')
  })
})

describe('the file itself, removed by somebody', () => {
  it('is made anew by the process that has it open', () => {
    using world = new World()
    using _windows = pendingDeletes()
    const file = world.file()
    world.write(file)
    environment.unlink(world.base)
    world.pass(20)

    world.write(file)
    world.write(file)

    expect(world.errors.map(String)).toEqual([])
    expect(world.files().get('app.log')).toEqual(world.acknowledged.slice(1))
  })

  it('is made anew when all have logged that have it open, and until then records are refused', () => {
    using world = new World()
    using _windows = pendingDeletes()
    const [a, b] = [world.file(), world.file()]
    world.write(a)
    world.write(b)
    environment.unlink(world.base)
    world.pass(20)

    world.write(a)
    expect(world.errors).toMatchObject([{ code: 'EPERM', recordWritten: false }])
    world.write(b)
    world.write(a)

    expect(world.errors.length).toBe(1)
    expect(world.files().get('app.log')).toEqual(world.acknowledged.slice(2))
  })
})
