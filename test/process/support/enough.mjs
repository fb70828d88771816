/**
 * Waits until writers have written enough for a test to say something. A time alone will not do: on a busy machine they write
 * a tenth of what they write on an idle one.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What was just written may not be noted as acknowledged yet, one record of each writer. */
const MARGIN = 50
const NEWLINE = 10

/** Waits until there are so many lines in the log files of a folder. The time limit of the test ends it. */
export async function enough(folder, records) {
  while (linesIn(folder) < records + MARGIN) await sleep(100)
}

function linesIn(folder) {
  const names = readdirSync(folder).filter((name) => /app\.log(?!\.lock|\.acks)/.test(name))
  return names.reduce((sum, name) => sum + linesOf(join(folder, name)), 0)
}

function linesOf(path) {
  try {
    return readFileSync(path).reduce((sum, byte) => (byte === NEWLINE ? sum + 1 : sum), 0)
  } catch {
    // It got another name just now.
    return 0
  }
}
