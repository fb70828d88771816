/**
 * Several writers on one file, in Python or here, and the count of what they left.
 *
 * The fleet of test/process can do more with its writers than Python's can be asked for: they obey messages, note two times
 * for each record and run as threads. These obey a signal and note one byte. Lines and names of files are the same.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { RECORD, SLACK_S, secondOf } from '../../process/support/records.mjs'

export { sleep }

/** What to start as a writer: `{ command, args, env }`, which gets FILE NAME RATE OPTIONS and speaks Node's IPC. */
const NODE_WRITER = {
  command: process.execPath,
  args: [fileURLToPath(new URL('writer.mjs', import.meta.url))],
  env: process.env,
}

async function failed(child) {
  const [code] = await once(child, 'exit')
  throw new Error(`a writer ended with ${code} before it was ready`)
}

export class Fleet {
  #running = new Map()
  #names = []
  folder = mkdtempSync(join(tmpdir(), 'pylogging-fleet-'))
  file = join(this.folder, 'app.log')

  constructor(options) {
    this.options = options
  }

  /** Starts a writer and returns its process once it is about to log. */
  async start(rate = 1000, options = this.options, { command, args, env } = NODE_WRITER) {
    const name = `w${this.#names.length}`
    this.#names.push(name)
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc']
    const child = spawn(command, [...args, this.file, name, String(rate), JSON.stringify(options)], { env, stdio })
    child.writer = name
    this.#running.set(name, child)
    await Promise.race([once(child, 'message'), failed(child)])
    return child
  }

  async startMany(count, rate) {
    return Promise.all(Array.from({ length: count }, () => this.start(rate)))
  }

  /** Asks all that live to stop, and waits for them; the longest log call in milliseconds. */
  async stop() {
    const results = [...this.#running.values()].map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return 0
      const told = once(child, 'message')
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      const [{ longest }] = await told
      await exited
      return longest
    })
    return Math.max(...(await Promise.all(results)))
  }

  /**
   * Every record of the writers: acknowledged and missing, there twice, not whole, or in a file of another second.
   *
   * @param only - The names of the writers to count; what is torn is counted whoever wrote it.
   */
  count(only = this.#names) {
    const seen = new Map(this.#names.map((name) => [name, new Map()]))
    const names = readdirSync(this.folder).filter((name) => !/\.acks-|\.lock$|\.rotating$/.test(name))
    let torn = 0
    let misplaced = 0
    for (const name of names) {
      const start = secondOf(name)
      const lines = readFileSync(join(this.folder, name), 'utf8').split('\n')
      if (lines.pop() !== '') torn += 1
      for (const line of lines) {
        const [, created, writer, number] = RECORD.exec(line) ?? []
        const isElsewhere = created < start - SLACK_S || created > start + 1 + SLACK_S
        if (isElsewhere && only.includes(writer)) misplaced += 1
        const numbers = seen.get(writer)
        if (numbers === undefined) torn += 1
        else numbers.set(Number(number), (numbers.get(Number(number)) ?? 0) + 1)
      }
    }
    let acknowledged = 0
    let lost = 0
    let duplicated = 0
    for (const writer of only) {
      const numbers = seen.get(writer)
      const acks = statSync(`${this.file}.acks-${writer}`).size
      acknowledged += acks
      for (let number = 0; number < acks; number += 1) if (!numbers.has(number)) lost += 1
      for (const times of numbers.values()) duplicated += times - 1
    }
    return { acknowledged, lost, duplicated, torn, misplaced, files: names.sort() }
  }

  remove() {
    for (const child of this.#running.values()) child.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }
}
