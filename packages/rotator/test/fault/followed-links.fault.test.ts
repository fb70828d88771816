/**
 * macOS, where link(2) follows a symbolic link: of one that leads to another volume it can make no hard link. A base that is
 * such a link is rotated all the same, and one that somebody puts there meanwhile stays where it was put.
 */
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { RotatingFile } from '../../src/rotating-file.js'
import type { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { replaceEnvironment } from '../../src/world/environment.js'
import { everywhere } from '../support/everywhere.js'
import { tempDir } from '../support/temp-dir.js'
import { World } from '../support/world.js'

let elsewhere: string
beforeEach(() => {
  elsewhere = fs.realpathSync(tempDir())
})

/** Whatever is in that folder is on another volume. */
function followingLinks(): Disposable {
  const volumeOf = (path: string) => (path.startsWith(elsewhere) ? 'another' : 'this')
  const restore = replaceEnvironment((current) => ({
    link(existing, name) {
      const target = fs.lstatSync(existing, { throwIfNoEntry: false })?.isSymbolicLink()
        ? fs.realpathSync(existing)
        : existing
      if (volumeOf(target) === volumeOf(name)) return current.link(target, name)
      throw Object.assign(new Error(`EXDEV: cross-device link not permitted, link '${existing}'`), {
        code: 'EXDEV',
        errno: -18,
        syscall: 'link',
        path: existing,
        dest: name,
      })
    },
  }))
  return { [Symbol.dispose]: restore }
}

const KINDS = {
  timed: (world: World): TimedRotatingFile | RotatingFile => world.file(),
  sized: (world: World): TimedRotatingFile | RotatingFile => world.sized(),
}

describe.each(Object.entries(KINDS))('a %s file where links are followed', (_, open) => {
  it.each(['another volume', 'this volume'])('rotates though it is a symbolic link to %s', (volume) => {
    using world = new World()
    using _links = followingLinks()
    const target = join(volume === 'this volume' ? world.folder : elsewhere, 'target')
    fs.writeFileSync(target, '')
    fs.symlinkSync(target, world.base)
    const file = open(world)

    for (let rotation = 0; rotation < 3; rotation++) {
      world.write(file)
      world.pass(2000)
      file.doRollover()
    }

    expect(world.errors.map(String).filter((text) => !text.includes('a symbolic link has it'))).toEqual([])
    const names = fs.readdirSync(world.folder).filter((name) => name !== 'target')
    expect(names.filter((name) => !name.startsWith('app.log'))).toEqual([])
    expect(names.length).toBe(4)
    expect(names.filter((name) => fs.lstatSync(join(world.folder, name)).isSymbolicLink()).length).toBe(1)
    const own = [...world.files()].flatMap(([name, lines]) => (name === 'target' ? [] : lines))
    const led = fs.readFileSync(target, 'utf8').split('\n').slice(0, -1)
    expect([...own, ...led].sort()).toEqual([...world.acknowledged].sort())
  })

  it('loses no line and hides no link that somebody puts there while it rotates', () => {
    let count = 0
    const problems = everywhere((world, stopped) => {
      using _links = followingLinks()
      const target = join(elsewhere, `target-${count++}`)
      fs.writeFileSync(target, '')
      const file = open(world)
      for (let record = 0; record < 2; record++) world.write(file)
      world.pass(1000)
      const replace = () => {
        if (fs.existsSync(world.base)) fs.renameSync(world.base, join(dirname(world.base), 'moved'))
        fs.symlinkSync(target, world.base)
      }
      stopped(replace, () => world.write(file))
      for (let record = 0; record < 3; record++) {
        world.pass(1000)
        world.write(file)
      }

      const names = fs.readdirSync(world.folder)
      const texts = [...names.filter((name) => name !== 'app.log.lock').map((name) => join(world.folder, name)), target]
      const lines = new Set(texts.flatMap((path) => fs.readFileSync(path, 'utf8').split('\n')))
      const hidden = names.filter(
        (name) => name.startsWith('.') && fs.lstatSync(join(world.folder, name)).isSymbolicLink(),
      )
      const lost = world.acknowledged.filter((line) => !lines.has(line))
      return [...lost.map((line) => `lost: ${line}`), ...hidden.map((name) => `hidden: ${basename(name)}`)]
    })

    expect(problems).toBe('')
  })
})
