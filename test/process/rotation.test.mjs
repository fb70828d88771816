/**
 * The promise of the main job, with real processes: whoever is killed, stopped or robbed of the file, every record whose
 * log call returned is in exactly one file.
 */
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { enough } from './support/enough.mjs'
import { Fleet, sleep } from './support/fleet.mjs'

const EVERY_SECOND = { when: 'S' }

async function withFleet(options, run) {
  const fleet = new Fleet(options)
  try {
    await run(fleet)
  } finally {
    fleet.remove()
  }
}

function assertNothingLost(fleet, least) {
  const { files, acknowledged, misplaced, lost, duplicated, torn } = fleet.count()
  assert.deepEqual({ lost, duplicated, torn }, { lost: 0, duplicated: 0, torn: 0 }, files.join(' '))
  assert.ok(acknowledged >= least, `only ${acknowledged} records were logged`)
  const dates = files.filter((name) => /^app\.log\.\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d$/.test(name))
  assert.deepEqual(files, ['app.log', ...dates], 'only the base and dated backups are left')
  return { dates, misplaced }
}

test('four processes that log flat out into a file rotated every second lose no line', () =>
  withFleet({ options: EVERY_SECOND }, async (fleet) => {
    await fleet.startMany(4, 0)
    await sleep(4000)
    await enough(fleet.folder, 10_000)
    await fleet.stop()
    const { dates, misplaced } = assertNothingLost(fleet, 10_000)
    assert.ok(dates.length >= 3, `rotated ${dates.length} times`)
    assert.equal(misplaced, 0, 'records in a file that is named after another second')
  }))

test('writers that are killed at random and replaced leave every acknowledged line', () =>
  withFleet({ options: EVERY_SECOND }, async (fleet) => {
    const alive = await fleet.startMany(4, 1500)
    for (let round = 0; round < 8; round += 1) {
      await sleep(400)
      const [victim] = alive.splice(round % alive.length, 1)
      victim.kill('SIGKILL')
      alive.push(await fleet.start(1500))
    }
    await enough(fleet.folder, 8000)
    await fleet.stop()
    // The last that was killed may have been rotating, less long ago than the others wait for its lock.
    await fleet.settle()
    assertNothingLost(fleet, 8000)
  }))

test('a writer that is stopped for longer than the lock counts as stale loses nothing when it goes on', () =>
  withFleet({ options: EVERY_SECOND }, async (fleet) => {
    const [sleeper] = await fleet.startMany(4, 1500)
    await sleep(700)
    sleeper.kill('SIGSTOP')
    await sleep(3500)
    sleeper.kill('SIGCONT')
    await sleep(800)
    await enough(fleet.folder, 10_000)
    await fleet.stop()
    assertNothingLost(fleet, 10_000)
  }))

test('after somebody removed the file from outside, records go to a new one and no later record is lost', () =>
  withFleet({ options: { when: 'H' } }, async (fleet) => {
    await fleet.startMany(3, 500)
    await sleep(500)
    const before = fleet.count()
    rmSync(fleet.file)
    await sleep(700)
    await fleet.stop()
    const after = fleet.count()
    assert.deepEqual(after.files, ['app.log'])
    assert.equal(after.duplicated + after.torn, 0)
    // What was in the removed file is gone with it; what was logged since is there.
    assert.ok(after.lost >= before.acknowledged, 'the removed file held the first records')
    const kept = after.acknowledged - after.lost
    assert.ok(kept > 500, `${kept} records after the removal`)
    const inFlight = after.lost - before.acknowledged
    assert.ok(inFlight < 100, `${inFlight} records went to the removed file after it was counted`)
  }))

test('retention keeps the newest backups only, while four processes write', () =>
  withFleet({ options: { when: 'S', backupCount: 2 } }, async (fleet) => {
    await fleet.startMany(4, 800)
    await sleep(5200)
    await fleet.stop()
    const { duplicated, torn, files } = fleet.count()
    assert.deepEqual({ duplicated, torn }, { duplicated: 0, torn: 0 })
    assert.ok(files.length <= 4, files.join(' '))
  }))
