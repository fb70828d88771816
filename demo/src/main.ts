/**
 * The main job, shown: four processes of an HTTP service log into one file that is rotated every second, one of them is
 * killed in the middle, and afterwards every line is counted.
 *
 *   service (examples/http-service)  ◀── traffic.ts: requests, and which were answered
 *        │ app.log, app.log.2026-07-15_14-00-03, …
 *        ▼
 *   ledger.ts: sent N, found N, lost 0, duplicated 0, torn 0
 *
 * Exits 1 when the count is any other. Arguments are the command of another engine that runs the service:
 *
 *   node demo/dist/main.js deno run --allow-all
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countLog } from './ledger.js'
import { endProgress, isClean, sentenceOf, showProgress, tableOf } from './report.js'
import { Service } from './service.js'
import { type Answers, sendTraffic } from './traffic.js'

const WORKERS = 4
const TRAFFIC_MS = 6_000
const KILL_AFTER_MS = 3_000
const BASE_NAME = 'app.log'
const SHOWN_LINES = 6

process.exitCode = (await main()) ? 0 : 1

async function main(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'pylogging-demo-'))
  const answers: Answers = new Map()
  const engine = process.argv.length > 2 ? process.argv.slice(2) : undefined
  const service = await Service.start(join(folder, BASE_NAME), 'S', WORKERS, engine)
  console.log(`${WORKERS} processes on ${service.address}, one file: ${join(folder, BASE_NAME)}, rotated every second`)
  try {
    await underLoad(service, answers)
  } finally {
    await service.stop()
  }
  const count = countLog(folder, BASE_NAME, answers)
  console.log(`\n${tableOf(count)}\n\n${lastLines(folder, count.files.at(-1)?.name ?? BASE_NAME)}\n`)
  console.log(`${count.unanswered} records are from requests that died with their worker\n${sentenceOf(count)}`)
  const isGood = isClean(count) && service.workers.length > WORKERS
  if (service.workers.length <= WORKERS) console.log('the killed worker was not replaced')
  if (isGood) rmSync(folder, { recursive: true })
  else console.log(`the files stay in ${folder}`)
  return isGood
}

async function underLoad(service: Service, answers: Answers): Promise<void> {
  const started = performance.now()
  const seconds = () => ((performance.now() - started) / 1000).toFixed(0)
  const progress = setInterval(() => showProgress(`${seconds()} s, ${answers.size} requests answered`), 1000)
  const killing = setTimeout(() => {
    const [victim] = service.workers
    if (victim === undefined) return
    process.kill(victim, 'SIGKILL')
    showProgress(`${seconds()} s, worker ${victim} killed with SIGKILL`)
    endProgress()
  }, KILL_AFTER_MS)
  await sendTraffic({ address: service.address, clients: 24, milliseconds: TRAFFIC_MS, pauseMs: 15 }, answers)
  clearTimeout(killing)
  clearInterval(progress)
  endProgress()
}

function lastLines(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').slice(-SHOWN_LINES).join('\n')
}
