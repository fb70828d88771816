/**
 * Runs random programs over network handlers, and prints what was wrong with each, as lines of JSON.
 *
 *   node scripts/network/child.mjs SEED FIRST COUNT
 *
 * The handlers of the last program stay open: what became of its records is known when the process has ended, so the
 * peers print it.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads'
import { dictConfig, register } from '../../packages/core/dist/config-face.mjs'
import logging from '../../packages/core/dist/face.mjs'
import * as handlers from '../../packages/core/dist/handlers-face.mjs'
import { Chance } from '../fuzz/random.mjs'
import { faultsOf, makeProgram } from './programs.mjs'

const [seed, first, count] = process.argv.slice(2).map(Number)
const TROUBLED_S = 0.6
const WELL_S = 8
const MOST_ATTEMPTS = 10
const LONGEST_ANSWER_MS = 20_000
/** A close waits for the timeout, and asks the worker then; a first attempt to connect may have begun before it. */
const WAITS = { log: 1, 'log all': 1, flush: 2, close: 2, reconfigure: 0 }

logging.raiseExceptions = false
register(
  'test.Stream',
  class extends handlers.SocketHandler {
    static params = ['host', 'port', 'timeout']
    constructor(host, port, timeout) {
      super(host, port)
      this.seconds = timeout
      this.retryStart = 0.05
    }
    makeSocket() {
      return super.makeSocket(this.seconds)
    }
  },
)

const { port1, port2 } = new MessageChannel()
const cell = new Int32Array(new SharedArrayBuffer(4))
const worker = new Worker(new URL('peers.mjs', import.meta.url), {
  workerData: { port: port2, cell },
  transferList: [port2],
})
worker.unref()
let peersMade = 0

function ask(question) {
  Atomics.store(cell, 0, 0)
  port1.postMessage(question)
  // The notice of the answer before may come only now, and wakes for nothing.
  while (Atomics.load(cell, 0) === 0) {
    if (Atomics.wait(cell, 0, 0, LONGEST_ANSWER_MS) === 'timed-out') throw new Error(`no answer to ${question.type}`)
  }
  return receiveMessageOnPort(port1).message
}

class Run {
  #number
  #program
  #ids
  #ports
  #logged
  #longest
  #made = []
  /** How many records of each peer were logged before it came back for good. */
  #final = null
  #current = []

  constructor(number, program) {
    this.#number = number
    this.#program = program
    this.#ids = program.peers.map(() => peersMade++)
    this.#ports = program.peers.map(({ kind }, index) => ask({ type: 'open', id: this.#ids[index], kind }))
    this.#logged = program.peers.map(() => [])
    this.#longest = program.peers.map(() => ({ ms: 0, what: '' }))
    // All peers accept, but on a busy machine the first connection may take longer than a troubled peer's timeout.
    for (let attempts = 0; attempts < MOST_ATTEMPTS && this.#current.length === 0; attempts += 1) this.#configure()
  }

  async steps() {
    for (const step of this.#program.steps) await this.#step(step)
  }

  /** All peers come back: the next records arrive. Then closes all handlers, and waits for those closed in the background. */
  async end() {
    this.#comeBack()
    // A connection may be dead without having said so yet: then a record or two are lost before a new one is made.
    for (let attempts = 0; attempts < MOST_ATTEMPTS && !this.#allAreBack(); attempts += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50 * attempts))
      this.#final = this.#logged.map(({ length }) => length)
      for (const index of this.#current.keys()) this.#log(index, 1, 0)
      for (const [index, handler] of this.#current.entries()) this.#timed('flush', index, () => handler.flush())
    }
    for (const [index, handler] of this.#current.entries()) this.#timed('close', index, () => handler.close())
    for (let looks = 0; looks < 60 && this.#faults().length > 0; looks += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    this.report(null)
  }

  #allAreBack() {
    const { length } = this.#ids
    if (this.#final === null) return false
    return Array.from({ length }, (_, peer) => {
      const seen = ask({ type: 'seen', id: this.#ids[peer] })
      return this.#logged[peer].slice(this.#final[peer]).every((text) => seen.includes(text))
    }).every(Boolean)
  }

  #comeBack() {
    this.#program.peers.forEach(({ isTroubled }, index) => {
      if (isTroubled) ask({ type: 'set', id: this.#ids[index], mode: 'accept' })
    })
  }

  /** @param exitBegan - Where handlers were left open: then they are closed as at the end of a process. */
  report(exitBegan) {
    if (exitBegan !== null) {
      logging.shutdown()
      const took = performance.now() - exitBegan
      // Reconfigured handlers go on in the background until the transport's own end; their peers count here.
      const worst = this.#program.peers.map(({ isTroubled }) => (isTroubled ? TROUBLED_S : 0) * 1000)
      const beyond = took - worst.reduce((sum, ms) => Math.max(sum, 2 * ms), 0)
      if (beyond > this.#longest[0].ms) this.#longest[0] = { ms: beyond, what: 'exit' }
      // What the kernel holds of a peer that reads nothing is with it.
      this.#comeBack()
      for (let looks = 0; looks < 40 && this.#faults().length > 0; looks += 1) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
      }
    }
    const faults = this.#faults()
    console.log(JSON.stringify({ number: this.#number, faults, program: faults.length === 0 ? null : this.#program }))
    for (const id of this.#ids) ask({ type: 'close', id })
  }

  #faults() {
    const peers = this.#program.peers.map((_, index) => {
      const dropped = this.#made
        .filter((made) => made.peer === index)
        .reduce((sum, { handler }) => sum + handler.dropped, 0)
      return {
        logged: this.#logged[index],
        seen: ask({ type: 'seen', id: this.#ids[index] }),
        dropped,
        longest: this.#longest[index],
        final: this.#final?.[index] ?? null,
      }
    })
    return faultsOf(this.#program, { peers })
  }

  async #step(step) {
    if (step.do === 'log') this.#log(step.handler, step.count, step.size ?? 0)
    else if (step.do === 'log all') {
      for (let i = 0; i < step.count; i += 1) for (const index of this.#current.keys()) this.#log(index, 1, 0)
    } else if (step.do === 'flush') this.#timed('flush', step.handler, () => this.#current[step.handler].flush())
    else if (step.do === 'close') this.#timed('close', step.handler, () => this.#current[step.handler].close())
    else if (step.do === 'reconfigure') this.#timed('reconfigure', 0, () => this.#configure())
    else if (step.do === 'peer') ask({ type: 'set', id: this.#ids[step.peer], mode: step.mode })
    else await new Promise((resolve) => setTimeout(resolve, step.ms))
  }

  #log(index, count, size) {
    const { peer } = this.#program.handlers[index]
    for (let i = 0; i < count; i += 1) {
      const text = `p${this.#number}q${peer}n${this.#logged[peer].length}x`
      this.#logged[peer].push(text)
      const record = logging.makeLogRecord({ msg: text + '-'.repeat(size), levelname: 'INFO', levelno: 20 })
      this.#timed('log', index, () => this.#current[index].handle(record))
    }
  }

  #timed(what, index, call) {
    const { peer } = this.#program.handlers[index]
    const before = performance.now()
    call()
    const mayWait = this.#program.peers[peer].isTroubled ? WAITS[what] * TROUBLED_S * 1000 : 0
    const beyond = performance.now() - before - mayWait
    if (beyond > this.#longest[peer].ms) this.#longest[peer] = { ms: beyond, what }
  }

  #configure() {
    const made = this.#program.handlers.map(({ kind, peer }, index) => [`h${index}`, this.#options(kind, peer)])
    try {
      dictConfig({ version: 1, handlers: Object.fromEntries(made) })
      this.#current = made.map(([name]) => logging.getHandlerByName(name))
    } catch {
      // A SysLogHandler over TCP throws where its peer is away; the handlers before it were closed, and can be used again.
      return
    }
    for (const [index, handler] of this.#current.entries()) {
      this.#made.push({ handler, peer: this.#program.handlers[index].peer })
    }
  }

  #options(kind, peer) {
    const port = this.#ports[peer]
    const timeout = this.#program.peers[peer].isTroubled ? TROUBLED_S : WELL_S
    const host = '127.0.0.1'
    return {
      SocketHandler: { class: 'test.Stream', host, port, timeout },
      DatagramHandler: { class: 'logging.handlers.DatagramHandler', host, port },
      'SysLogHandler over UDP': { class: 'logging.handlers.SysLogHandler', address: [host, port], timeout },
      'SysLogHandler over TCP': {
        class: 'logging.handlers.SysLogHandler',
        address: [host, port],
        socktype: 1,
        timeout,
      },
      HTTPHandler: {
        class: 'logging.handlers.HTTPHandler',
        host: `${host}:${port}`,
        url: '/log',
        timeout,
        proxy: null,
      },
      SMTPHandler: {
        class: 'logging.handlers.SMTPHandler',
        mailhost: [host, port],
        fromaddr: 'root',
        toaddrs: 'ops',
        subject: 's',
        timeout,
      },
    }[kind]
  }
}

for (let number = first; number < first + count; number += 1) {
  const program = makeProgram(new Chance(seed + number))
  const isLast = number === first + count - 1
  const run = new Run(number, program)
  await run.steps()
  if (isLast) process.on('exit', () => run.report(performance.now()))
  else await run.end()
}
