/**
 * What `bufferBytes` keeps is written, and the process is stopped before every single file-system call of that: killed,
 * parked while others rotate, or told that the call failed. What was flushed before is there, once and whole; what was
 * only kept survives everything but the death of its process.
 */
import { describe, expect, it } from 'vitest'
import type { RotatingFile } from '../../src/rotating-file.js'
import type { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { OSError } from '../../src/world/errors.js'
import { forgetKilledProcesses } from '../support/ended-processes.js'
import { everywhere } from '../support/everywhere.js'
import { OUTSIDERS } from '../support/meanwhile.js'
import type { World } from '../support/world.js'

forgetKilledProcesses()

interface Files {
  /** Keeps three lines at the beginning, which have not been written, and has room for some more. */
  readonly a: TimedRotatingFile | RotatingFile
  readonly b: TimedRotatingFile | RotatingFile
}
type Act = (world: World, files: Files) => void

const BUFFER_BYTES = 300
const MAX_BYTES = 400
const OPENERS = {
  'rotated by time and size': (world: World): Files => ({
    a: world.file({ bufferBytes: BUFFER_BYTES, maxBytes: MAX_BYTES }),
    b: world.file({ maxBytes: MAX_BYTES }),
  }),
  'rotated by size': (world) => ({
    a: world.sized({ bufferBytes: BUFFER_BYTES, maxBytes: MAX_BYTES }),
    b: world.sized({ maxBytes: MAX_BYTES }),
  }),
} satisfies Record<string, (world: World) => Files>

const told =
  (action: Act): Act =>
  (world, files) => {
    try {
      action(world, files)
    } catch (error) {
      if (!(error instanceof OSError)) throw error
      world.errors.push(error)
    }
  }

const WRITINGS: Readonly<Record<string, Act>> = {
  'a flush': told((_, { a }) => a.flush()),
  'a close': told((_, { a }) => a.close()),
  'a write of the next period': (world, { a }) => {
    world.pass(1000)
    world.write(a)
  },
  'writes that fill the buffer': (world, { a }) => {
    for (let line = 0; line < 5; line++) world.write(a)
  },
  'a flush after another process has rotated': told((world, { a, b }) => {
    world.pass(1000)
    world.write(b)
    a.flush()
  }),
  'a rollover by hand': told((_, { a }) => a.doRollover()),
}

const rotateByOther: Act = (world, { b }) => {
  world.passUntilLockIsStale()
  world.write(b)
  b.doRollover()
  world.write(b)
}

const MEANWHILE: Readonly<Record<string, Act>> = {
  'another process writes': (world, { b }) => OUTSIDERS['another process writes'](world, b),
  'another process steals the lock and rotates twice': (world, files) => {
    rotateByOther(world, files)
    world.pass(1000)
    rotateByOther(world, files)
  },
  'somebody removes the file and time passes': (world, { b }) =>
    OUTSIDERS['somebody removes the file and time passes'](world, b),
}

/**
 * @param stop - Happens before the nth call of `action`, for every n.
 * @param ending - What follows in `a`, if it lives.
 */
function stopEverywhere(open: (world: World) => Files, action: Act, stop: Act | Error, ending: 'lives' | 'dies') {
  return everywhere((world, stopped) => {
    const files = open(world)
    for (const file of [files.a, files.b]) world.write(file)
    files.a.flush()
    const flushed = world.acknowledged.length
    for (let line = 0; line < 3; line++) world.write(files.a)
    const event = stop instanceof Error ? world.fail(stop.message) : () => stop(world, files)
    stopped(event, () => action(world, files))
    if (ending === 'dies') world.uncertain.push(...world.acknowledged.splice(flushed))
    else {
      world.write(files.a)
      files.a.close()
    }
    // By time or by size, that rotates once more, when the other has seen what the killed one did.
    world.pass(10)
    for (let line = 0; line < 8; line++) world.write(files.b)
    world.finish(files.b)
    return world.problems()
  })
}

for (const [how, open] of Object.entries(OPENERS)) {
  describe(`a buffered file ${how}`, () => {
    for (const [what, action] of Object.entries(WRITINGS)) {
      it(`keeps what was flushed, and repeats and tears nothing, when ${what} is killed at any call`, () => {
        const problems = stopEverywhere(open, action, (world) => world.kill('stat'), 'dies')

        expect(problems).toBe('')
      })

      it.each(['ENOSPC', 'EIO'])(`loses and repeats no line when %s meets any call of ${what}`, (code) => {
        expect(stopEverywhere(open, action, new Error(code), 'lives')).toBe('')
      })

      for (const [meanwhile, act] of Object.entries(MEANWHILE)) {
        it(`loses and repeats no line when ${what} is parked at any call while ${meanwhile}`, () => {
          expect(stopEverywhere(open, action, act, 'lives')).toBe('')
        })
      }
    }
  })
}
