import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isSystemName } from '../../src/file/system-names.js'
import { RotatingFile } from '../../src/rotating-file.js'
import { TimedRotatingFile } from '../../src/timed-rotating-file.js'
import { filesIn, tempDir } from '../support/temp-dir.js'

const onLinux = it.skipIf(process.platform !== 'linux')

describe('isSystemName', () => {
  onLinux.each(['/dev/stdout', '/dev/stderr', '/dev/fd/1', '/proc/self/fd/1', '/dev/null'])('knows %s', (path) => {
    expect(isSystemName(path)).toBe(true)
  })

  onLinux('knows a link to one, and a folder that is one', () => {
    const folder = tempDir()
    fs.symlinkSync('/dev/stdout', join(folder, 'app.log'))
    fs.symlinkSync('app.log', join(folder, 'link.log'))
    fs.symlinkSync('/proc/self/fd', join(folder, 'fds'))

    const names = ['app.log', 'link.log', 'fds/1'].map((name) => isSystemName(join(folder, name)))

    expect(names).toEqual([true, true, true])
  })

  it('leaves other names alone, of links, of loops and of nothing, too', () => {
    const folder = tempDir()
    fs.writeFileSync(join(folder, 'target'), '')
    fs.symlinkSync('target', join(folder, 'link'))
    fs.symlinkSync('loop', join(folder, 'loop'))
    fs.mkdirSync(join(folder, 'dev'))

    const paths = ['target', 'link', 'loop', 'nothing', 'dev/stdout', 'no/folder'].map((name) => join(folder, name))

    expect([...paths, '/dev/shm/app.log', '/process/app.log'].filter(isSystemName)).toEqual([])
  })
})

describe('a file under a name of the system', () => {
  onLinux('is written and never rotated, although a regular file is behind it', () => {
    const folder = tempDir()
    const fd = fs.openSync(join(folder, 'out'), 'a')
    onTestFinished(() => fs.closeSync(fd))
    const path = `/proc/self/fd/${fd}`
    const sized = new RotatingFile(path, { maxBytes: 5, backupCount: 2 })
    const timed = new TimedRotatingFile(path, { when: 's', maxBytes: 5, backupCount: 2 })

    for (const file of [sized, timed]) {
      file.write('longer than that\n')
      expect(file instanceof RotatingFile ? file.shouldRollover('x\n') : file.shouldRollover()).toBe(false)
      file.doRollover()
      file.write('more\n')
      file.close()
    }

    expect(filesIn(folder)).toEqual({ out: 'longer than that\nmore\nlonger than that\nmore\n' })
  })

  onLinux('is not rotated through a link either, which stays', () => {
    const folder = tempDir()
    const fd = fs.openSync(join(folder, 'out'), 'a')
    onTestFinished(() => fs.closeSync(fd))
    fs.symlinkSync(`/proc/self/fd/${fd}`, join(folder, 'app.log'))
    const file = new RotatingFile(join(folder, 'app.log'), { maxBytes: 5, backupCount: 2 })

    file.write('one and more\n')
    file.write('two\n')
    file.close()

    expect(fs.readdirSync(folder).sort()).toEqual(['app.log', 'out'])
    expect(fs.lstatSync(join(folder, 'app.log')).isSymbolicLink()).toBe(true)
  })
})
