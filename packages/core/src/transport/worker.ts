/**
 * The transport worker: takes records from the ring and gives each to the link of its channel.
 *
 * It looks at the ring every millisecond while there is something in it, and otherwise sleeps until a message wakes it,
 * so a busy main thread never pays for waking it and an idle program for nothing.
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
import type { Start, ToMain, ToWorker } from './protocol.js'
import { ASLEEP, READY } from './ring.js'
import { RingReader } from './ring-reader.js'
import { StreamLink } from './stream-link.js'

const LOOK_MS = 1
/** How often the ring is found empty before the worker sleeps. */
const EMPTY_LOOKS = 3

const { ring, port: givenPort } = workerData as Start
const port = givenPort as MessagePort
const control = new Int32Array(ring.control)
const reader = new RingReader(ring)
const links = new Map<number, Link>()
const apart = new Map<number, Uint8Array[]>()
/** Messages that were met while the ring was read, and must wait until it has been. */
const deferred: ToWorker[] = []
let emptyLooks = 0
let isLooking = false

// A fault in one link must not end the others.
process.on('uncaughtException', (error) => {
  const fault: ToMain = { type: 'fault', message: error.stack ?? String(error) }
  port.postMessage(fault)
})
port.on('message', (message: ToWorker) => {
  receive(message)
  look()
})
Atomics.store(control, READY, 1)
Atomics.notify(control, READY)
look()

function look(): void {
  if (reader.isEmpty) emptyLooks += 1
  else {
    emptyLooks = 0
    drain()
    for (const link of links.values()) link.pump()
  }
  if (emptyLooks < EMPTY_LOOKS) lookAgain()
  else sleep()
}

function lookAgain(): void {
  if (isLooking) return
  isLooking = true
  setTimeout(() => {
    isLooking = false
    look()
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

function drain(): void {
  reader.drain(take)
  for (let message = deferred.shift(); message !== undefined; message = deferred.shift()) receive(message)
}

function take(number: number, buffer: Buffer | null, start: number, end: number): void {
  if (!links.has(number) || buffer === null) receiveAll()
  const link = links.get(number)
  if (buffer !== null) link?.take(buffer, start, end)
  else {
    const bytes = apart.get(number)?.shift()
    if (bytes !== undefined) link?.take(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length)
  }
}

/** A message that was posted before its record was written is there when the record is. */
function receiveAll(): void {
  for (;;) {
    const received = receiveMessageOnPort(port)
    if (received === undefined) return
    const message = received.message as ToWorker
    // A channel is closed after its records, and some of them may stand behind this one in the ring.
    if (message.type === 'open' || message.type === 'apart') receive(message)
    else deferred.push(message)
  }
}

function receive(message: ToWorker): void {
  switch (message.type) {
    case 'open':
      links.set(message.channel, createLink(message))
      return
    case 'apart':
      apart.set(message.channel, [...(apart.get(message.channel) ?? []), message.bytes])
      return
    case 'connect':
      drain()
      links.get(message.channel)?.connect()
      return
    case 'close':
      drain()
      links.get(message.channel)?.pump()
      links.get(message.channel)?.close(message.abandon)
      links.delete(message.channel)
      apart.delete(message.channel)
      return
    case 'wake':
      emptyLooks = 0
  }
}

function createLink({ channel: number, target, cells }: Extract<ToWorker, { type: 'open' }>): Link {
  const channel = new Channel(port, number, cells)
  switch (target.kind) {
    case 'stream':
      return new StreamLink(target, channel)
    case 'datagram':
      return new DatagramLink(target, channel)
    case 'http':
      return new HttpLink(target, channel)
    case 'mail':
      return new MailLink(target, channel)
    case 'event-log':
      return new EventLogLink(target, channel)
  }
}
