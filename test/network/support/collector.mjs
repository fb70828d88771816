/**
 * Peers of network handlers in a thread of their own, which take what comes while the main thread waits in `flush`.
 *
 *   const peer = await collect('pickles')     pickles, datagrams, lines, requests, mails
 *   await peer.texts()                        a text for each record, as it went over the wire
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/** @returns `{ port, texts, end }` */
export async function collect(kind) {
  const worker = new Worker(new URL(import.meta.url), { workerData: kind })
  const [port] = await once(worker, 'message')
  const texts = async () => {
    worker.postMessage('texts')
    return (await once(worker, 'message'))[0]
  }
  return { port, texts, end: () => worker.terminate() }
}

const PEERS = {
  /** As SocketHandler sends them: the length in four bytes, and the pickle. */
  pickles: (take) => tcp(take, (bytes) => (bytes.length < 4 ? null : [4, bytes.readUInt32BE(0)])),
  /** As SysLogHandler sends them over TCP. */
  lines: (take) => tcp(take, (bytes) => (bytes.includes(0) ? [0, bytes.indexOf(0), 1] : null)),
  datagrams(take) {
    const socket = createSocket('udp4').on('message', (bytes) => take(bytes.toString('latin1')))
    return new Promise((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket.address().port)))
  },
  requests(take) {
    return listening(
      createHttpServer(async (request, response) => {
        take(decodeURIComponent(request.method === 'GET' ? request.url : await text(request)))
        response.end()
      }),
    )
  },
  async mails(take) {
    const { SMTPServer } = await import('smtp-server')
    const onData = async (stream, _session, done) => {
      take(await text(stream))
      done()
    }
    const mails = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, onData })
    mails.on('error', () => undefined)
    return listening(mails.server)
  },
}

/** @param find - Of the bytes so far: where the first record begins, how long it is, and what follows it; or null. */
function tcp(take, find) {
  return listening(
    createServer((socket) => {
      let bytes = Buffer.alloc(0)
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => {
        bytes = Buffer.concat([bytes, chunk])
        for (let found = find(bytes); found !== null; found = find(bytes)) {
          const [start, length, after = 0] = found
          if (bytes.length < start + length + after) return
          take(bytes.toString('latin1', start, start + length))
          bytes = bytes.subarray(start + length + after)
        }
      })
    }),
  )
}

function listening(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))
}

if (!isMainThread && parentPort !== null) {
  const texts = []
  parentPort.on('message', () => parentPort.postMessage(texts))
  parentPort.postMessage(await PEERS[workerData]((text) => texts.push(text)))
}
