/**
 * Tests that cannot hang: each has a time limit, and what it opened is closed when it ends, however it ends.
 *
 *   const server = createServer().listen(0)
 *   own(() => server.close())
 */
import { test as nodeTest } from 'node:test'

const LONGEST_MS = 60_000

// HTTPHandler would ask the proxies of this machine for servers of the tests. A test that wants one says so.
for (const name of Object.keys(process.env)) if (/_proxy$/i.test(name)) delete process.env[name]

/** Of the test that runs: those of a file run one after the other. */
const closings = new Set()

/** As node:test's; `options.timeout` may say another limit. */
export function test(name, ...rest) {
  const body = rest.pop()
  const [options = {}] = rest
  return nodeTest(name, { timeout: LONGEST_MS, ...options }, async (context) => {
    // A test that is over its time never gets to a `finally` of its own.
    context.after(closeAll)
    await body(context)
  })
}

/** Has something closed at the end of the test, newest first. @returns What was given. */
export function own(close) {
  closings.add(close)
  return close
}

/** Kills a process at the end of the test. @returns The process. */
export function ownChild(child) {
  own(() => child.kill('SIGKILL'))
  return child
}

async function closeAll() {
  for (const close of [...closings].reverse()) {
    closings.delete(close)
    await Promise.resolve()
      .then(close)
      .catch(() => undefined)
  }
}
