/** Runs random programs over network handlers, several processes at a time, and says what was wrong. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url))
const AT_ONCE = 4
const BATCH = 20
/** Twenty programs take seven seconds. */
const LONGEST_BATCH_MS = 180_000

/** @returns For each program with faults its number, these, and the program; `done` of all. */
export async function runPrograms({ seed, count, onBatch = () => undefined }) {
  const starts = Array.from({ length: Math.ceil(count / BATCH) }, (_, index) => index * BATCH)
  const faulty = []
  let done = 0
  const work = async () => {
    for (let first = starts.shift(); first !== undefined; first = starts.shift()) {
      const expected = Math.min(BATCH, count - first)
      const { lines, ending } = await runBatch(seed, first, expected)
      done += lines.length
      faulty.push(...lines.filter(({ faults }) => faults.length > 0))
      if (lines.length < expected || ending !== '') {
        faulty.push({ number: first + lines.length, faults: [`the process ended before it: ${ending}`], program: null })
      }
      onBatch(done)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { done, faulty }
}

/** @returns What it printed, and a text if it did not end as it should. */
async function runBatch(seed, first, count) {
  const child = spawn(process.execPath, [CHILD, seed, first, count].map(String), { timeout: LONGEST_BATCH_MS })
  const texts = ['', '']
  for (const [index, stream] of [child.stdout, child.stderr].entries()) {
    stream.setEncoding('utf8')
    stream.on('data', (chunk) => {
      texts[index] += chunk
    })
  }
  const [code, signal] = await new Promise((resolve) => child.on('close', (...ending) => resolve(ending)))
  const lines = texts[0]
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  return { lines, ending: code === 0 && texts[1] === '' ? '' : `${code ?? signal} ${texts[1]}` }
}
