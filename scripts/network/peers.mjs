/**
 * Peers of network handlers in a thread of their own: they go on while the thread that logs is blocked.
 *
 *   accept   takes records, and answers       refuse   is away: nobody listens, connections are gone
 *   stall    takes connections, reads nothing  reset    resets a connection at its first byte
 *
 * Asked by messages, one after the other; a cell says when the answer is there.
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { workerData } from 'node:worker_threads'

const RECORD = /p\d+q\d+n\d+x/g
const { port, cell } = workerData
const peers = new Map()

async function open(id, kind) {
  const peer = kind === 'udp' ? new DatagramPeer() : new StreamPeer(kind)
  peers.set(id, peer)
  return peer.open()
}

function seen(id) {
  return peers.get(id).seen
}

async function close(id) {
  const peer = peers.get(id)
  await peer.set('refuse')
  peers.delete(id)
}

class DatagramPeer {
  seen = []
  #socket = null
  #port = 0

  async open() {
    this.#socket = createSocket('udp4', (message) =>
      this.seen.push(...(message.toString('latin1').match(RECORD) ?? [])),
    )
    this.#socket.bind(this.#port, '127.0.0.1')
    await once(this.#socket, 'listening')
    this.#socket.setRecvBufferSize(4 << 20)
    this.#port = this.#socket.address().port
    return this.#port
  }

  async set(mode) {
    const isOpen = this.#socket !== null
    if (mode === 'refuse' && isOpen) {
      const socket = this.#socket
      this.#socket = null
      await new Promise((resolve) => socket.close(resolve))
    } else if (mode !== 'refuse' && !isOpen) await this.open()
  }
}

class StreamPeer {
  seen = []
  #kind
  #mode = 'accept'
  #server = null
  #port = 0
  #sockets = new Set()
  #greeted = new WeakSet()

  constructor(kind) {
    this.#kind = kind
  }

  async open() {
    this.#server = createServer((socket) => this.#accept(socket)).listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#port = this.#server.address().port
    return this.#port
  }

  async set(mode) {
    this.#mode = mode
    if (mode === 'refuse') {
      const server = this.#server
      this.#server = null
      for (const socket of this.#sockets) socket.destroy()
      if (server !== null) await new Promise((resolve) => server.close(resolve))
      return
    }
    if (this.#server === null) await this.open()
    for (const socket of this.#sockets) {
      if (mode === 'stall') socket.pause()
      else socket.resume()
      this.#greet(socket)
    }
  }

  #accept(socket) {
    this.#sockets.add(socket)
    const state = { text: '', isData: false }
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('data', (chunk) => {
      if (this.#mode === 'reset') socket.resetAndDestroy()
      else {
        state.text += chunk.toString('latin1')
        this.#read(socket, state)
      }
    })
    this.#greet(socket)
    if (this.#mode === 'stall') socket.pause()
  }

  #greet(socket) {
    if (this.#kind !== 'smtp' || this.#mode !== 'accept' || this.#greeted.has(socket)) return
    this.#greeted.add(socket)
    socket.write('220 here\r\n')
  }

  #read(socket, state) {
    if (this.#kind === 'stream') this.#note(state)
    else if (this.#kind === 'http') {
      for (let end = state.text.indexOf('\r\n\r\n'); end >= 0; end = state.text.indexOf('\r\n\r\n')) {
        const request = { text: state.text.slice(0, end) }
        state.text = state.text.slice(end + 4)
        this.#note(request)
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
      }
    } else this.#readMail(socket, state)
  }

  #readMail(socket, state) {
    for (;;) {
      const mark = state.isData ? '\r\n.\r\n' : '\r\n'
      const end = state.text.indexOf(mark)
      if (end < 0) return
      const line = { text: state.text.slice(0, end) }
      state.text = state.text.slice(end + mark.length)
      if (state.isData) this.#note(line)
      const isQuit = /^quit/i.test(line.text)
      const isData = !state.isData && /^data/i.test(line.text)
      state.isData = isData
      socket.write(isData ? '354 go on\r\n' : isQuit ? '221 bye\r\n' : '250 ok\r\n')
      if (isQuit) socket.end()
    }
  }

  #note(state) {
    let end = 0
    for (const match of state.text.matchAll(RECORD)) {
      this.seen.push(match[0])
      end = match.index + match[0].length
    }
    state.text = state.text.slice(end)
  }
}

port.on('message', async ({ type, id, kind, mode }) => {
  const answer = {
    open: () => open(id, kind),
    set: () => peers.get(id).set(mode),
    close: () => close(id),
    seen: () => seen(id),
  }
  port.postMessage((await answer[type]()) ?? null)
  Atomics.store(cell, 0, 1)
  Atomics.notify(cell, 0)
})
