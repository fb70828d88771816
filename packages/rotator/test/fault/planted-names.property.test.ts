/**
 * Random folders full of names around ours, of every kind that a file system has. After a program has logged and rotated
 * there, nothing but our own files was touched, no call took long, and rotation went on.
 */
import * as fs from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS, type Kind, looksLike, removeModelsAfterwards, SECRET } from '../support/strangers.js'
import { World } from '../support/world.js'

removeModelsAfterwards()

/** Of the processor, so that a busy machine does not count. */
const LONGEST_CALL_MS = 100

const DATES = ['2026-01-01_12-00-00', '2026-01-01_12-00-01', '2025-06-01_00-00-00', '2099-01-01_00-00-00', '2026-01-01']
const NUMBERS = [
  '0',
  '1',
  '2',
  '3',
  '7',
  '01',
  '99',
  '1000',
  '20000000',
  '999999999',
  '1764400000000000000',
  '-1',
  '1e3',
]
const HIDDEN = ['old', 'old.gz', 'claim', 'new', 'gone-1_1', 'gone-zz', 'seal-1', 'seal-zzzzzzzz', 'gz-1_1', 'gz-z']

const end = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.constantFrom(...DATES),
  fc.tuple(fc.constantFrom(...DATES), fc.constantFrom(...NUMBERS)).map(([date, number]) => `${date}.${number}`),
  fc.constantFrom('x', 'lock', 'lock.1', '0.lock', 'gz', 'bak', 'tmp', 'swp~'),
)
const name = fc.oneof(
  fc.tuple(end, fc.constantFrom('', '', '.gz', '.old')).map(([text, ending]) => `app.log.${text}${ending}`),
  fc.constantFrom(...HIDDEN).map((kind) => `.app.log.77-abc.k-1.${kind}`),
  fc.constantFrom(
    '.app.log',
    'app.logx.1',
    'App.log.1',
    'xapp.log.1',
    '.nfs0001',
    '.fuse_hidden1',
    '.app.log.old',
    'app',
  ),
)
/** A regular file is ours by its name where the name is ours; elsewhere it is somebody's. */
const kind = fc.oneof(fc.constantFrom(...KINDS), fc.constantFrom('file' as const, 'second name' as const))
const planted = fc.uniqueArray(fc.tuple(name, kind), { selector: ([text]) => text, minLength: 1, maxLength: 40 })

const isOurs = (text: string): boolean => {
  return (
    /^app\.log\.[1-9]\d{0,8}(\.gz)?$/.test(text) ||
    /^app\.log\.\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d(\.[1-9]\d{0,8})?(\.gz)?$/.test(text) ||
    /^\.app\.log\.77-abc\.k-1\./.test(text)
  )
}

function plantAll(world: World, names: readonly (readonly [string, Kind | 'file' | 'second name'])[]): void {
  for (const [text, what] of names) {
    const path = join(world.folder, text)
    // A lock is told of and not gone past, which strangers.fault.test.ts shows.
    if (text === 'app.log.lock') continue
    if (what === 'file') fs.writeFileSync(path, `planted ${text}\n`)
    else if (what === 'second name') fs.linkSync(join(world.folder, 'outside'), path)
    else world.plant(text, what)
  }
}

/** What is not ours to touch, as it is now. */
function others(world: World): Record<string, string | undefined> {
  const names = fs.readdirSync(world.folder).filter((text) => {
    if (text === 'outside' || text === 'app.log' || text === 'app.log.lock') return false
    return !fs.lstatSync(join(world.folder, text)).isFile() || !isOurs(text)
  })
  return Object.fromEntries(names.map((text) => [text, withoutLinks(looksLike(join(world.folder, text)))]))
}

/** The count of links of a file is that of all its names, and some of them are ours. */
function withoutLinks(text: string | undefined): string | undefined {
  return text?.replace(/^(\[\d+,\d+,)\d+/, '$1')
}

describe.each([
  ['by time', (world: World) => world.file({ backupCount: 3 })],
  ['by time, with compression', (world: World) => world.file({ backupCount: 3, compress: 'gzip', maxBytes: 200 })],
  ['by size', (world: World) => world.sized({ backupCount: 3 })],
  ['by size, with compression', (world: World) => world.sized({ backupCount: 3, compress: 'gzip' })],
  ['by size, with very many backups', (world: World) => world.sized({ backupCount: 1_000_000 })],
] as const)('a file rotated %s in a folder full of names', (_, open) => {
  it('touches nothing of others, never takes long, and is rotated', () => {
    fc.assert(
      fc.property(planted, (names) => {
        using world = new World()
        fs.writeFileSync(join(world.folder, 'outside'), `${SECRET}\n`, { mode: 0o600 })
        plantAll(world, names)
        const before = others(world)
        const file = open(world)
        for (let record = 0; record < 12; record++) {
          const start = process.cpuUsage()
          world.write(file)
          const { user, system } = process.cpuUsage(start)
          expect((user + system) / 1000).toBeLessThan(LONGEST_CALL_MS)
          world.pass(500)
          world.work()
        }
        file.close()

        expect(others(world)).toEqual(before)
        expect(fs.readFileSync(join(world.folder, 'outside'), 'utf8')).toBe(`${SECRET}\n`)
        expect(fs.statSync(join(world.folder, 'outside')).mode & 0o777).toBe(0o600)
        // 12 lines were written, and at most two fit into a file or a period.
        expect(fs.readFileSync(world.base, 'utf8').split('\n').length).toBeLessThan(5)
        const codes = world.errors.map((error) => (error as { code?: string }).code)
        expect(codes.filter((code) => code !== 'ERR_LOG_NAME_TAKEN')).toEqual([])
      }),
      { numRuns: 30 },
    )
  })
})
