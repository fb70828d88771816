/**
 * Rotations in a folder where others have put things under names that are ours: a folder, links, a FIFO, a socket. They
 * stay as they are, nothing waits for them, and every acknowledged line is in exactly one file, wherever a rotation or a
 * compression is killed, or parked while another process rotates.
 */
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RotatingFile } from '../../src/rotating-file.js'
import type { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { everywhere } from '../support/everywhere.js'
import { KINDS, type Kind, looksLike, removeModelsAfterwards, secretFile } from '../support/strangers.js'
import { World } from '../support/world.js'

removeModelsAfterwards()

type AnyFile = TimedRotatingFile | RotatingFile

interface Way {
  /** Names that the rotation would use, or look at. */
  readonly names: readonly string[]
  open(world: World): AnyFile
}

const HIDDEN = ['old', 'claim', 'new', 'gone-1_1', 'seal-1', 'gz-1_1'].map((kind) => `.app.log.1-a.a-a.${kind}`)

const WAYS: Readonly<Record<string, Way>> = {
  'by time': {
    names: ['app.log.2026-01-01_12-00-00', 'app.log.2026-01-01_12-00-01.1', 'app.log.2025-12-31_00-00-00', ...HIDDEN],
    open: (world) => world.file(),
  },
  'by time, with compression': {
    names: ['app.log.2026-01-01_12-00-00.gz', 'app.log.2026-01-01_12-00-01', 'app.log.2025-12-31_00-00-00', ...HIDDEN],
    open: (world) => world.file({ compress: 'gzip' }),
  },
  'by size': {
    names: ['app.log.1', 'app.log.3', ...HIDDEN],
    open: (world) => world.sized(),
  },
  'by size, with compression': {
    names: ['app.log.2.gz', 'app.log.3', ...HIDDEN],
    open: (world) => world.sized({ compress: 'gzip' }),
  },
}

/** Rotates whatever the state. */
function rotate(world: World, file: AnyFile): void {
  world.pass(1000)
  world.write(file)
  file.doRollover()
  world.write(file)
  world.work()
}

function rotateOnce(world: World, file: AnyFile): void {
  world.pass(1000)
  file.doRollover()
  world.write(file)
  world.work()
}

/** Each name has another kind of thing; over all shifts each name has had each. */
function set(world: World, way: Way, shift: number) {
  for (const [index, name] of way.names.entries()) world.plant(name, KINDS[(index + shift) % KINDS.length] as Kind)
  const files = [way.open(world), way.open(world)] as const
  for (const file of files) world.write(file)
  return files
}

for (const [how, way] of Object.entries(WAYS)) {
  describe(`a file that is rotated ${how} among things of others`, () => {
    it.each(KINDS.map((kind, shift) => [kind, shift] as const))('leaves them as they are (%s first)', (_, shift) => {
      using world = new World()
      const [file] = set(world, way, shift)
      for (let time = 0; time < 4; time++) rotate(world, file)

      expect(world.problems()).toEqual([])
      expect(world.backups().length).toBeGreaterThan(3)
      const told = world.errors.map((error) => (error as { code?: string }).code)
      expect(new Set(told)).toEqual(new Set(['ERR_LOG_NAME_TAKEN']))
    })

    it.each([0, 3])('keeps every line when killed at any call (%i)', { timeout: 120_000 }, (shift) => {
      const problems = everywhere((world, stopped) => {
        const [a, b] = set(world, way, shift)
        stopped(world.kill, () => rotateOnce(world, a))
        world.passUntilLockIsStale()
        world.pass(11_000)
        for (let time = 0; time < 2; time++) rotate(world, b)
        return world.problems()
      }, 30)

      expect(problems).toBe('')
    })

    it.each([1])(
      'keeps every line when parked at any call while another process rotates (%i)',
      { timeout: 120_000 },
      (shift) => {
        const problems = everywhere((world, stopped) => {
          const [a, b] = set(world, way, shift)
          const steal = () => {
            world.passUntilLockIsStale()
            rotateOnce(world, b)
          }
          stopped(steal, () => rotateOnce(world, a))
          world.passUntilLockIsStale()
          world.pass(11_000)
          for (let time = 0; time < 2; time++) rotate(world, b)
          return world.problems()
        }, 30)

        expect(problems).toBe('')
      },
    )
  })
}

describe.each(KINDS)('%s with the name of the lock', (kind) => {
  it.each(Object.entries(WAYS))('is no lock, and is told, while records are written (%s)', (_, way) => {
    using world = new World()
    world.plant('app.log.lock', kind)
    fs.lutimesSync(`${world.base}.lock`, 1, 1)
    const file = way.open(world)
    for (let time = 0; time < 3; time++) {
      world.write(file)
      world.pass(1000)
    }
    expect(() => file.doRollover()).toThrow('not a lock')

    expect(world.problems()).toEqual([])
    expect(world.backups()).toEqual([])
  })
})

describe.each(KINDS)('%s in place of the base', (kind) => {
  it.each(Object.entries(WAYS))('never blocks a record, and no rotation begins (%s)', (how, way) => {
    using world = new World()
    const file = way.open(world)
    const first = world.write(file)
    fs.renameSync(world.base, join(world.folder, 'moved-app.log'))
    world.plant('app.log', kind)
    const before = looksLike(secretFile())
    world.pass(1000)

    for (let time = 0; time < 5; time++) {
      world.write(file)
      world.pass(1000)
    }

    // A link is followed unless followSymlinks is false; a file is what it leads to.
    const isFollowed = kind === 'link' || kind === 'dangling link'
    if (!isFollowed) {
      expect(world.problems()).toEqual([])
      expect(world.files().get('moved-app.log')).toContain(first)
      expect(how).toBeDefined()
    }
    if (kind === 'link') fs.writeFileSync(secretFile(), 'only for others\n')
    else expect(looksLike(secretFile())).toBe(before)
  })
})
