import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { FolderWatch } from '../../src/file/folder-watch.js'
import { OpenFile } from '../../src/file/open-file.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { replaceEnvironment } from '../../src/world/environment.js'
import { UNTOUCHED_MS } from '../../src/world/timings.js'
import { filesIn, tempDir } from '../support/temp-dir.js'

let path: string
let now = 0

/** On a clock of the test's own; the folder last changed long ago, whatever the kernel's clock ticks by. */
beforeEach(() => {
  path = join(tempDir(), 'app.log')
  fs.writeFileSync(path, '')
  now = 1000
  onTestFinished(replaceEnvironment(() => ({ monotonic: () => now })))
})

function age(folder: string): void {
  fs.utimesSync(folder, 1, 1)
}

function watched(): FolderWatch | null {
  const watch = FolderWatch.open(path)
  onTestFinished(() => watch?.close())
  return watch
}

const stamps = canWatch(fs.mkdtempSync(join(tmpdir(), 'rotator-')))

function canWatch(folder: string): boolean {
  fs.writeFileSync(join(folder, 'any'), '')
  const watch = FolderWatch.open(join(folder, 'any'))
  watch?.close()
  fs.rmSync(folder, { recursive: true })
  return watch !== null
}

describe.skipIf(!stamps)('FolderWatch, where the file system stamps folders', () => {
  it('knows a folder when it has been the same for 20 ms, and until something changes', () => {
    age(dirname(path))
    const watch = watched()
    watch?.prepare(now)
    now += 19
    watch?.prepare(now)
    expect(watch?.isUntouched()).toBe(false)
    now += 1
    watch?.prepare(now)
    expect(watch?.isUntouched()).toBe(true)

    fs.renameSync(path, `${path}.1`)

    expect(watch?.isUntouched()).toBe(false)
  })

  it('does not trust a folder whose file is a link to another one', () => {
    fs.renameSync(path, `${path}.real`)
    fs.symlinkSync(`${path}.real`, path)

    expect(watched()).toBeNull()
  })

  it('lets a writer that looks at every record follow at once when the file is moved away', () => {
    const file = new TimedRotatingFile(path, { when: 'd' })
    onTestFinished(() => file.close())
    age(dirname(path))
    const looks = counted()
    for (let record = 0; record < 30; record++) {
      file.write('a\n')
      now += 2
    }
    expect(looks()).toBeLessThan(20)

    fs.renameSync(path, `${path}.moved`)
    file.write('b\n')

    expect(filesIn(dirname(path))).toEqual({ 'app.log': 'b\n', 'app.log.moved': 'a\n'.repeat(30) })
  })

  it('looks at the name itself every 6 ms, for a folder can be replaced as a whole', () => {
    const file = new OpenFile(path)
    onTestFinished(() => file.close())
    file.open()
    age(dirname(path))
    file.isUntouched(now)
    for (const _ of [1, 2]) {
      file.isCurrent(now)
      now += 20
    }

    expect([1, 5].map((later) => file.isUntouched(now - 20 + later))).toEqual([true, true])
    expect(file.isUntouched(now - 20 + UNTOUCHED_MS)).toBe(false)
  })

  it('leaves no descriptor behind when the file is closed', () => {
    const open = new Set<number>()
    const restore = replaceEnvironment((system) => ({
      open: (...args) => {
        const fd = system.open(...args)
        open.add(fd)
        return fd
      },
      close: (fd) => {
        system.close(fd)
        open.delete(fd)
      },
    }))
    onTestFinished(restore)
    const file = new TimedRotatingFile(path, { when: 'd' })
    file.write('a\n')
    file.write('b\n')
    expect(open.size).toBe(2)

    file.close()

    expect(open.size).toBe(0)
  })
})

function counted(): () => number {
  let count = 0
  onTestFinished(
    replaceEnvironment(({ stat }) => ({
      stat: (name) => {
        count++
        return stat(name)
      },
    })),
  )
  return () => count
}
