/**
 * A write or rollover is stopped before every single file-system call it makes: killed there, or parked there while
 * others go on, steal its lock, rotate, remove or move. Then all resume, and every acknowledged line is in exactly one
 * file and none is torn.
 *
 * What these tests are for was seen on variants of ours, each of which fails here and passes a test that only kills:
 * see the comments below.
 */
import { describe, expect, it } from 'vitest'
import type { TimedRotatingFileOptions } from '../../src/options/options.js'
import type { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { everywhere, everywhereParkedThenKilled, everywhereTwice } from '../support/everywhere.js'
import { OUTSIDERS, thieves } from '../support/meanwhile.js'
import { World } from '../support/world.js'

type Act = (world: World, file: TimedRotatingFile) => void

interface Setting {
  readonly options?: TimedRotatingFileOptions
  readonly prepare?: (world: World) => void
}

/** Numbers the calls of a rotation, so as to stop it at one by name. */
function callNumber(call: string, occurrence: number): number {
  const seen: string[] = []
  for (let n = 1, calls = 1; n <= calls; n++) {
    using world = new World()
    const file = world.file()
    world.write(file)
    world.pass(1000)
    calls = world.at(
      n,
      (name) => void seen.push(name),
      () => world.write(file),
    )
  }
  return seen.flatMap((name, index) => (name === call ? [index + 1] : []))[occurrence - 1] ?? Number.NaN
}

/** Where a rotation removes the hidden name that the base was moved to. */
const LAST_UNLINK = callNumber('unlink', 2)

const SETTINGS: Readonly<Record<string, Setting>> = {
  'with nothing special': {},
  'with the name of the backup taken by somebody': {
    prepare: (world) => world.take('app.log.2026-01-01_12-00-00'),
  },
  'with leftovers of a process killed in the middle of a rotation': {
    prepare: (world) => {
      const victim = world.file()
      world.write(victim)
      world.pass(1000)
      world.at(LAST_UNLINK, world.kill, () => world.write(victim))
      world.passUntilLockIsStale()
    },
  },
  'with a look at the name every 100 ms only': { options: { watchIntervalMs: 100 } },
  // Three lines are in it, and the fourth, whatever its time, is due.
  'that has reached its size': { options: { maxBytes: 170 } },
}

const DUE: Act = (world, file) => {
  world.pass(1000)
  world.write(file)
}

/** What the stopped process was about. */
const ACTIONS: Readonly<Record<string, Act>> = {
  'a write that is due': DUE,
  'a write that is not due': (world, file) => world.write(file),
  'a rollover by hand': (_, file) => file.doRollover(),
  'a write after close': (world, file) => {
    file.close()
    world.write(file)
  },
}

const stealAndRotate: Act = (world, file) => {
  world.passUntilLockIsStale()
  world.write(file)
  world.write(file)
}

/** What the others do meanwhile. */
const MEANWHILE: Readonly<Record<string, Act>> = {
  ...OUTSIDERS,
  'another process rotates by hand at once': (world, file) => {
    file.doRollover()
    world.write(file)
  },
  // lock, look, renameSync(base, dfn): loses the fresh base's lines when parked at the rename.
  ...thieves(stealAndRotate),
}

function set({ options, prepare }: Setting, world: World) {
  prepare?.(world)
  const files = { a: world.file(options), b: world.file(options), c: world.file(options) }
  for (const file of Object.values(files)) world.write(file)
  return files
}

type Files = ReturnType<typeof set>
type Stop = (world: World, files: Files) => void

/** @returns What went wrong, wherever the action was stopped. */
function stopEverywhere(setting: Setting, action: Act, stop: Stop, resumes = true): string {
  return everywhere((world, stopped) => {
    const files = set(setting, world)
    stopped(
      () => stop(world, files),
      () => action(world, files.a),
    )
    if (resumes) world.write(files.a)
    world.write(files.b)
    world.finish(files.b)
    return world.problems()
  })
}

for (const [where, setting] of Object.entries(SETTINGS)) {
  describe(`a file ${where}`, () => {
    for (const [what, action] of Object.entries(ACTIONS)) {
      it(`keeps every line when ${what} is killed at any call`, () => {
        const killed: Stop = (world) => world.kill('stat')

        expect(stopEverywhere(setting, action, killed, false)).toBe('')
      })

      for (const [meanwhile, act] of Object.entries(MEANWHILE)) {
        it(`keeps every line when ${what} is parked at any call while ${meanwhile}`, () => {
          expect(stopEverywhere(setting, action, (world, { b }) => act(world, b))).toBe('')
        })
      }
    }
  })
}

describe('two processes stopped at once', () => {
  /** `a` parked before its nth call, in the middle of it `b` before its mth, in the middle of that `c` rotates. */
  function stopTwice(second: (world: World, files: Files) => void): string {
    return everywhereTwice((world, outer, inner) => {
      const files = set({}, world)
      world.pass(1000)
      const others = () => {
        world.passUntilLockIsStale()
        inner(
          () => second(world, files),
          () => world.write(files.b),
        )
      }
      outer(others, () => world.write(files.a))
      for (const file of [files.a, files.c]) world.write(file)
      world.finish(files.c)
      return world.problems()
    })
  }

  it('keeps every line when both are rotating and a third one rotates meanwhile', { timeout: 170_000 }, () => {
    expect(stopTwice((world, { c }) => stealAndRotate(world, c))).toBe('')
  })

  it('keeps every line when the second one is killed', { timeout: 170_000 }, () => {
    expect(stopTwice((world) => world.kill('stat'))).toBe('')
  })
})

describe('a process that is parked and then killed', () => {
  // Leaves behind, under a hidden name, the fresh base that it caught; or two hidden names of one file.
  it.each([1, 2])(
    'keeps every line wherever it was parked and killed, with %i rotations in between',
    { timeout: 170_000 },
    (rotations) => {
      const problems = everywhereParkedThenKilled((world, parkThenKill) => {
        const { a, b, c } = set({}, world)
        world.pass(1000)
        const others = () => {
          for (let time = 0; time < rotations; time++) stealAndRotate(world, b)
        }
        parkThenKill(others, () => world.write(a))
        for (const file of [b, c]) world.write(file)
        world.finish(c)
        return world.problems()
      })

      expect(problems).toBe('')
    },
  )
})

describe('retention', () => {
  const KEPT = 2
  const setting: Setting = { options: { backupCount: KEPT }, prepare: fillBackups }

  function fillBackups(world: World): void {
    const file = world.file()
    for (let second = 0; second < 4; second++) {
      world.write(file)
      world.pass(1000)
    }
  }

  /** When the stopped write returns, its line is there; what is older may go, but not all of it. */
  function stopEverywhereWithRetention(stop: Stop): string {
    return everywhere((world, stopped) => {
      const files = set(setting, world)
      world.pass(1000)
      let line = ''
      stopped(
        () => stop(world, files),
        () => {
          line = world.write(files.a)
        },
      )
      const found = line === '' ? [] : world.problems((other) => other !== line)
      const old = new Set([...world.acknowledged, line])
      world.write(files.b)
      world.finish(files.b)
      found.push(...world.problems((other) => old.has(other)))
      if (world.backups().length > KEPT) found.push(`too many backups: ${world.backups()}`)
      return found
    })
  }

  it('never takes the line of a writer that was stopped while its file was rotated away and deleted', () => {
    const fourRotations: Stop = (world, { b }) => {
      for (let time = 0; time < 4; time++) stealAndRotate(world, b)
    }

    expect(stopEverywhereWithRetention(fourRotations)).toBe('')
  })

  it('leaves a file that was the base a moment ago, because somebody may be about to write to it', () => {
    // Without the grace: two rollovers within the moment between look and write, and the line is in a deleted file.
    const atOnce: Stop = (world, { b }) => {
      for (let time = 0; time < 4; time++) {
        b.doRollover()
        world.write(b)
      }
    }

    expect(stopEverywhereWithRetention(atOnce)).toBe('')
  })

  it('keeps every line when killed at any call', () => {
    expect(stopEverywhereWithRetention((world) => world.kill('stat'))).toBe('')
  })
})

describe('a file system without hard links', () => {
  const setting: Setting = { prepare: (world) => world.refuse.set('link', 'EPERM') }

  it('keeps every line when a rotation is killed at any call', () => {
    expect(stopEverywhere(setting, DUE, (world) => world.kill('stat'), false)).toBe('')
  })

  it('keeps every line when a rotation is parked at any call while another process steals the lock and rotates', () => {
    expect(stopEverywhere(setting, DUE, (world, { b }) => stealAndRotate(world, b))).toBe('')
  })
})
