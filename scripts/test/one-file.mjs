/**
 * Runs one file of node:test, each of its tests with a time limit that names it:
 *
 *   node --test-reporter=reporter.mjs ... one-file.mjs FILE SECONDS
 *
 * Node 20 applies --test-timeout to files only. A test that takes longer ends its file, for nobody knows what state it is
 * in; so does a file that does not end by itself when its tests have. Both say what is open. Where the test blocks the
 * process, scripts/test.mjs ends it from outside.
 */
import { writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { after, afterEach, beforeEach } from 'node:test'
import { pathToFileURL } from 'node:url'
import { noteAlive, noteEnd, noteStart, runningTests } from './notes.mjs'
import { record } from './reporter.mjs'

/** What is closed at the end of the last test may take so long. */
const CLOSING_MS = 15_000

const [file, seconds] = process.argv.slice(2)
const limits = new Map()
let closing

beforeEach((test) => {
  clearTimeout(closing)
  noteStart(test, test.name)
  const giveUp = () => fail(test.name, `did not end in ${seconds} seconds`)
  limits.set(test, setTimeout(giveUp, seconds * 1000).unref())
})

afterEach((test) => {
  clearTimeout(limits.get(test))
  limits.delete(test)
  noteEnd(test)
})

after(() => {
  closing = setTimeout(() => fail(file, 'does not end after its last test'), CLOSING_MS).unref()
})

noteAlive()
await import(pathToFileURL(resolve(file)))

function fail(name, what) {
  const others = runningTests().filter((other) => other !== name)
  const beside = others.length === 0 ? '' : `; beside it ran ${others.join(', ')}`
  const open = process.getActiveResourcesInfo().filter((resource) => !/^(Timeout|Immediate)$/.test(resource))
  record('failed', name, `${what}${beside}. Open: ${open.join(', ') || 'nothing'}.`)
  writeSync(2, `\n${name} ${what}\n`)
  process.exit(1)
}
