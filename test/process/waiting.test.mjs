/**
 * No log call waits long for another process.
 */
import assert from 'node:assert/strict'
import { mkdirSync, utimesSync } from 'node:fs'
import { test } from 'node:test'
import { Fleet, sleep } from './support/fleet.mjs'

const LONGEST_WAIT_MS = 25

test('writers wait for a lock that somebody holds, but not long', async () => {
  const fleet = new Fleet({ kind: 'timed', options: { when: 'S' } })
  let holding
  try {
    const lock = `${fleet.file}.lock`
    mkdirSync(lock)
    // Otherwise it is stale after two seconds.
    holding = setInterval(() => utimesSync(lock, new Date(), new Date()), 200)
    await fleet.startMany(4, 300)
    await sleep(1800)
    const { waited } = await fleet.stop()

    // On a busy machine most of the time that a call may wait is spent waiting for a processor.
    assert.ok(waited > 0, 'nobody met the lock')
    assert.ok(waited < LONGEST_WAIT_MS, `a call waited ${waited} ms`)
  } finally {
    clearInterval(holding)
    fleet.remove()
  }
})
