/** `node rival.mjs LIBRARY FILE ID LINES MAX_BYTES BACKUPS`: a logger of rivals/ that writes and rotates; see rotation.mjs. */
import { once } from 'node:events'
import { writeSync } from 'node:fs'

const [library, file, id, lines, maxBytes, backupCount] = process.argv.slice(2)
const RESULT = 3
const TURN = 500

const [module, name] = library.split('/')
const works = (await import(`../rivals/${module}.mjs`))[name]
const rest = `writer ${id} ${'.'.repeat(200)}`
const { log, ready, done } = await works.rotating(file, {
  maxBytes: Number(maxBytes),
  backupCount: Number(backupCount),
  rest,
})
writeSync(RESULT, '"ready"\n')
await once(process.stdin, 'data')
const before = process.cpuUsage()
for (let i = 0; i < Number(lines); i += 1) {
  log(i)
  if (i % TURN !== 0) continue
  await new Promise(setImmediate)
  await ready?.()
}
await done?.()
const { user, system } = process.cpuUsage(before)
writeSync(RESULT, `${JSON.stringify({ cpuMs: (user + system) / 1000 })}\n`)
