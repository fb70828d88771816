/**
 * File systems that keep a removed file which is open, and count it as having a name: NFS clients and libfuse rename it
 * to a hidden name in its folder, volumes of containers show it nowhere. Compression must not lose a backup by it, nor a
 * writer that was stopped its line.
 */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FileStat, replaceEnvironment } from '../../src/world/environment.js'
import { everywhere } from '../support/everywhere.js'
import { World } from '../support/world.js'

/** @param hide - Where a removed file goes. */
function keepRemoved(world: World, hide: (name: string) => string): void {
  let count = 0
  const restore = replaceEnvironment((current) => ({
    unlink(path) {
      const { ino, nlink } = fs.lstatSync(path)
      const isOpen = world.openFiles().some((file) => file.ino === ino)
      if (nlink > 1 || !isOpen) current.unlink(path)
      else current.rename(path, hide(`${++count}`))
    },
    fileSystem: () => 0x65735546,
  }))
  onTestFinished(restore)
}

function elsewhere(): string {
  const folder = fs.mkdtempSync(join(tmpdir(), 'rotator-removed-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return folder
}

const HIDDEN: Readonly<Record<string, (world: World) => (name: string) => string>> = {
  'NFS: .nfs…': (world) => (name) => join(world.folder, `.nfs000000000${name}`),
  'libfuse: .fuse_hidden…': (world) => (name) => join(world.folder, `.fuse_hidden000${name}`),
  'a volume that shows it nowhere': () => {
    const folder = elsewhere()
    return (name) => join(folder, name)
  },
}

/** What the system keeps for those that have it open is no leftover of ours. */
const ours = (problems: readonly string[]) =>
  problems.filter((text) => !/left behind: \.(?:nfs|fuse)|in \.(?:nfs|fuse)/.test(text))

/** Lines that are in a file whose name does not begin with a dot. */
function visible(world: World): Set<string> {
  return new Set([...world.files()].flatMap(([name, lines]) => (name.startsWith('.') ? [] : lines)))
}

describe.each(Object.entries(HIDDEN))('%s', (_, hide) => {
  it.each(['timed', 'sized'] as const)('loses no backup when backups are compressed (%s)', (kind) => {
    using world = new World()
    keepRemoved(world, hide(world))
    const file =
      kind === 'timed' ? world.file({ compress: 'gzip' }) : world.sized({ compress: 'gzip', backupCount: 99 })
    for (let record = 0; record < 20; record++) {
      world.write(file)
      world.pass(600)
      world.work()
    }

    const there = visible(world)
    expect(world.acknowledged.filter((line) => !there.has(line))).toEqual([])
    expect(world.backups().filter((name) => name.endsWith('.gz')).length).toBeGreaterThan(3)
  })

  it('keeps the line of a writer whose file was removed while it was stopped', () => {
    const problems = everywhere((world, stopped) => {
      keepRemoved(world, hide(world))
      const [a, b] = [world.file({ backupCount: 1 }), world.file({ backupCount: 1 })]
      world.write(a)
      let line = ''
      const removeAll = () => {
        for (let time = 0; time < 4; time++) {
          world.passUntilLockIsStale()
          world.write(b)
        }
      }
      stopped(removeAll, () => {
        line = world.write(a)
      })
      return visible(world).has(line) ? [] : [`lost: ${line}`]
    })

    expect(ours(problems.split('\n')).join('\n')).toBe('')
  })
})

describe('a file system whose links cannot be counted', () => {
  it('finishes a rotation that was killed, under the name that it chose', () => {
    const problems = everywhere((world, stopped) => {
      const one = (stat: FileStat | undefined) => (stat?.isFile() ? { ...stat, nlink: 1, isFile: () => true } : stat)
      const restore = replaceEnvironment((current) => ({
        lstat: (path) => one(current.lstat(path)),
        stat: (path) => one(current.stat(path)),
        fstat: (fd) => one(current.fstat(fd)) as FileStat,
        fileSystem: () => 0x65735546,
      }))
      try {
        const [a, b] = [world.file(), world.file()]
        world.write(a)
        world.pass(1000)
        stopped(world.kill, () => world.write(a))
        world.write(b)
        world.finish(b)
        return world.problems()
      } finally {
        restore()
      }
    })

    expect(problems).toBe('')
  })
})
