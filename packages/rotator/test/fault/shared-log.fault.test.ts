/**
 * A log that several users write: a new base has its owner, its group and its permissions from the moment it has its name,
 * wherever the process that makes it is killed; and where the system allows writing alone, nothing is made at all.
 */
import * as fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RotatingFile } from '../../src/rotating-file.js'
import type { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { everywhere } from '../support/everywhere.js'
import { World } from '../support/world.js'

const NOBODY = 65_534
const isRoot = process.geteuid?.() === 0

const KINDS: Readonly<Record<string, (world: World) => TimedRotatingFile | RotatingFile>> = {
  'by time': (world) => world.file(),
  'by size': (world) => world.sized(),
}

/** Nothing of ours but the file itself, and the lock. */
function made(world: World): string[] {
  return fs.readdirSync(world.folder).filter((name) => name !== 'app.log' && name !== 'app.log.lock')
}

describe.each(Object.entries(KINDS))('a shared log that is rotated %s', (_, open) => {
  it.skipIf(!isRoot)('has its owner, group and permissions at every moment at which it has its name', () => {
    const problems = everywhere((world, stopped) => {
      const file = open(world)
      world.write(file)
      fs.chmodSync(world.base, 0o620)
      fs.chownSync(world.base, NOBODY, 4)
      file.close()
      world.write(file)
      world.pass(1000)
      stopped(world.kill, () => file.doRollover())
      const base = fs.statSync(world.base, { throwIfNoEntry: false })
      const found = base && `${base.uid}:${base.gid} ${(base.mode & 0o777).toString(8)}`
      return found === undefined || found === `${NOBODY}:4 620` ? [] : [`the base is ${found}`]
    }, 20)

    expect(problems).toBe('')
  })

  it('keeps the group where the owner may not be given', () => {
    using world = new World()
    const file = open(world)
    world.write(file)
    const { uid, gid } = fs.statSync(world.base)
    fs.chownSync(world.base, uid, isRoot ? 4 : gid)
    file.close()
    world.forbid = (call, args) => (call === 'fchown' && args[1] !== uid ? 'EPERM' : undefined)
    world.write(file)
    world.pass(1000)
    file.doRollover()

    expect(fs.statSync(world.base).gid).toBe(isRoot ? 4 : gid)
  })

  it.each(['EPERM', 'EACCES', 'EROFS'])('makes nothing where its name may not be taken away: %s', (code) => {
    const problems = everywhere((world, stopped) => {
      // What the system says of the base's name, by whatever call.
      world.forbid = (call, args) => {
        const isTaken = (call === 'rmdir' || call === 'rename' || call === 'unlink') && args[0] === world.base
        return isTaken ? code : undefined
      }
      const [a, b] = [open(world), open(world)]
      world.write(a)
      world.write(b)
      world.pass(1000)
      stopped(world.kill, () => {
        for (let record = 0; record < 3; record++) world.write(a)
      })
      for (let record = 0; record < 5; record++) {
        world.write(b)
        world.pass(1100)
      }
      const told = world.errors.length > 2 ? [`told ${world.errors.length} times`] : []
      return [...made(world).map((name) => `made: ${name}`), ...told, ...world.problems()]
    })

    expect(problems).toBe('')
  })

  it('leaves no more than one further name of the file where a server refuses what the system allows', () => {
    using world = new World()
    world.forbid = (call, args) => (call === 'rename' && args[0] === world.base ? 'EPERM' : undefined)
    const file = open(world)
    for (let record = 0; record < 30; record++) {
      world.write(file)
      world.pass(1100)
    }

    expect(made(world).filter((name) => name.startsWith('.')).length).toBeLessThanOrEqual(1)
    expect(fs.statSync(world.base).nlink).toBeLessThanOrEqual(3)
  })
})
