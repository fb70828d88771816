/**
 * Windows and macOS, where app.log and App.log are one file: two programs that write it under two spellings rotate it as
 * one, see each other's backups, and finish what the other left.
 */
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RotatingFileOptions, TimedRotatingFileOptions } from '../../src/options/options.js'
import { RotatingFile } from '../../src/rotating-file.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { type Environment, replaceEnvironment } from '../../src/world/environment.js'
import { everywhere } from '../support/everywhere.js'
import { World } from '../support/world.js'

/** A folder in which a name is found in whatever letters it is written. */
function blindToCase(): Disposable {
  const real = (path: string): string => {
    const [folder, own] = [dirname(path), basename(path).toLowerCase()]
    const found = fs.existsSync(folder) ? fs.readdirSync(folder).find((name) => name.toLowerCase() === own) : undefined
    return found === undefined ? path : join(folder, found)
  }
  const one = ['open', 'stat', 'lstat', 'unlink', 'mkdir', 'rmdir', 'utimes'] as const
  const two = ['link', 'rename'] as const
  const restore = replaceEnvironment((current) => {
    const call = (name: keyof Environment) => current[name] as (...args: unknown[]) => unknown
    return Object.fromEntries([
      ...one.map((name) => [name, (path: string, ...rest: unknown[]) => call(name)(real(path), ...rest)]),
      ...two.map((name) => [name, (from: string, to: string) => call(name)(real(from), real(to))]),
    ])
  })
  return { [Symbol.dispose]: restore }
}

const KINDS = {
  timed: (world: World, name: string, options: TimedRotatingFileOptions = {}) =>
    new TimedRotatingFile(join(world.folder, name), { when: 's', utc: true, ...options }),
  sized: (world: World, name: string, options: RotatingFileOptions = {}) =>
    new RotatingFile(join(world.folder, name), { maxBytes: 60, backupCount: 9, ...options }),
}

describe.each(Object.entries(KINDS))('a %s file of two spellings', (_, open) => {
  it.each([{}, { compress: 'gzip' }] as const)('keeps as many backups as it is told to, with %o', (options) => {
    using world = new World()
    using _blind = blindToCase()
    const files = ['app.log', 'App.log'].map((name) => open(world, name, { ...options, backupCount: 3 }))

    for (let round = 0; round < 12; round++) {
      for (const file of files) {
        world.pass(1000)
        world.write(file)
        world.work()
      }
    }

    expect(world.errors.map(String)).toEqual([])
    expect(fs.readdirSync(world.folder).length).toBe(4)
  })

  it('loses nothing and leaves nothing behind, where one is killed while it rotates', () => {
    const problems = everywhere((world, stopped) => {
      using _blind = blindToCase()
      const [a, b] = [open(world, 'app.log'), open(world, 'APP.log')]
      world.write(a)
      world.pass(1000)
      stopped(world.kill, () => world.write(a))
      world.finish(b)
      for (let round = 0; round < 2; round++) {
        world.pass(1000)
        world.write(b)
      }
      return world.problems()
    })

    expect(problems).toBe('')
  })
})

it('leaves alone what is another file, where letters of another case are other letters', () => {
  using world = new World()
  const files = ['app.log', 'App.log'].map((name) => KINDS.timed(world, name, { backupCount: 2 }))

  for (let round = 0; round < 6; round++) {
    world.pass(1000)
    for (const file of files) world.write(file)
  }

  const names = fs.readdirSync(world.folder)
  expect(names.filter((name) => name.startsWith('app.log')).length).toBe(3)
  expect(names.filter((name) => name.startsWith('App.log')).length).toBe(3)
})
