/** Compression where a backup's name is a link: planted, left by somebody who moved the backup, or ours. */
import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KINDS, removeModelsAfterwards, SECRET } from '../support/strangers.js'
import { World } from '../support/world.js'

removeModelsAfterwards()

/** Three periods and their backups, compressed as far as may be. */
function run(world: World, options: Parameters<World['file']>[0] = {}): void {
  const file = world.file({ compress: 'gzip', ...options })
  for (let period = 0; period < 4; period++) {
    world.write(file)
    world.pass(1000)
    world.work()
  }
  file.close()
}

const texts = (world: World) => [...world.files().values()].flat().join('\n')

describe('compression', () => {
  it.each([true, false])('never copies what a planted link leads to (followSymlinks %s)', (followSymlinks) => {
    using world = new World()
    world.plant('app.log.2025-12-31_00-00-00', 'link')
    run(world, { followSymlinks })

    expect(texts(world)).not.toContain(SECRET)
    expect(world.problems()).toEqual([])
    expect(world.backups().filter((name) => name.endsWith('.gz')).length).toBeGreaterThan(0)
  })

  it.each(KINDS)('is kept from no other backup by a %s', (kind) => {
    using world = new World()
    world.plant('app.log.2025-12-31_00-00-00', kind)
    world.plant('app.log.2025-12-31_00-00-01.gz', kind)
    run(world)

    expect(world.backups().filter((name) => name.endsWith('.gz')).length).toBeGreaterThan(0)
    expect(world.problems()).toEqual([])
  })

  it('leaves a link in place of a backup that was moved away, and what it leads to', () => {
    using world = new World()
    const file = world.file({ compress: 'gzip' })
    const first = world.write(file)
    world.pass(1000)
    world.write(file)
    fs.mkdirSync(join(world.folder, 'archive'))
    const [name] = world.backups()
    const [path, archived] = [join(world.folder, name ?? ''), join(world.folder, 'archive', name ?? '')]
    fs.renameSync(path, archived)
    fs.symlinkSync(archived, path)
    file.close()
    run(world)

    expect(fs.readFileSync(archived, 'utf8')).toContain(first)
    expect(fs.readlinkSync(path)).toBe(archived)
    world.removed.add(first)
    expect(world.problems()).toEqual([])
  })

  it('keeps the first period of a base that is a link: the link becomes the backup, as in Python', () => {
    using world = new World()
    const target = join(world.folder, 'target')
    fs.writeFileSync(target, '')
    fs.utimesSync(target, world.milliseconds / 1000, world.milliseconds / 1000)
    fs.symlinkSync(target, world.base)
    run(world)

    expect(fs.readFileSync(target, 'utf8')).toContain(world.acknowledged[0])
    expect(fs.lstatSync(world.base).isFile()).toBe(true)
    expect(world.problems()).toEqual([])
    const links = fs.readdirSync(world.folder).filter((name) => fs.lstatSync(join(world.folder, name)).isSymbolicLink())
    expect(links).toEqual([expect.stringMatching(/^app\.log\.2026/)])
  })

  it('keeps the first period of a base that is a link, by size too', () => {
    using world = new World()
    const target = join(world.folder, 'target')
    fs.writeFileSync(target, '')
    fs.symlinkSync(target, world.base)
    const file = world.sized({ compress: 'gzip' })
    for (let record = 0; record < 12; record++) {
      world.write(file)
      world.pass(1000)
      world.work()
    }

    expect(fs.readFileSync(target, 'utf8')).toContain(world.acknowledged[0])
    expect(world.problems()).toEqual([])
    expect(world.backups().length).toBeGreaterThan(2)
  })
})
