import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { OpenFile } from '../../src/file/open-file.js'
import { environment, replaceEnvironment } from '../../src/world/environment.js'
import { filesIn, tempDir } from '../support/temp-dir.js'

function opened(path: string, permissions?: number): OpenFile {
  const file = new OpenFile(path, { permissions })
  onTestFinished(() => file.close())
  file.open()
  return file
}

describe('OpenFile', () => {
  it('appends to what is there, and creates what is not', () => {
    const folder = tempDir()
    fs.writeFileSync(join(folder, 'old.log'), 'a\n')

    opened(join(folder, 'old.log')).append('b\n')
    opened(join(folder, 'new.log')).append(Buffer.from('c\n'))

    expect(filesIn(folder)).toEqual({ 'old.log': 'a\nb\n', 'new.log': 'c\n' })
  })

  it('creates with exactly the permissions that were asked for, and leaves those of a file that exists', () => {
    const path = join(tempDir(), 'app.log')

    opened(path, 0o666)
    opened(path, 0o600)

    expect(fs.statSync(path).mode & 0o777).toBe(0o666)
  })

  it('creates the next file with the permissions of the one before it', () => {
    const path = join(tempDir(), 'app.log')
    const file = opened(path)
    file.close()
    fs.chmodSync(path, 0o622)
    file.open()
    fs.unlinkSync(path)

    file.open()

    expect(fs.statSync(path).mode & 0o777).toBe(0o622)
  })

  it('creates the target of a symbolic link that leads nowhere', () => {
    const folder = tempDir()
    fs.symlinkSync(join(folder, 'real.log'), join(folder, 'app.log'))

    opened(join(folder, 'app.log')).append('a\n')

    expect(fs.readFileSync(join(folder, 'real.log'), 'utf8')).toBe('a\n')
  })

  it.each(['this system', 'Windows, which has no O_NOFOLLOW'])(
    'refuses a symbolic link if told to, whether it leads anywhere or not, at first or later, on %s',
    (system) => {
      const { O_NOFOLLOW } = fs.constants
      if (system !== 'this system')
        onTestFinished(
          replaceEnvironment(({ open }) => ({ open: (name, flags, mode) => open(name, flags & ~O_NOFOLLOW, mode) })),
        )
      const folder = tempDir()
      const path = join(folder, 'app.log')
      const file = new OpenFile(path, { followSymlinks: false })
      fs.symlinkSync(join(folder, 'real.log'), path)
      const refusal = `[Errno 40] Too many levels of symbolic links: '${path}'\n  It is a symbolic link, and followSymlinks`

      expect(() => file.open()).toThrow(refusal)
      fs.writeFileSync(join(folder, 'real.log'), '')
      expect(() => file.open()).toThrow(refusal)
      fs.unlinkSync(path)
      file.open()
      fs.renameSync(path, `${path}.1`)
      fs.symlinkSync(join(folder, 'real.log'), path)
      expect(file.isCurrent()).toBe(false)
      expect(() => file.open()).toThrow(refusal)
      file.close()

      expect(fs.readFileSync(join(folder, 'real.log'), 'utf8')).toBe('')
    },
  )

  it('does not start a line of its own after a torn record that somebody has truncated away', () => {
    const path = join(tempDir(), 'app.log')
    const file = opened(path)
    let calls = 0
    const restore = replaceEnvironment((current) => ({
      write(fd, data) {
        if (calls++ > 0) throw Object.assign(new Error(), { code: 'ENOSPC', syscall: 'write' })
        return current.write(fd, Buffer.from(data).subarray(0, 3), 0)
      },
    }))
    expect(() => file.append('torn\n')).toThrow('No space left')
    restore()
    fs.truncateSync(path)

    file.isCurrent()
    file.append('whole\n')

    expect([fs.readFileSync(path, 'utf8'), file.size]).toEqual(['whole\n', 6])
  })

  it('notices that the name leads elsewhere, and that what is open has no name left', () => {
    const path = join(tempDir(), 'app.log')
    const file = opened(path)
    expect([file.isCurrent(), file.isGone(), file.isUnwatched(environment.monotonic())]).toEqual([true, false, false])

    fs.renameSync(path, `${path}.1`)
    expect([file.isCurrent(), file.isGone(), file.isUnwatched(environment.monotonic())]).toEqual([false, false, true])

    fs.unlinkSync(`${path}.1`)
    expect(file.isGone()).toBe(true)
  })

  it('waits for a pipe that is full for the moment', () => {
    const path = join(tempDir(), 'app.log')
    const file = opened(path)
    let attempts = 0
    const restore = replaceEnvironment((current) => ({
      write: (fd, data, offset) => {
        if (attempts++ < 3) throw Object.assign(new Error(), { code: 'EAGAIN', syscall: 'write' })
        return current.write(fd, data, offset)
      },
    }))

    file.append('a\n')
    restore()

    expect([attempts, fs.readFileSync(path, 'utf8')]).toEqual([4, 'a\n'])
  })
})
