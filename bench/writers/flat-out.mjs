/**
 * Writes one line as fast as it goes, for some seconds from a moment on, and prints { lines, seconds, cpuSeconds }.
 *
 * The clock is read every 64 lines only, because reading it costs a tenth of a write.
 */
const LINES_AT_ONCE = 64

/** @param begin - Milliseconds since the epoch. */
export function flatOut(write, { id, begin, seconds }) {
  const line = `${`writer ${id} `.padEnd(120, '.')}\n`
  while (Date.now() < begin) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
  const cpuBefore = process.cpuUsage()
  const started = performance.now()
  let lines = 0
  while (performance.now() - started < seconds * 1000) {
    for (let i = 0; i < LINES_AT_ONCE; i += 1) write(line)
    lines += LINES_AT_ONCE
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  const took = (performance.now() - started) / 1000
  console.log(JSON.stringify({ lines, seconds: took, cpuSeconds: (user + system) / 1e6 }))
}
