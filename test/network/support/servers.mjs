/** Peers in the test's own process, on loopback, closed when the test ends. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createWebServer } from 'node:http'
import { createServer } from 'node:net'
import { own } from './limits.mjs'

/** @returns The port of a TCP server, and what closes it. */
export async function listenTcp(onConnection, port = 0) {
  const sockets = new Set()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    onConnection(socket)
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const close = own(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return { port: server.address().port, close }
}

/** A TCP server that notes the texts that match, in the order in which they come. */
export async function noteTcp(pattern, port) {
  const seen = []
  const server = await listenTcp((socket) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      let end = 0
      for (const match of text.matchAll(pattern)) {
        seen.push(match[0])
        end = match.index + match[0].length
      }
      text = text.slice(end)
    })
  }, port)
  return { ...server, seen }
}

/** As `noteTcp`, over UDP. Its buffer is as large as the system gives: a busy machine must lose nothing. */
export async function noteUdp(pattern) {
  const seen = []
  const socket = createSocket('udp4', (message) => seen.push(...(message.toString('latin1').match(pattern) ?? [])))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  try {
    socket.setRecvBufferSize(4 << 20)
  } catch {
    // Some systems refuse what is more than they give.
  }
  const close = own(() => new Promise((resolve) => socket.close(resolve)))
  return { port: socket.address().port, seen, close }
}

/** As `noteTcp`, of requests, which are answered. */
export async function noteHttp(pattern) {
  const seen = []
  const server = createWebServer(async (request, response) => {
    let text = request.url
    for await (const chunk of request) text += chunk
    seen.push(...(text.match(pattern) ?? []))
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = own(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { port: server.address().port, seen, close }
}
