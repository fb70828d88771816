/**
 * Rotation where the file, the folder or the mount is not all ours, with real users and real mounts: another user's file,
 * sticky folders, files that may only be appended to, a group that is carried over, overlay and XFS mounts.
 *
 * Needs root, and for some tests a mount or a tool; what is not there is skipped and counted.
 */
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'

const WRITER = new URL('support/rotating-writer.mjs', import.meta.url).pathname
const NOBODY = 65_534
const GROUP = 4
const isRoot = process.geteuid?.() === 0 && process.platform === 'linux'
const has = (command) => spawnSync(command, ['--version']).error === undefined
const asNobody = ['setpriv', '--reuid', `${NOBODY}`, '--regid', `${NOBODY}`]

const needs = (...tools) => {
  if (!isRoot) return { skip: 'needs root on Linux' }
  const missing = tools.find((tool) => !has(tool))
  return missing === undefined ? {} : { skip: `${missing} is not here` }
}

/** What happens in a folder of its own. @param mode - Its permissions. */
function inFolder(mode, action) {
  const folder = fs.mkdtempSync(join(tmpdir(), 'pylogging-shared-'))
  fs.chmodSync(folder, mode)
  try {
    return action(folder, join(folder, 'app.log'))
  } finally {
    spawnSync('chattr', ['-R', '-a', '-i', folder])
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns What the writer was told. */
function write(job, user = []) {
  const [command, ...args] = [...user, process.execPath, WRITER, JSON.stringify({ pauseMs: 5, lines: 24, ...job })]
  return JSON.parse(execFileSync(command, args, { encoding: 'utf8' }))
}

/** The numbered lines of a folder's files, each as often as it is there. */
function linesIn(folder) {
  const files = fs.readdirSync(folder).filter((name) => fs.lstatSync(join(folder, name)).isFile())
  return files.flatMap((name) => fs.readFileSync(join(folder, name), 'utf8').match(/^line \d+/gm) ?? [])
}

const written = (count) => Array.from({ length: count }, (_, line) => `line ${line}`).sort()

const KINDS = [
  ['timed', { kind: 'timed', pauseMs: 100 }],
  ['by size', { kind: 'size' }],
]

describe("another user's file in a sticky folder, which we may write and not rename", () => {
  for (const [what, job] of KINDS) {
    test(`${what}: nothing is made, lines go on, and it is told once`, needs('setpriv'), () => {
      inFolder(0o1777, (folder, path) => {
        fs.writeFileSync(path, '')
        fs.chmodSync(path, 0o666)

        const { told, unwritten } = write({ ...job, path }, [...asNobody, '--clear-groups'])

        assert.deepEqual(fs.readdirSync(folder), ['app.log'])
        assert.equal(fs.statSync(path).nlink, 1)
        assert.deepEqual(linesIn(folder).sort(), written(24))
        assert.deepEqual([told, unwritten], [['EPERM'], 0])
      })
    })
  }
})

describe('a file that may only be appended to', () => {
  for (const [what, job] of KINDS) {
    test(`${what}: nothing is made, lines go on, and it is told once`, needs('chattr'), (context) => {
      inFolder(0o755, (folder, path) => {
        fs.writeFileSync(path, '')
        if (spawnSync('chattr', ['+a', path]).status !== 0) return context.skip('no such attribute here')

        const { told, unwritten } = write({ ...job, path })

        assert.deepEqual(fs.readdirSync(folder), ['app.log'])
        assert.deepEqual(linesIn(folder).sort(), written(24))
        assert.deepEqual([told, unwritten], [['EPERM'], 0])
      })
    })
  }
})

describe('backups that cannot be moved or removed', () => {
  test('are passed over by size: the others keep their number, and their order', needs('chattr'), (context) => {
    inFolder(0o755, (folder, path) => {
      for (const number of [1, 3]) fs.writeFileSync(`${path}.${number}`, `theirs ${number}\n`)
      if (spawnSync('chattr', ['+i', `${path}.1`, `${path}.3`]).status !== 0)
        return context.skip('no such attribute here')

      const { unwritten } = write({ kind: 'size', path })

      assert.equal(unwritten, 0)
      assert.equal(fs.readFileSync(`${path}.1`, 'utf8'), 'theirs 1\n')
      assert.equal(fs.readFileSync(`${path}.3`, 'utf8'), 'theirs 3\n')
      const numbers = [5, 4, 2].flatMap((number) => fs.readFileSync(`${path}.${number}`, 'utf8').match(/^line \d+/gm))
      const newest = [...numbers, ...fs.readFileSync(path, 'utf8').match(/^line \d+/gm)]
      assert.deepEqual(
        newest,
        Array.from({ length: newest.length }, (_, index) => `line ${24 - newest.length + index}`),
      )
      assert.deepEqual(
        fs.readdirSync(folder).sort(),
        ['', '.1', '.2', '.3', '.4', '.5'].map((end) => `app.log${end}`),
      )
    })
  })

  test('are passed over by time: retention goes on with the others', needs('chattr'), (context) => {
    inFolder(0o755, (folder, path) => {
      const old = ['2020-01-01_00-00-00', '2020-01-01_00-00-01', '2020-01-01_00-00-02'].map((date) => `${path}.${date}`)
      for (const each of old) fs.writeFileSync(each, 'old\n')
      for (const each of old) fs.utimesSync(each, 1577836800, 1577836800)
      if (spawnSync('chattr', ['+i', old[0]]).status !== 0) return context.skip('no such attribute here')

      const { unwritten } = write({ kind: 'timed', path, pauseMs: 200 })

      assert.equal(unwritten, 0)
      assert.ok(fs.existsSync(old[0]))
      assert.ok(!fs.existsSync(old[1]) && !fs.existsSync(old[2]))
      assert.ok(fs.readdirSync(folder).every((name) => !name.startsWith('.')))
    })
  })
})

describe('a log that several users write', () => {
  test('keeps its group and permissions when a user rotates who may not give the owner', needs('setpriv'), () => {
    inFolder(0o777, (folder, path) => {
      fs.writeFileSync(path, '')
      fs.chmodSync(path, 0o660)
      fs.chownSync(path, 0, GROUP)

      const { told } = write({ kind: 'size', path }, [...asNobody, '--groups', `${GROUP}`])

      assert.deepEqual(told, [])
      const { uid, gid, mode } = fs.statSync(path)
      assert.deepEqual([uid, gid, (mode & 0o777).toString(8)], [NOBODY, GROUP, '660'])
      assert.ok(fs.readdirSync(folder).length === 4)
    })
  })

  test('can be opened by the other one at every moment of a rotation', needs('setpriv'), async () => {
    await inFolderAsync(0o777, async (path) => {
      fs.writeFileSync(path, '')
      fs.chmodSync(path, 0o600)
      fs.chownSync(path, NOBODY, NOBODY)
      const [command, ...args] = [...asNobody, '--clear-groups', process.execPath, '-e', OPEN_AGAIN_AND_AGAIN, path]
      const other = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      let answer = ''
      other.stdout.on('data', (data) => {
        answer += data
      })
      const ended = new Promise((resolve) => other.on('close', resolve))

      for (let round = 0; round < 3; round++)
        write({ kind: 'size', path, lines: 200, pauseMs: 1, options: { mode: undefined } })
      other.kill('SIGTERM')
      await ended

      const { opened, refused } = JSON.parse(answer)
      assert.ok(opened > 100, `opened ${opened} times`)
      assert.equal(refused, 0)
    })
  })

  test('goes on when a killed process of another user has left its lock in a sticky folder', needs('setpriv'), () => {
    inFolder(0o1777, (folder, path) => {
      fs.writeFileSync(path, '')
      fs.chownSync(path, NOBODY, NOBODY)
      fs.mkdirSync(`${path}.lock`)
      fs.utimesSync(`${path}.lock`, 1, 1)

      const { told, unwritten } = write({ kind: 'size', path }, [...asNobody, '--clear-groups'])

      assert.deepEqual([told, unwritten], [[], 0])
      assert.deepEqual(fs.readdirSync(folder).sort(), [
        'app.log',
        'app.log.1',
        'app.log.2',
        'app.log.3',
        'app.log.lock',
      ])
    })
  })
})

/** Counts what it meets at a name until it is told to end. */
const OPEN_AGAIN_AND_AGAIN = `
const fs = require('fs')
let [opened, refused] = [0, 0]
const go = () => {
  for (let time = 0; time < 200; time++) {
    try {
      fs.closeSync(fs.openSync(process.argv[1], fs.constants.O_WRONLY | fs.constants.O_APPEND))
      opened++
    } catch (error) {
      if (error.code !== 'ENOENT') refused++
    }
  }
  setImmediate(go)
}
process.on('SIGTERM', () => {
  console.log(JSON.stringify({ opened, refused }))
  process.exit()
})
go()`

async function inFolderAsync(mode, action) {
  const folder = fs.mkdtempSync(join(tmpdir(), 'pylogging-shared-'))
  fs.chmodSync(folder, mode)
  try {
    await action(join(folder, 'app.log'))
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Mounts one after the other and unmounts them when the action is over. @returns False when one may not be. */
function withMounts(mounts, action) {
  const made = []
  try {
    for (const [target, ...args] of mounts) {
      if (spawnSync('mount', [...args, target]).status !== 0) return false
      made.unshift(target)
    }
    action()
    return true
  } finally {
    for (const target of made) execFileSync('umount', ['--lazy', target])
  }
}

describe('an overlay mount', () => {
  for (const [what, job] of KINDS) {
    const title = `${what}: a base that comes from the image below is rotated, and no line is lost`
    test(title, needs('mksquashfs'), (context) => {
      inFolder(0o755, (folder) => {
        for (const name of ['image', 'below', 'above', 'merged']) fs.mkdirSync(join(folder, name))
        fs.writeFileSync(join(folder, 'image/app.log'), 'from the image\n')
        const image = join(folder, 'image.squashfs')
        execFileSync('mksquashfs', [join(folder, 'image'), image, '-quiet', '-no-progress'], { stdio: 'ignore' })
        const [below, above, merged] = ['below', 'above', 'merged'].map((name) => join(folder, name))
        const layers = `lowerdir=${below},upperdir=${above}/files,workdir=${above}/work`
        const mounts = [
          [below, '-o', 'loop', image],
          [above, '-t', 'tmpfs', 'tmpfs'],
        ]
        const isMounted = withMounts(mounts, () => {
          fs.mkdirSync(join(above, 'files'))
          fs.mkdirSync(join(above, 'work'))
          const isLaid = withMounts([[merged, '-t', 'overlay', '-o', layers, 'overlay']], () => {
            const { told } = write({ ...job, path: join(merged, 'app.log'), options: { backupCount: 100 } })

            assert.deepEqual(told, [])
            assert.deepEqual(linesIn(merged).sort(), written(24))
            assert.ok(fs.readdirSync(merged).length > 2)
            const texts = fs.readdirSync(merged).map((name) => fs.readFileSync(join(merged, name), 'utf8'))
            assert.equal(texts.filter((text) => text.includes('from the image')).length, 1)
          })
          if (!isLaid) context.skip('no overlay mounts here')
        })
        if (!isMounted) context.skip('mounting is not allowed here')
      })
    })
  }
})

describe('a single file that is mounted from elsewhere', () => {
  for (const [what, job] of KINDS) {
    test(`${what}: nothing is made, lines go on, and it is told once`, needs('mount'), (context) => {
      inFolder(0o755, (folder) => {
        fs.mkdirSync(join(folder, 'in'))
        const [outside, path] = [join(folder, 'host.log'), join(folder, 'in/app.log')]
        for (const each of [outside, path]) fs.writeFileSync(each, '')
        const isMounted = withMounts([[path, '--bind', outside]], () => {
          const { told, unwritten } = write({ ...job, path })

          assert.deepEqual(fs.readdirSync(join(folder, 'in')), ['app.log'])
          assert.equal(unwritten, 0)
          assert.equal(told.length, 1)
          assert.deepEqual(linesIn(folder).sort(), written(24))
        })
        if (!isMounted) context.skip('mounting is not allowed here')
      })
    })
  }
})

describe('an XFS mount', () => {
  test('is rotated by four processes by time and by size, and no line is lost', needs('mkfs.xfs'), async (context) => {
    const folder = fs.mkdtempSync(join(tmpdir(), 'pylogging-xfs-'))
    const [image, mounted] = [join(folder, 'image'), join(folder, 'mounted')]
    fs.mkdirSync(mounted)
    execFileSync('truncate', ['-s', '320M', image])
    const isMade = spawnSync('mkfs.xfs', ['-q', image]).status === 0
    const isMounted = isMade && spawnSync('mount', ['-o', 'loop', image, mounted]).status === 0
    try {
      if (!isMounted) return context.skip('mounting is not allowed here')
      for (const kind of ['timed', 'size']) {
        const path = join(mounted, kind, 'app.log')
        fs.mkdirSync(join(mounted, kind))
        const ended = [0, 1, 2, 3].map((writer) => {
          const job = { kind, path, lines: 400, pauseMs: 5, name: `line ${writer}`, options: { backupCount: 10_000 } }
          const child = spawn(process.execPath, [WRITER, JSON.stringify(job)], { stdio: 'ignore' })
          return new Promise((resolve) => child.on('close', resolve))
        })
        assert.deepEqual(await Promise.all(ended), [0, 0, 0, 0])
        const files = fs.readdirSync(join(mounted, kind))
        const lines = files.flatMap(
          (name) => fs.readFileSync(join(mounted, kind, name), 'utf8').match(/^line \d \d+ x+$/gm) ?? [],
        )
        assert.equal(lines.length, 1600)
        assert.equal(new Set(lines).size, 1600)
        assert.ok(files.length > 2)
      }
    } finally {
      if (isMounted) execFileSync('umount', ['--lazy', mounted])
      fs.rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe("Node's permission model, which has no fsync", () => {
  test('compresses backups all the same', () => {
    inFolder(0o755, (folder, path) => {
      const flag = process.allowedNodeEnvironmentFlags.has('--permission')
        ? '--permission'
        : '--experimental-permission'
      const job = { kind: 'timed', path, lines: 35, pauseMs: 100, options: { compress: 'gzip', backupCount: 0 } }
      const args = [flag, '--allow-fs-read=*', `--allow-fs-write=${folder}`, WRITER, JSON.stringify(job)]
      const { told } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' }))

      assert.deepEqual(told, [])
      assert.ok(fs.readdirSync(folder).some((name) => name.endsWith('.gz')))
    })
  })
})
