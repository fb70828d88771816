/**
 * A file system gives the number of a removed file to the next one that is made, as ext4 and XFS do. A process that was
 * stopped in a rotation between a look and what follows from it must not take the one for the other when it wakes.
 */
import * as fs from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FileStat, replaceEnvironment } from '../../src/world/environment.js'
import { everywhere } from '../support/everywhere.js'
import type { World } from '../support/world.js'

/** Each new file gets the lowest number that no file has which has a name or is open. */
function useLowestNumbers(world: World): void {
  const numbers = new Map<string, number>()
  const key = (stat: fs.Stats) => `${stat.ino} ${stat.birthtimeMs}`
  const numberFor = (stat: fs.Stats) => {
    const known = numbers.get(key(stat))
    if (known !== undefined) return known
    const named = fs.readdirSync(world.folder).map((name) => key(fs.lstatSync(join(world.folder, name))))
    const alive = new Set([...named, ...world.openFiles().map(key)])
    const used = new Set([...numbers].flatMap(([file, number]) => (alive.has(file) ? [number] : [])))
    let number = 1
    while (used.has(number)) number++
    numbers.set(key(stat), number)
    return number
  }
  const numbered = (stat: FileStat | undefined, real: () => fs.Stats) =>
    stat?.isFile() ? { ...stat, ino: numberFor(real()) } : stat
  const restore = replaceEnvironment((current) => ({
    stat: (path) => numbered(current.stat(path), () => fs.statSync(path)),
    lstat: (path) => numbered(current.lstat(path), () => fs.lstatSync(path)),
    fstat: (fd) => numbered(current.fstat(fd), () => fs.fstatSync(fd)) as FileStat,
  }))
  onTestFinished(restore)
}

describe.each([1, 2])('rotation by size with %i backups', (backupCount) => {
  it.each([1, 2, 3])('keeps the newer backup when a process wakes after %i rotations of another', (rotations) => {
    const problems = everywhere((world, stopped) => {
      useLowestNumbers(world)
      const [a, b] = [world.sized({ backupCount }), world.sized({ backupCount })]
      const rotate = () => {
        world.passUntilLockIsStale()
        b.doRollover()
        world.pass(30)
        world.write(b)
      }
      for (let time = 0; time < 4; time++) rotate()
      world.write(a)
      let kept: string[] = []
      let current = ''
      stopped(
        () => {
          for (let time = 0; time < rotations; time++) rotate()
          kept = [...world.files().values()].flat()
          current = world.files().get(basename(world.base))?.[0] ?? ''
        },
        () => world.write(a),
      )
      const files = world.files()
      const hasRotated = !files.get(basename(world.base))?.includes(current)
      const there = new Set([...files.values()].flat())
      const lost = kept.filter((line) => !there.has(line))
      return hasRotated ? [] : lost.map((line) => `lost: ${line}`)
    }, 10)

    expect(problems).toBe('')
  })
})

describe('rotation by size with three backups', () => {
  // By the number alone the wrong file is taken for the one to be removed after 3 and 7 rotations, when it comes round.
  it.each([1, 2, 3, 4, 7])(
    'keeps every number when a process wakes after %i times two rotations of another',
    (times) => {
      const problems = everywhere((world, stopped) => {
        useLowestNumbers(world)
        const first = world.sized({ backupCount: 3 })
        for (let line = 0; line < 12; line++) world.write(first)
        first.close()
        world.pass(1000)
        const [a, b] = [world.sized({ backupCount: 3 }), world.sized({ backupCount: 3 })]
        for (const file of [a, b]) world.write(file)
        const rotateTwice = () => {
          world.passUntilLockIsStale()
          world.write(b)
          b.doRollover()
          world.write(b)
        }
        const line = { text: '' }
        stopped(
          () => {
            for (let time = 0; time < times; time++) rotateTwice()
          },
          () => {
            line.text = world.write(a)
          },
        )
        const numbers = world.backups().map((name) => Number(name.split('.').at(-1)))
        const gaps = numbers.length === Math.max(...numbers) ? [] : [`numbers are missing: ${numbers}`]
        return [...world.problems((other) => other !== line.text), ...gaps]
      }, 20)

      expect(problems).toBe('')
    },
  )
})
