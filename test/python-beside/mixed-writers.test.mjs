/**
 * What docs/rotation-safety.md promises of Python processes beside ours, with real processes of both kinds on one file
 * that is rotated every second.
 *
 * "lock per record" is a stand-in for concurrent-log-handler, with its steps (support/handlers.py).
 */
import assert from 'node:assert/strict'
import { renameSync } from 'node:fs'
import { test } from 'node:test'
import { NO_PYTHON } from '../../scripts/python.mjs'
import { enough } from '../process/support/enough.mjs'
import { Fleet, sleep } from './support/fleet.mjs'
import { PYTHON_WRITER } from './support/python-writer.mjs'

const skip = PYTHON_WRITER === null && NO_PYTHON
const EVERY_SECOND = { when: 'S' }
const NEVER = { when: 'D', interval: 36_500, watchIntervalMs: 0 }
const SHARED = { handler: 'shared', when: 'S' }
const WATCHED = { handler: 'watched' }
const BACKUP = /^app\.log\.\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d(\.\d+)?$/

class MixedFleet extends Fleet {
  startPython(options, rate = 400) {
    return this.start(rate, options, PYTHON_WRITER)
  }

  startNode(rate = 400) {
    return this.start(rate)
  }
}

async function withFleet(options, run) {
  const fleet = new MixedFleet(options)
  try {
    await run(fleet)
  } finally {
    fleet.remove()
  }
}

/** @returns The share of records in a file that is named after another second, and the backups. */
function assertNothingLost(fleet, least) {
  const { files, acknowledged, misplaced, ...wrong } = fleet.count()
  assert.deepEqual(wrong, { lost: 0, duplicated: 0, torn: 0 }, files.join(' '))
  assert.ok(acknowledged >= least, `only ${acknowledged} records were logged`)
  const backups = files.filter((name) => BACKUP.test(name))
  assert.deepEqual(files, ['app.log', ...backups], 'only the base and dated backups are left')
  return { backups, misplaced: misplaced / acknowledged }
}

test('Python processes that all live for less than the period rotate the file all the same', { skip }, () =>
  withFleet(EVERY_SECOND, async (fleet) => {
    const everyTwo = { ...SHARED, interval: 2 }
    const alive = await Promise.all([fleet.startPython(everyTwo), fleet.startPython(everyTwo)])
    for (let round = 0; round < 12; round += 1) {
      await sleep(200)
      alive[round % 2].kill('SIGKILL')
      alive[round % 2] = await fleet.startPython(everyTwo)
    }
    await enough(fleet.folder, 500)
    await fleet.stop()
    const { backups } = assertNothingLost(fleet, 500)
    assert.ok(backups.length >= 1, 'not rotated')
  }),
)

test('after somebody moved the file away, Python processes go on in a new one', { skip }, () =>
  withFleet(EVERY_SECOND, async (fleet) => {
    await fleet.startPython({ ...SHARED, when: 'H' })
    await sleep(300)
    renameSync(fleet.file, `${fleet.file}.moved`)
    await sleep(500)
    await fleet.stop()
    const { lost, duplicated, files } = fleet.count()
    assert.deepEqual({ lost, duplicated, files }, { lost: 0, duplicated: 0, files: ['app.log', 'app.log.moved'] })
  }),
)

test('Python and Node processes that both rotate lose no line and agree on where it belongs', { skip }, () =>
  withFleet(EVERY_SECOND, async (fleet) => {
    await Promise.all([fleet.startPython(SHARED), fleet.startPython(SHARED), fleet.startNode(), fleet.startNode()])
    await sleep(2600)
    await enough(fleet.folder, 2000)
    await fleet.stop()
    const { misplaced } = assertNothingLost(fleet, 2000)
    assert.ok(misplaced < 0.05, `${misplaced} of the records are in a file named after another second`)
  }),
)

test('flat out, Python and Node processes that both rotate lose no line', { skip }, () =>
  withFleet(EVERY_SECOND, async (fleet) => {
    await Promise.all([
      fleet.startPython(SHARED, 0),
      fleet.startPython(SHARED, 0),
      fleet.startNode(0),
      fleet.startNode(0),
    ])
    await sleep(2600)
    await enough(fleet.folder, 20_000)
    await fleet.stop()
    assertNothingLost(fleet, 20_000)
  }),
)

test('Python and Node processes killed at random and replaced leave every acknowledged line', { skip }, () =>
  withFleet(EVERY_SECOND, async (fleet) => {
    const starters = [() => fleet.startPython(SHARED), () => fleet.startNode()]
    const alive = await Promise.all([0, 1, 2, 3].map((index) => starters[index % 2]()))
    for (let round = 0; round < 8; round += 1) {
      await sleep(300)
      alive[round % 4].kill('SIGKILL')
      alive[round % 4] = await starters[round % 2]()
    }
    await enough(fleet.folder, 1500)
    await fleet.stop()
    assertNothingLost(fleet, 1500)
  }),
)

test('a Python process stopped for longer than the lock counts as stale loses nothing when it goes on', { skip }, () =>
  withFleet(EVERY_SECOND, async (fleet) => {
    const [sleeper] = await Promise.all([fleet.startPython(SHARED), fleet.startPython(SHARED), fleet.startNode()])
    await sleep(700)
    sleeper.kill('SIGSTOP')
    await sleep(2600)
    sleeper.kill('SIGCONT')
    await sleep(600)
    await enough(fleet.folder, 2000)
    await fleet.stop()
    assertNothingLost(fleet, 2000)
  }),
)

test(
  'where only Node rotates, WatchedFileHandler loses no line, though processes of both kinds are killed',
  { skip },
  () =>
    withFleet(EVERY_SECOND, async (fleet) => {
      const starters = [() => fleet.startPython(WATCHED), () => fleet.startNode()]
      const alive = await Promise.all([0, 1, 2, 3].map((index) => starters[index % 2]()))
      for (let round = 0; round < 8; round += 1) {
        await sleep(300)
        const index = 1 + (round % 3)
        alive[index].kill('SIGKILL')
        alive[index] = await starters[index % 2]()
      }
      await enough(fleet.folder, 1500)
      await fleet.stop()
      const { misplaced } = assertNothingLost(fleet, 1500)
      assert.ok(misplaced < 0.15, `${misplaced} of the records are in a file named after another second`)
    }),
)

const ROTATING_PEERS = [
  ['the lockf variant', [{ handler: 'lockf', when: 'S' }]],
  ['a lock per record', [{ handler: 'lock per record', when: 'S' }]],
  ['one plain TimedRotatingFileHandler and one WatchedFileHandler', [{ handler: 'plain', when: 'S' }, WATCHED]],
]

for (const [title, peers] of ROTATING_PEERS) {
  test(
    `where only Python rotates, by ${title}, Node processes that follow lose no line, and it loses none`,
    { skip },
    () =>
      withFleet(NEVER, async (fleet) => {
        const [first, second = first] = peers
        await Promise.all([fleet.startPython(first), fleet.startPython(second), fleet.startNode(0), fleet.startNode(0)])
        await sleep(2600)
        await enough(fleet.folder, 5000)
        await fleet.stop()
        const { backups, misplaced } = assertNothingLost(fleet, 5000)
        assert.ok(backups.length >= 2, `rotated ${backups.length} times`)
        assert.ok(misplaced < 0.3, `${misplaced} of the records are in a file named after another second`)
      }),
  )
}
