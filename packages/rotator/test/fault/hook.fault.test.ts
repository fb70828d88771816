/**
 * A user's `rotator` that copies and removes, as Python's recipe does, beside other processes: what they write while it runs,
 * and a moment later, is in exactly one file, wherever one of them is killed or stopped.
 */
import * as fs from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Rotator } from '../../src/options/options.js'
import { environment } from '../../src/world/environment.js'
import { everywhere } from '../support/everywhere.js'
import { pendingDeletes } from '../support/pending-deletes.js'
import { World, type Writable } from '../support/world.js'

type Compressed = Writable & { readonly compress: 'gzip' | null; doRollover(): void; close(): void }
type Open = (world: World, rotator: Rotator) => Compressed

const namer = (name: string) => `${name}.gz`
const KINDS: Readonly<Record<string, Open>> = {
  timed: (world, rotator) => world.file({ rotator, namer }),
  sized: (world, rotator) => world.sized({ rotator, namer }),
}

interface Meanwhile {
  readonly beforeCopy?: () => void
  readonly afterCopy?: () => void
  readonly afterRemoval?: () => void
}

/** Python's recipe, with what other processes do between its steps. */
function recipe(meanwhile: Meanwhile, encode: (text: Buffer) => Buffer = gzipSync): Rotator {
  return (source, dest) => {
    meanwhile.beforeCopy?.()
    fs.writeFileSync(dest, encode(fs.readFileSync(source)))
    meanwhile.afterCopy?.()
    environment.unlink(source)
    meanwhile.afterRemoval?.()
  }
}

/** The lines in all files, sorted. */
function linesIn(world: World): string[] {
  const texts = fs
    .readdirSync(world.folder)
    .filter((name) => !name.endsWith('.lock'))
    .map((name) => {
      const bytes = fs.readFileSync(`${world.folder}/${name}`)
      return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString()
    })
  return texts.join('').split('\n').slice(0, -1).sort()
}

/** What is wrong after a kill. Between copy and removal that leaves both, in Python too. */
function lost(world: World): string[] {
  const lines = new Set(linesIn(world))
  const hidden = fs.readdirSync(world.folder).filter((name) => name.startsWith('.'))
  return [...world.acknowledged.filter((line) => !lines.has(line)), ...hidden]
}

/** Lines of which a rotation is due. */
function fill(world: World, file: Writable): void {
  for (let line = 0; line < 2; line++) world.write(file)
  world.pass(1000)
}

describe.each(Object.entries(KINDS))('the rotator of a %s file that copies and removes', (_, open) => {
  it('is called while its process has the file closed', () => {
    using world = new World()
    let openFiles = -1
    const file = open(world, (source, dest) => {
      openFiles = world.openFiles().length
      fs.renameSync(source, dest)
    })
    fill(world, file)

    world.write(file)

    expect([openFiles, world.openFiles().length]).toEqual([0, 1])
  })

  it.each([
    ['compresses', gzipSync, namer],
    ['copies', (text: Buffer) => text, (name: string) => `${name}.txt`],
  ])('and %s costs no line that others write meanwhile, and none is there twice', (_name, encode, named) => {
    using world = new World()
    const write = () => {
      for (let line = 0; line < 3; line++) world.write(b)
    }
    const rotator = recipe({ beforeCopy: write, afterCopy: write, afterRemoval: write }, encode)
    const a = open(world, rotator)
    const b = open(world, () => {})
    for (const file of [a, b]) Object.assign(file, { namer: named })
    fill(world, a)

    world.write(a)
    write()

    expect(linesIn(world)).toEqual([...world.acknowledged].sort())
    expect(world.errors.map(String)).toEqual([])
  })

  it('and encrypts has the lines twice that are written before the copy is through, and loses none', () => {
    using world = new World()
    const copies: string[] = []
    const encode = (text: Buffer) => {
      copies.push(text.toString())
      return Buffer.from('secret')
    }
    const b = open(world, () => {})
    const rotator = recipe({ beforeCopy: () => world.write(b), afterCopy: () => world.write(b) }, encode)
    const a = open(world, rotator)
    fill(world, a)

    world.write(a)

    const lines = `${copies.join('')}${fs.readFileSync(world.base)}`.split('\n').slice(0, -1)
    expect([...new Set(lines)].sort()).toEqual([...world.acknowledged].sort())
    expect(lines.length).toBe(world.acknowledged.length + 1)
  })

  it('loses no line of a process that is stopped while another rotates', () => {
    const problems = everywhere((world, stopped) => {
      const a = open(world, recipe({}))
      const b = open(world, recipe({}))
      fill(world, a)
      world.write(b)
      fill(world, a)
      const rotate = () => {
        world.passUntilLockIsStale()
        a.doRollover()
        world.pass(500)
      }
      stopped(rotate, () => world.write(b))
      for (let round = 0; round < 3; round++) fill(world, a)
      world.write(a)
      return lost(world)
    })

    expect(problems).toBe('')
  })

  it('loses no line of others where its process is killed', () => {
    const problems = everywhere((world, stopped) => {
      const b = open(world, recipe({}))
      const write = () => void world.write(b)
      const a = open(world, recipe({ afterCopy: write, afterRemoval: write }))
      fill(world, a)
      stopped(world.kill, () => world.write(a))
      world.finish(b)
      for (let round = 0; round < 2; round++) fill(world, b)
      world.write(b)
      return lost(world)
    })

    expect(problems).toBe('')
  })

  it('leaves no hidden name after a rollover by hand with delay', () => {
    using world = new World()
    const file = Object.assign(open(world, recipe({})), { delay: true })
    fill(world, file)

    file.doRollover()

    expect(fs.readdirSync(world.folder).filter((name) => !name.endsWith('.gz'))).toEqual([])
  })

  it('loses nothing on Windows, where a file that is open keeps the name that was removed', () => {
    using world = new World()
    using _windows = pendingDeletes()
    const file = open(world, recipe({}))
    for (let round = 0; round < 3; round++) fill(world, file)

    world.write(file)

    expect(world.errors.map(String)).toEqual([])
    file.close()
    expect(world.problems()).toEqual([])
    expect(world.backups().length).toBeGreaterThan(1)
  })

  it('that throws after it has removed the file costs no record', () => {
    using world = new World()
    const error = new Error('no')
    let calls = 0
    const rotator = recipe({
      afterRemoval: () => {
        if (calls++ === 0) throw error
      },
    })
    const file = open(world, rotator)
    fill(world, file)

    const line = world.write(file)

    expect(world.errors).toEqual([error])
    expect(world.files().get('app.log')).toEqual([line])
    fill(world, file)
    world.write(file)
    expect(lost(world)).toEqual([])
  })
})
