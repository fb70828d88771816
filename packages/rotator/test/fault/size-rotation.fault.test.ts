/**
 * A file that is rotated by size, stopped before every single file-system call: killed there, or parked there while
 * others go on, steal its lock and rotate. Every acknowledged line stays, and where nobody was parked the backups are
 * in order and no number is missing.
 */
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RotatingFileOptions } from '../../src/options/options.js'
import type { RotatingFile } from '../../src/rotating-file.js'
import { everywhere, everywhereParkedThenKilled, everywhereTwice } from '../support/everywhere.js'
import { OUTSIDERS, thieves } from '../support/meanwhile.js'
import type { Event, World, Writable } from '../support/world.js'

type Act = (world: World, file: RotatingFile) => void

interface Setting {
  readonly options?: RotatingFileOptions
  readonly prepare?: (world: World) => void
}

const fill = (world: World, files: number, options: RotatingFileOptions = {}) => {
  const file = world.sized(options)
  for (let line = 0; line < 2 * files; line++) world.write(file)
  file.close()
  world.pass(1000)
}

/** Lines of a file, and then one more that is due. */
const DUE: Act = (world, file) => world.write(file)

const SETTINGS: Readonly<Record<string, Setting>> = {
  'without backups': {},
  'with two backups': { prepare: (world) => fill(world, 2) },
  'with a look at the name every 100 ms only': { options: { watchIntervalMs: 100 } },
  'with a number missing': {
    prepare: (world) => {
      fill(world, 3)
      world.moveAway(['app.log.2'])
    },
  },
}

const ACTIONS: Readonly<Record<string, Act>> = {
  'a write that is due': DUE,
  'a rollover by hand': (_, file) => file.doRollover(),
  'a write after close': (world, file) => {
    file.close()
    world.write(file)
  },
}

/** Rotates, whatever the state, by writing alone. */
const rotateByWriting: Act = (world, file) => {
  for (let line = 0; line < 4; line++) {
    world.write(file)
    if (world.files().get(basename(world.base))?.length === 1) return
  }
}

const stealAndRotate: Act = (world, file) => {
  world.passUntilLockIsStale()
  world.write(file)
  file.doRollover()
  world.write(file)
}

const MEANWHILE: Readonly<Record<string, Act>> = {
  ...OUTSIDERS,
  ...thieves(stealAndRotate as (world: World, file: Writable) => void),
  'another process steals the lock and rotates by hand': (world, file) => {
    world.passUntilLockIsStale()
    file.doRollover()
    world.write(file)
  },
}

function set({ options, prepare }: Setting, world: World) {
  prepare?.(world)
  const files = { a: world.sized(options), b: world.sized(options), c: world.sized(options) }
  for (const file of [files.a, files.b]) world.write(file)
  // So that the next look tells what the other has written.
  world.pass(options?.watchIntervalMs ?? 0)
  return files
}

type Files = ReturnType<typeof set>
type Stop = (world: World, files: Files) => void

/** One rotation finishes whatever was left. */
function finish(world: World, file: RotatingFile): void {
  world.passUntilLockIsStale()
  world.write(file)
  file.doRollover()
  world.write(file)
}

/** The numbers of the lines, oldest backup first. */
function inOrder(world: World): number[] {
  const number = (name: string) => (name === basename(world.base) ? 0 : Number(name.split('.').at(-1)))
  return [...world.files()]
    .filter(([name]) => name.startsWith(basename(world.base)))
    .sort(([one], [other]) => number(other) - number(one))
    .flatMap(([, lines]) => lines.map((line) => Number.parseInt(line, 10)))
}

function disorder(world: World): string[] {
  const numbers = inOrder(world)
  const sorted = [...numbers].sort((one, other) => one - other)
  return String(numbers) === String(sorted) ? [] : [`out of order: ${numbers}`]
}

function gaps(world: World): string[] {
  const numbers = world.backups().map((name) => Number(name.split('.').at(-1)))
  return numbers.length === Math.max(0, ...numbers) ? [] : [`numbers are missing: ${world.backups()}`]
}

/** So many calls a rotation by size takes at least. */
const ROTATION = 20

/** @returns What went wrong, wherever the action was stopped. */
function stopEverywhere(setting: Setting, action: Act, stop: Stop, check: (world: World) => string[]): string {
  return everywhere((world, stopped) => {
    const files = set(setting, world)
    stopped(
      () => stop(world, files),
      () => action(world, files.a),
    )
    if (stop !== killed) world.write(files.a)
    world.write(files.b)
    finish(world, files.b)
    return [...world.problems(), ...check(world)]
  }, ROTATION)
}

const killed: Stop = (world) => world.kill('stat')
const nothing = () => []

for (const [where, setting] of Object.entries(SETTINGS)) {
  describe(`a file ${where}`, () => {
    for (const [what, action] of Object.entries(ACTIONS)) {
      it(`keeps every line, in order, when ${what} is killed at any call`, () => {
        const check =
          where === 'with a number missing' ? disorder : (world: World) => [...disorder(world), ...gaps(world)]

        expect(stopEverywhere(setting, action, killed, check)).toBe('')
      })

      for (const [meanwhile, act] of Object.entries(MEANWHILE)) {
        it(`keeps every line when ${what} is parked at any call while ${meanwhile}`, () => {
          expect(stopEverywhere(setting, action, (world, { b }) => act(world, b), nothing)).toBe('')
        })
      }
    }
  })
}

describe('two processes stopped at once', () => {
  const setting: Setting = { options: { backupCount: 7 }, prepare: (world) => fill(world, 1) }

  /** `a` parked before its nth call, in the middle of it `b` before its mth. */
  function stopTwice(second: (world: World, files: Files) => void): string {
    // Standing before a look is like standing before the call that follows from it; it takes the time of ten.
    const butForLooks =
      (event: () => void): Event =>
      (call) =>
        call === 'stat' || call === 'lstat' ? undefined : event()
    return everywhereTwice((world, outer, inner) => {
      const files = set(setting, world)
      const others = () => {
        world.passUntilLockIsStale()
        inner(
          butForLooks(() => second(world, files)),
          () => rotateByWriting(world, files.b),
        )
      }
      outer(butForLooks(others), () => world.write(files.a))
      for (const file of [files.a, files.c]) world.write(file)
      finish(world, files.c)
      return world.problems()
    })
  }

  it('keeps every line when both are rotating and a third one rotates meanwhile', { timeout: 170_000 }, () => {
    expect(stopTwice((world, { c }) => stealAndRotate(world, c))).toBe('')
  })

  it('keeps every line when the second one is killed', { timeout: 170_000 }, () => {
    expect(stopTwice((world) => world.kill('stat'))).toBe('')
  })

  it.each([1, 2])(
    'keeps every line when one is parked for %i rotations and then killed',
    { timeout: 170_000 },
    (times) => {
      const problems = everywhereParkedThenKilled((world, parkThenKill) => {
        const { a, b, c } = set(setting, world)
        const others = () => {
          for (let time = 0; time < times; time++) stealAndRotate(world, b)
        }
        parkThenKill(others, () => world.write(a))
        for (const file of [b, c]) world.write(file)
        finish(world, c)
        return world.problems()
      })

      expect(problems).toBe('')
    },
  )
})

describe('retention', () => {
  const KEPT = 3
  const setting: Setting = { options: { backupCount: KEPT }, prepare: (world) => fill(world, 6, { backupCount: KEPT }) }

  /** What is there is the end of what was acknowledged: nothing newer went before something older. */
  function stopEverywhereWithRetention(stop: Stop, kept: (world: World) => string[]): string {
    return everywhere((world, stopped) => {
      const files = set(setting, world)
      let line = ''
      stopped(
        () => stop(world, files),
        () => {
          line = world.write(files.a)
        },
      )
      const found = line === '' ? [] : [...world.problems((other) => other !== line), ...gaps(world)]
      finish(world, files.b)
      found.push(...world.problems(() => true), ...kept(world))
      if (world.backups().length > KEPT) found.push(`too many backups: ${world.backups()}`)
      return found
    }, ROTATION)
  }

  it('removes the oldest file and no other when a rotation is killed at any call', () => {
    // Without finishing the half-done shift, everything moves up twice, and a file goes before its time.
    const check = (world: World) => {
      const there = inOrder(world)
      const newest = world.acknowledged.map((line) => Number.parseInt(line, 10)).slice(-there.length)
      const found = [...disorder(world), ...gaps(world)]
      if (there.length < 2 * KEPT) found.push(`${there.length} lines left`)
      return newest.every((line) => there.includes(line)) ? found : [...found, `have ${there}, want ${newest}`]
    }

    expect(stopEverywhereWithRetention(killed, check)).toBe('')
  })

  it('never takes the line of a writer that was stopped while its file moved up and was deleted', () => {
    const fiveRotations: Stop = (world, { b }) => {
      for (let time = 0; time < 5; time++) stealAndRotate(world, b)
    }

    expect(stopEverywhereWithRetention(fiveRotations, nothing)).toBe('')
  })

  it('waits for writers that may be about to write to a file that was the base a moment ago', () => {
    // Without the wait: the rotations take no time, the stopped process does not notice, and the line is gone.
    const atOnce: Stop = (world, { b }) => {
      for (let time = 0; time < 5; time++) {
        b.doRollover()
        world.write(b)
      }
    }

    expect(stopEverywhereWithRetention(atOnce, nothing)).toBe('')
  })

  it.each([1, 2])('keeps as many backups as it should when a rotation is parked for %i others', (times) => {
    const others: Stop = (world, { b }) => {
      for (let time = 0; time < times; time++) stealAndRotate(world, b)
    }
    const check = (world: World) => (world.backups().length === KEPT ? [] : [`backups: ${world.backups()}`])

    expect(stopEverywhereWithRetention(others, check)).toBe('')
  })
})

describe('a file that one process rotates by time and another by size', () => {
  it('keeps the line of the one that was held up while the other rotated and deleted', () => {
    // With limits of their own the first took 150 ms for a moment, and the second deleted after 20.
    const problems = everywhere((world, stopped) => {
      const [timed, sized] = [world.file({ when: 'd' }), world.sized({ backupCount: 1 })]
      world.write(timed)
      world.write(sized)
      const line = { text: '' }
      const rotateTwice = () => {
        for (let time = 0; time < 3; time++) {
          sized.doRollover()
          world.write(sized)
        }
      }
      stopped(rotateTwice, () => {
        line.text = world.write(timed)
      })
      return world.problems((other) => other !== line.text)
    })

    expect(problems).toBe('')
  })
})

describe('a file system without hard links', () => {
  const setting: Setting = {
    prepare: (world) => {
      world.refuse.set('link', 'EPERM')
      fill(world, 3)
    },
  }

  it('keeps every line when a rotation is killed at any call', () => {
    expect(stopEverywhere(setting, DUE, killed, disorder)).toBe('')
  })

  it('keeps every line when a rotation is parked at any call while another process writes', () => {
    expect(stopEverywhere(setting, DUE, (world, { b }) => world.write(b), nothing)).toBe('')
  })
})

describe.each(['ENOSPC', 'EIO', 'EACCES', 'EPERM', 'EMFILE'])('%s at any call of a write that rotates', (code) => {
  it('costs no line, no backup and no descriptor', () => {
    const setting: Setting = { options: { backupCount: 3 }, prepare: (world) => fill(world, 3) }
    const problems = everywhere((world, stopped) => {
      const files = set(setting, world)
      const descriptors = world.descriptors
      stopped(world.fail(code), () => world.write(files.a))
      const found = world.descriptors > descriptors ? ['descriptors leaked'] : []
      world.pass(1500)
      world.write(files.a)
      finish(world, files.b)
      found.push(...world.problems(() => true), ...disorder(world))
      if (inOrder(world).length < 6) found.push(`only ${inOrder(world)}`)
      return found
    }, ROTATION)

    expect(problems).toBe('')
  })
})
