/**
 * A migration in five seconds: three Python processes write and rotate one file and log to a server; one after the other
 * is replaced by a Node process; at the end every line is counted, in the files and at the server.
 *
 *   node dist/main.js [FOLDER]      exits 1 when a line is lost, there twice or torn
 */
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { count } from './count.js'
import { startLogServer } from './log-server.js'
import { hasPython, ServiceProcess, type Target } from './process.js'

const SIZE = 3
const STEP_MS = 1200
/** For the last records to arrive at the server. */
const ARRIVAL_MS = 5000

if (hasPython()) process.exitCode = (await run(process.argv[2] ?? mkdtempSync(join(tmpdir(), 'fleet-')))) ? 0 : 1
else console.log('no Python 3.9 or newer here; the variable PYTHON can name one')

async function run(folder: string): Promise<boolean> {
  const collected = join(folder, 'collected.log')
  const server = await startLogServer(collected)
  const [, port] = server.address as readonly [host: string, port: number]
  const logged = await migrate({ file: join(folder, 'app.log'), port })
  for (const [name, records] of logged) console.log(`${name}: ${records} logged`)

  const all = [...logged.values()].reduce((sum, records) => sum + records, 0)
  const deadline = Date.now() + ARRIVAL_MS
  while (server.received < all && Date.now() < deadline) await setTimeout(20)
  await server.close()

  const files = readdirSync(folder).filter((name) => name.startsWith('app.log'))
  const [inFiles, isRight] = count(
    files.map((name) => join(folder, name)),
    logged,
  )
  const [atServer, isRightThere] = count([collected], logged)
  console.log(`${files.length} files in ${folder}: ${inFiles}`)
  console.log(`the log server: ${atServer}`)
  return isRight && isRightThere
}

/** @returns How many records each process logged, by its name. */
async function migrate(target: Target): Promise<Map<string, number>> {
  const logged = new Map<string, number>()
  const names = Array.from({ length: SIZE }, (_, index) => `python${index}`)
  const fleet = await Promise.all(names.map((name) => ServiceProcess.start('python', name, target)))
  for (const [index, old] of fleet.entries()) {
    await setTimeout(STEP_MS)
    fleet[index] = await ServiceProcess.start('node', `node${index}`, target)
    logged.set(old.name, await old.stop())
    console.log(`${old.name} is replaced: ${fleet.map(({ name }) => name).join(' ')}`)
  }
  await setTimeout(STEP_MS)
  for (const each of fleet) logged.set(each.name, await each.stop())
  return logged
}
