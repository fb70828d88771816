/**
 * Writes numbered lines to a file and rotates it on the way; prints what it was told, as JSON.
 *
 *   node rotating-writer.mjs '{"kind":"timed","path":"/tmp/app.log","lines":30,"pauseMs":100,"options":{}}'
 */
import { RotatingFile, TimedRotatingFile } from '../../../packages/rotator/dist/face.mjs'

const { kind, path, lines, pauseMs, name = 'line', options = {} } = JSON.parse(process.argv[2])
const file =
  kind === 'timed'
    ? new TimedRotatingFile(path, { when: 'S', backupCount: 3, ...options })
    : new RotatingFile(path, { maxBytes: 150, backupCount: 3, ...options })
const told = []
let unwritten = 0
for (let line = 0; line < lines; line++) {
  try {
    file.write(`${name} ${line} ${'x'.repeat(40)}\n`)
  } catch (error) {
    told.push(error.code)
    if (!error.recordWritten) unwritten++
  }
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
}
file.close()
console.log(JSON.stringify({ told, unwritten }))
