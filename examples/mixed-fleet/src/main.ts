/**
 * A migration in five seconds: three Python processes write and rotate one file; one after the other is replaced by a Node
 * process; at the end every line is counted.
 *
 *   node dist/main.js [FOLDER]      exits 1 when a line is lost, there twice or torn
 */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { hasPython, ServiceProcess } from './process.js'

const SIZE = 3
const STEP_MS = 1200
const LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO (\w+): order (\d+)$/

if (hasPython()) process.exitCode = (await migrate(process.argv[2] ?? mkdtempSync(join(tmpdir(), 'fleet-')))) ? 0 : 1
else console.log('no Python 3.9 or newer here; the variable PYTHON can name one')

async function migrate(folder: string): Promise<boolean> {
  const logged = new Map<string, number>()
  const names = Array.from({ length: SIZE }, (_, index) => `python${index}`)
  const fleet = await Promise.all(names.map((name) => ServiceProcess.start('python', join(folder, 'app.log'), name)))
  for (const [index, old] of fleet.entries()) {
    await setTimeout(STEP_MS)
    fleet[index] = await ServiceProcess.start('node', join(folder, 'app.log'), `node${index}`)
    logged.set(old.name, await old.stop())
    console.log(`${old.name} is replaced: ${fleet.map(({ name }) => name).join(' ')}`)
  }
  await setTimeout(STEP_MS)
  for (const each of fleet) logged.set(each.name, await each.stop())
  return isComplete(folder, logged)
}

/** Prints what is in the files beside what was logged. */
function isComplete(folder: string, logged: ReadonlyMap<string, number>): boolean {
  const files = readdirSync(folder).sort()
  const lines = files.flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1))
  const found = new Map<string, string[]>()
  let torn = 0
  for (const line of lines) {
    const [, name = '', number = ''] = LINE.exec(line) ?? []
    if (name === '') torn += 1
    else found.set(name, [...(found.get(name) ?? []), number])
  }
  let lost = 0
  let twice = 0
  for (const [name, count] of logged) {
    const numbers = found.get(name) ?? []
    const different = new Set(numbers).size
    console.log(`${name}: ${count} logged, ${different} found`)
    lost += count - different
    twice += numbers.length - different
  }
  console.log(`${files.length} files in ${folder}: ${lost} lost, ${twice} twice, ${torn} torn`)
  return lost === 0 && twice === 0 && torn === 0
}
