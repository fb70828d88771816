/**
 * A compression is stopped before every single file-system call it makes: killed there, or parked there while others
 * write, rotate, delete and compress. And a writer that was stopped for long writes and wonders, wherever a compression
 * is. Every acknowledged line is in exactly one file, compressed or not.
 */
import * as fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RotatingFile } from '../../src/rotating-file.js'
import type { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { everywhere, type Scene } from '../support/everywhere.js'
import { World } from '../support/world.js'

type AnyFile = TimedRotatingFile | RotatingFile

interface Kind {
  open(world: World, backupCount?: number, watchIntervalMs?: number): AnyFile
  /** Makes a backup of what is there. */
  rotate(world: World, file: AnyFile): void
}

const KINDS: Readonly<Record<string, Kind>> = {
  'a file rotated by time': {
    open: (world, backupCount = 0, watchIntervalMs = 0) =>
      world.file({ compress: 'gzip', backupCount, watchIntervalMs }),
    rotate(world, file) {
      world.pass(1000)
      world.write(file)
    },
  },
  'a file rotated by size': {
    open: (world, backupCount = 9) => world.sized({ compress: 'gzip', backupCount, maxBytes: 1_000_000 }),
    rotate(world, file) {
      world.pass(1000)
      file.doRollover()
      world.write(file)
    },
  },
}

/** Two backups of two lines each, and a compression that has not begun. */
function set(world: World, kind: Kind) {
  const [a, b, c] = [kind.open(world), kind.open(world), kind.open(world)]
  for (let time = 0; time < 2; time++) {
    world.write(a)
    world.write(b)
    kind.rotate(world, a)
  }
  world.write(b)
  world.write(c)
  return { a, b, c }
}

type Files = ReturnType<typeof set>
type Meanwhile = (world: World, files: Files, kind: Kind) => void

const MEANWHILE: Readonly<Record<string, Meanwhile>> = {
  'another process writes': (world, { b }) => world.write(b),
  'another process steals the lock and rotates': (world, { b }, kind) => {
    world.passUntilLockIsStale()
    kind.rotate(world, b)
  },
  'another process steals the lock, rotates twice and compresses': (world, { b }, kind) => {
    for (let time = 0; time < 2; time++) {
      world.passUntilLockIsStale()
      kind.rotate(world, b)
      world.work()
    }
  },
  'another process takes it for dead, rotates twice and compresses': (world, { b }, kind) => {
    for (let time = 0; time < 2; time++) {
      world.pass(11_000)
      world.passUntilLockIsStale()
      kind.rotate(world, b)
      world.work()
    }
  },
  'another process deletes old backups': (world, _, kind) => {
    const deleter = kind.open(world, 1)
    for (let time = 0; time < 3; time++) {
      for (const line of world.acknowledged) world.removed.add(line)
      world.passUntilLockIsStale()
      kind.rotate(world, deleter)
      world.work()
    }
  },
  'somebody moves the backups away': (world, { b }) => {
    world.moveAway(world.backups())
    world.write(b)
  },
}

function stopEverywhere(kind: Kind, stop: (world: World, files: Files) => void): string {
  const scene: Scene = (world, stopped) => {
    const files = set(world, kind)
    stopped(
      () => stop(world, files),
      () => world.work(),
    )
    world.write(files.c)
    world.finish(files.b, () => kind.rotate(world, files.b))
    return world.problems()
  }
  return everywhere(scene, 20)
}

describe.each(Object.entries(KINDS))('compressing the backups of %s', (_, kind) => {
  it('leaves the newest backup as it is and compresses those before it', () => {
    using world = new World()
    const { a } = set(world, kind)

    world.work()
    kind.rotate(world, a)
    world.work()

    const names = world.backups()
    expect(names.filter((name) => name.endsWith('.gz'))).toHaveLength(2)
    expect(names).toHaveLength(3)
    expect(world.problems()).toEqual([])
  })

  it('keeps every line when killed at any call', () => {
    expect(stopEverywhere(kind, (world) => world.kill('stat'))).toBe('')
  })

  it.each(Object.entries(MEANWHILE))('keeps every line when parked at any call while %s', (_, meanwhile) => {
    expect(stopEverywhere(kind, (world, files) => meanwhile(world, files, kind))).toBe('')
  })

  it('keeps every line when a step fails, and tells it with the next record', () => {
    const problems = everywhere((world, stopped) => {
      const { b, c } = set(world, kind)
      const descriptors = world.descriptors
      stopped(world.fail('EIO'), () => world.work())
      const found = world.descriptors > descriptors ? ['a descriptor is left open'] : []
      world.write(c)
      world.finish(b, () => kind.rotate(world, b))
      if (fs.existsSync(`${world.base}.lock`)) found.push('the lock is still there')
      return [...found, ...world.problems()]
    })

    expect(problems).toBe('')
  })
})

/** Of a record, with all its looks. */
const MOST_CALLS = 99

describe('a writer that was stopped while its file was rotated twice and compressed', () => {
  const kind = KINDS['a file rotated by time'] as Kind

  /** It has looked at the name for the last time before the rotations. */
  function setWithSleeper(world: World) {
    const sleeper = kind.open(world, 0, 1e9)
    const seconds = world.milliseconds / 1000
    world.write(sleeper)
    return { ...set(world, kind), write: () => world.write(sleeper, seconds) }
  }

  it('writes its record exactly once wherever the compression is', () => {
    const problems = everywhere((world, stopped) => {
      const { b, write } = setWithSleeper(world)
      stopped(write, () => world.work())
      world.finish(b, () => kind.rotate(world, b))
      return world.problems()
    })

    expect(problems).toBe('')
  })

  it.each(['before', 'after'])('and a compressor killed anywhere: it goes on %s its own write', (when) => {
    const problems: string[] = []
    for (let n = 1, ended = false; !ended; n++) {
      using world = new World()
      const { a, b } = set(world, kind)
      const sleeper = kind.open(world, 0, 1e9)
      world.write(sleeper)
      const seconds = world.milliseconds / 1000
      kind.rotate(world, a)
      kind.rotate(world, b)
      let calls = 0
      // The look before the write finds a file of the record's time, and it stays there.
      const event = (call: string) => {
        if (call === 'write' && calls === 0) calls = world.at(n, world.kill, () => world.work())
      }
      const anyCall = new Map(Array.from({ length: MOST_CALLS }, (_, index) => [index + 1, event] as const))
      world.atEach(anyCall, () => world.write(sleeper, seconds), when === 'after')
      ended = n > calls
      const successor = kind.open(world)
      world.finish(successor, () => kind.rotate(world, successor))
      problems.push(...world.problems().map((problem) => `killed at call ${n}: ${problem}`))
      if (ended) expect(n).toBeGreaterThan(20)
    }
    expect(problems.join('\n')).toBe('')
  })
})
