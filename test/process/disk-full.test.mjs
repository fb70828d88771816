/**
 * Trouble with the disk, for real: full, read-only, forbidden, removed, and no descriptors left. The log call tells, with
 * code and path, and throws nothing at the program; what it did not complain about is in a file, once and whole; and when
 * the trouble is over, logging and rotation go on by themselves.
 */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import logging from '../../packages/core/dist/face.mjs'
import { TimedRotatingFileHandler } from '../../packages/core/dist/handlers-face.mjs'
import { RotatingFile } from '../../packages/rotator/dist/face.mjs'
import { withFolder } from './support/program.mjs'
import { logFiles } from './support/records.mjs'

const ROTATOR = new URL('../../packages/rotator/dist/face.mjs', import.meta.url).href
const PADDING = 'x'.repeat(90)
const NOBODY = 65_534
const isRoot = process.geteuid?.() === 0

const disk = mount()
after(() => disk.end?.())

/** A disk of its own, small enough to be filled; `why` there is none. */
function mount() {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-disk-'))
  const options = ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]
  if (process.platform !== 'linux' || spawnSync('mount', options).status !== 0) {
    rmSync(folder, { recursive: true })
    return { why: 'mounting is not allowed here' }
  }
  const end = () => {
    execFileSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true })
  }
  return { folder, end }
}

/** Both kinds of files; the timed one behind a logger, as programs use it. Each logs a line and answers the error. */
const KINDS = {
  timed(path) {
    let told
    class Handler extends TimedRotatingFileHandler {
      handleError(_record, error) {
        told = error
      }
    }
    const handler = new Handler(path, { when: 'S' })
    const logger = new logging.Logger('app')
    logger.addHandler(handler)
    return {
      log(line) {
        told = undefined
        logger.info(line)
        return told
      },
      close: () => handler.close(),
    }
  },
  sized(path) {
    const file = new RotatingFile(path, { maxBytes: 20_000, backupCount: 100 })
    return {
      log(line) {
        try {
          file.write(`${line}\n`)
        } catch (error) {
          return error
        }
      },
      close: () => file.close(),
    }
  },
}

/** Logs numbered lines, and knows which of them must be in a file. */
class Journal {
  #kind
  #folder
  #lines = 0
  acknowledged = []
  constructor(kind, folder) {
    this.#folder = folder
    this.#kind = KINDS[kind](join(folder, 'app.log'))
  }

  /** @returns The errors told. */
  log(count) {
    const errors = []
    for (let i = 0; i < count; i += 1) {
      const line = `${this.#lines++} ${PADDING} end`
      const error = this.#kind.log(line)
      if (error !== undefined) errors.push(error)
      if (error === undefined || error.recordWritten) this.acknowledged.push(line)
    }
    return errors
  }

  /** Every acknowledged line is there once; nothing is glued to a torn piece of another. */
  check() {
    this.#kind.close()
    const found = this.files.flatMap((name) => readFileSync(join(this.#folder, name), 'utf8').split('\n'))
    const whole = found.filter((line) => line.endsWith(' end'))
    assert.deepEqual(whole.sort(), [...this.acknowledged].sort())
    for (const line of whole) assert.match(line, /^\d+ x{90} end$/)
  }

  get files() {
    return logFiles(this.#folder)
  }
}

/** Nothing but errors of one kind, each of which names the file or its folder. */
function assertTold(errors, code, path) {
  assert.ok(errors.length > 0, 'nothing was told')
  for (const error of errors) {
    assert.equal(error.code, code, String(error))
    assert.ok(error.filename.startsWith(path), `${error.message} does not name ${path}`)
  }
}

for (const kind of Object.keys(KINDS)) {
  describe(`a ${kind} file`, () => {
    const skip = disk.why ?? false

    test('on a disk that fills up, and is emptied', { skip }, async () => {
      const folder = mkdtempSync(join(disk.folder, kind))
      const journal = new Journal(kind, folder)
      assert.deepEqual(journal.log(300), [])
      writeFileSync(join(folder, 'filler'), Buffer.alloc(150_000))

      const errors = journal.log(3000)
      await sleep(1100)
      errors.push(...journal.log(200))
      rmSync(join(folder, 'filler'))
      const rotated = journal.files.length
      await sleep(1100)

      assertTold(errors, 'ENOSPC', folder)
      assert.deepEqual(journal.log(1), [])
      await sleep(1100)
      assert.deepEqual(journal.log(250), [])
      assert.ok(journal.files.length > rotated, `rotated no more: ${journal.files}`)
      journal.check()
      rmSync(folder, { recursive: true })
    })

    test('on a disk that becomes read-only for a time', { skip }, async () => {
      const folder = mkdtempSync(join(disk.folder, kind))
      // Linux makes no disk read-only while a file on it is open for writing, but the way to it.
      const journal = new Journal(kind, folder)
      journal.log(200)
      bindReadOnly(folder)
      await sleep(1100)
      const errors = journal.log(300)
      execFileSync('umount', [folder])
      assertTold(errors, 'EROFS', folder)
      await sleep(1100)
      assert.deepEqual(journal.log(250), [])
      assert.ok(journal.files.length > 1, `rotated no more: ${journal.files}`)
      journal.check()
      rmSync(folder, { recursive: true })
    })

    test('in a folder that may not be changed for a time', { skip: !isRoot && 'only root can be somebody else' }, () =>
      withFolder(async (folder) => {
        chownSync(folder, NOBODY, NOBODY)
        await asNobody(async () => {
          const journal = new Journal(kind, folder)
          assert.deepEqual(journal.log(199), [])
          chmodSync(folder, 0o555)
          await sleep(1100)

          const errors = journal.log(300)
          chmodSync(folder, 0o755)
          await sleep(1100)

          assertTold(errors, 'EACCES', folder)
          assert.ok(errors.every(({ recordWritten }) => recordWritten))
          assert.deepEqual(journal.log(250), [])
          assert.ok(journal.files.length > 1, `rotated no more: ${journal.files}`)
          journal.check()
        })
      }),
    )

    test('in a folder that is removed and made again', () =>
      withFolder(async (parent) => {
        const folder = join(parent, 'logs')
        mkdirSync(folder)
        const journal = new Journal(kind, folder)
        assert.deepEqual(journal.log(100), [])
        rmSync(folder, { recursive: true })
        // A look is good for a millisecond.
        await sleep(2)

        const errors = journal.log(50)
        mkdirSync(folder)
        journal.acknowledged.length = 0

        assertTold(errors, 'ENOENT', folder)
        assert.deepEqual(journal.log(250), [])
        await sleep(1100)
        assert.deepEqual(journal.log(250), [])
        assert.ok(journal.files.length > 1, `rotated no more: ${journal.files}`)
        journal.check()
      }))
  })
}

/** The folder alone, under its own name. */
function bindReadOnly(folder) {
  execFileSync('mount', ['--bind', folder, folder])
  execFileSync('mount', ['-o', 'remount,bind,ro', folder])
}

async function asNobody(action) {
  process.setegid(NOBODY)
  process.seteuid(NOBODY)
  try {
    await action()
  } finally {
    process.seteuid(0)
    process.setegid(0)
  }
}

test('a process that has run out of descriptors goes on where it is, and rotates when it has some again', () =>
  withFolder((folder) => {
    const program = `
      import { closeSync, openSync } from 'node:fs'
      import { setTimeout as sleep } from 'node:timers/promises'
      import { TimedRotatingFile } from ${JSON.stringify(ROTATOR)}
      const file = new TimedRotatingFile(process.argv[1] + '/app.log', { when: 'S' })
      for (let i = 0; i < 200; i += 1) file.write('before ' + i + '\\n')
      await sleep(1100)
      const taken = []
      try { for (;;) taken.push(openSync('/dev/null')) } catch {}
      const errors = []
      for (let i = 0; i < 50; i += 1) try { file.write('during ' + i + '\\n') } catch (error) { errors.push(error) }
      for (const fd of taken) closeSync(fd)
      await sleep(1100)
      file.write('after\\n')
      console.log(JSON.stringify(errors.map(({ code, recordWritten, filename }) => ({ code, recordWritten, filename }))))`
    const limited = [
      '-c',
      'ulimit -n 64; exec "$0" --input-type=module -e "$1" "$2"',
      process.execPath,
      program,
      folder,
    ]
    const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' })

    assert.equal(stderr, '')
    const errors = JSON.parse(stdout)
    assertTold(errors, 'EMFILE', folder)
    assert.ok(errors.every(({ recordWritten }) => recordWritten))
    const files = logFiles(folder)
    const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
    assert.equal(new Set(lines).size, 251)
    assert.equal(lines.length, 251)
    assert.ok(files.length >= 2, files.join(' '))
  }))

test('a file that reaches the limit of its size tells, and goes on in the next', () =>
  withFolder((folder) => {
    const program = `
      import { setTimeout as sleep } from 'node:timers/promises'
      import { TimedRotatingFile } from ${JSON.stringify(ROTATOR)}
      const file = new TimedRotatingFile(process.argv[1] + '/app.log', { when: 'S' })
      const [written, errors] = [[], []]
      const log = (count) => {
        for (let i = 0; i < count; i += 1) {
          const line = written.length + errors.length + ' ${PADDING} end'
          try { file.write(line + '\\n'); written.push(line) } catch (error) { errors.push(error) }
        }
      }
      await sleep(1000 - Date.now() % 1000)
      log(1000)
      const full = errors.length
      await sleep(1100)
      log(100)
      console.log(JSON.stringify({ full, written, errors: errors.map(({ code, filename }) => ({ code, filename })) }))`
    const limited = [
      '-c',
      'ulimit -f 64; exec "$0" --input-type=module -e "$1" "$2"',
      process.execPath,
      program,
      folder,
    ]
    const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' })

    assert.equal(stderr, '')
    const { full, written, errors } = JSON.parse(stdout)
    assertTold(errors, 'EFBIG', folder)
    assert.equal(errors.length, full, 'the next file is full, too')
    const lines = logFiles(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    assert.deepEqual(lines.filter((line) => line.endsWith(' end')).sort(), written.sort())
  }))
