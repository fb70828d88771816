/**
 * The transport worker: a turn takes the records from the ring to the links of their channels, and then each link sends.
 *
 *   messages ─► open, close, connect     ring ─► link.add     then, for every link: link.turn
 *
 * It decides nothing about a record, and a link that throws is the only one to know (link.ts). While there is something in
 * the ring it looks every millisecond, and otherwise sleeps until a message wakes it: a busy main thread never pays for
 * waking it, and an idle program for nothing.
 *
 * This file is an entry of its own (scripts/entries.mjs): it and what it imports are loaded in no other thread.
 */
import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { Channel } from './channel.js'
import { DatagramLink } from './datagram-link.js'
import { EventLogLink } from './event-log-link.js'
import { HttpLink } from './http-link.js'
import type { Link } from './link.js'
import { MailLink } from './mail-link.js'
import type { Start, Target, ToMain, ToWorker } from './protocol.js'
import { ASLEEP, READY } from './ring.js'
import { RingReader } from './ring-reader.js'
import { StreamLink } from './stream-link.js'

interface Way {
  readonly channel: Channel
  readonly link: Link
}

const LOOK_MS = 1
/** The number of times that the ring is found empty before the worker sleeps. */
const EMPTY_LOOKS = 3

const { ring, port: givenPort } = workerData as Start
const port = givenPort as MessagePort
const control = new Int32Array(ring.control)
const reader = new RingReader(ring)
/** The links, by the places they lead to. */
const links = new Map<string, Link>()
const ways = new Map<number, Way>()
/** Channels that their handlers have closed. */
const leaving = new Set<number>()
/** Records that are too large for the ring, by channel: they come before their places in the ring. */
const apart = new Map<number, Uint8Array[]>()
/** Messages that were delivered and not acted on. */
const inbox: ToWorker[] = []
let emptyLooks = 0
let isLooking = false

// The links catch what they throw; this is for what they forgot.
process.on('uncaughtException', (error) => {
  const fault: ToMain = { type: 'fault', message: error.stack ?? String(error) }
  port.postMessage(fault)
})
port.on('message', (message: ToWorker) => {
  inbox.push(message)
  turn()
})
Atomics.store(control, READY, 1)
Atomics.notify(control, READY)
turn()

function turn(): void {
  emptyLooks = reader.isEmpty ? emptyLooks + 1 : 0
  // In the order of the main thread: the records before the messages, which were posted after them.
  reader.drain(passOn)
  for (let message = inbox.shift(); message !== undefined; message = inbox.shift()) act(message)
  for (const [place, link] of links) {
    link.safely(() => link.turn())
    if (link.isClosed) links.delete(place)
  }
  for (const number of leaving) if (ways.get(number)?.channel.hasLeft !== false) forget(number)
  if (emptyLooks < EMPTY_LOOKS) lookAgain()
  else sleep()
}

function lookAgain(): void {
  if (isLooking) return
  isLooking = true
  setTimeout(() => {
    isLooking = false
    turn()
  }, LOOK_MS)
}

/** The main thread writes first and looks at ASLEEP then; here it is the other way round, so one of them sees. */
function sleep(): void {
  Atomics.store(control, ASLEEP, 1)
  if (!reader.isEmpty && Atomics.exchange(control, ASLEEP, 0) === 1) {
    emptyLooks = 0
    lookAgain()
  }
}

function passOn(number: number, source: Buffer | null, start: number, end: number): void {
  if (source === null) {
    const bytes = apartFor(number)
    if (bytes !== undefined) passOn(number, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length)
    return
  }
  // Its channel was opened before it was written. Messages that were posted before that are acted on first: the records
  // that these messages come after are further up in the ring, and so with their links already.
  while (!ways.has(number)) if (!actOnNext()) return
  const { channel, link } = ways.get(number) as Way
  link.safely(() => link.add(channel, source, start, end))
}

function apartFor(number: number): Uint8Array | undefined {
  while ((apart.get(number)?.length ?? 0) === 0) if (!actOnNext()) return undefined
  return apart.get(number)?.shift()
}

/** @returns False where there is no message, which only a mistake in the main thread could explain. */
function actOnNext(): boolean {
  const message = inbox.shift() ?? (receiveMessageOnPort(port)?.message as ToWorker | undefined)
  if (message !== undefined) act(message)
  return message !== undefined
}

function act(message: ToWorker): void {
  switch (message.type) {
    case 'open':
      open(message)
      return
    case 'apart':
      if (apart.get(message.channel)?.push(message.bytes) === undefined) apart.set(message.channel, [message.bytes])
      return
    case 'connect':
    case 'close':
      actOnWay(message)
      return
    case 'wake':
      emptyLooks = 0
  }
}

function actOnWay(message: Extract<ToWorker, { type: 'connect' | 'close' }>): void {
  const way = ways.get(message.channel)
  if (way === undefined) return
  const { channel, link } = way
  // Records that came with it are sent first: most of them are done when the channel leaves.
  link.safely(() => link.turn())
  if (message.type === 'connect') link.safely(() => link.connect())
  else {
    link.safely(() => link.leave(channel, message.abandon))
    leaving.add(message.channel)
  }
}

function open({ channel: number, place, target, cells }: Extract<ToWorker, { type: 'open' }>): void {
  let link = links.get(place)
  if (link === undefined || link.isClosed) {
    link = createLink(target)
    links.set(place, link)
  }
  const channel = new Channel(port, number, cells)
  ways.set(number, { channel, link })
  link.enter(channel)
}

function forget(number: number): void {
  leaving.delete(number)
  ways.delete(number)
  apart.delete(number)
}

function createLink(target: Target): Link {
  switch (target.kind) {
    case 'stream':
      return new StreamLink(target)
    case 'datagram':
      return new DatagramLink(target)
    case 'http':
      return new HttpLink(target)
    case 'mail':
      return new MailLink(target)
    case 'event-log':
      return new EventLogLink(target)
  }
}
