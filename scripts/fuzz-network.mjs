/**
 * Random programs over one to five network handlers before peers that accept, refuse, stall, reset and come back:
 *
 *   pnpm fuzz:network --programs 10000              a new seed, which is printed
 *   pnpm fuzz:network --programs 20 --seed 42       that run again
 *
 * What must be true is in network/programs.mjs. A program with a fault is printed; the exit code is then 1. Needs the build.
 */
import { parseArgs } from 'node:util'
import { runPrograms } from './network/run.mjs'

const { values } = parseArgs({
  options: { programs: { type: 'string', default: '10000' }, seed: { type: 'string' } },
})
const count = Number(values.programs)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
console.log(`fuzz:network: seed ${seed}, ${count} programs`)
const { done, faulty } = await runPrograms({
  seed,
  count,
  onBatch: (soFar) => {
    if (soFar % 1000 === 0) console.log(`fuzz:network: ${soFar} done`)
  },
})
for (const each of faulty) console.log(JSON.stringify(each, null, 2))
console.log(`fuzz:network: ${done} programs, ${faulty.length} with faults`)
process.exitCode = faulty.length === 0 && done === count ? 0 : 1
