/**
 * The network handlers keep what the kit for authors of handlers says, before real peers.
 */
import { test } from 'node:test'
import logging from '../../packages/core/dist/face.mjs'
import { checkHandler } from '../../packages/core/dist/testing-face.mjs'
import { collect } from './support/collector.mjs'

const { DatagramHandler, HTTPHandler, SMTPHandler, SOCK_STREAM, SocketHandler, SysLogHandler } = logging.handlers

/** Python's HTTPHandler sends the message and its arguments apart. */
class Messages extends HTTPHandler {
  mapLogRecord(record) {
    return { ...super.mapLogRecord(record), message: record.getMessage() }
  }
}

/** Up to 256 records that the peer may still refuse; it is asked for its answers when there are more. */
const keeps = { release: 'its connection keeps some records, to say which one failed' }
const SENDS_THE_RECORD = 'it sends the fields of the record, not a text'
const unformatted = { formatter: SENDS_THE_RECORD, failure: SENDS_THE_RECORD, recovery: SENDS_THE_RECORD }

for (const [name, kind, make, exempt] of [
  ['SocketHandler', 'pickles', (port) => new SocketHandler('127.0.0.1', port), unformatted],
  ['DatagramHandler', 'datagrams', (port) => new DatagramHandler('127.0.0.1', port), { ...unformatted, ...keeps }],
  ['SysLogHandler over UDP', 'datagrams', (port) => new SysLogHandler(['127.0.0.1', port]), keeps],
  [
    'SysLogHandler over TCP',
    'lines',
    (port) => new SysLogHandler(['127.0.0.1', port], undefined, { socktype: SOCK_STREAM }),
    keeps,
  ],
  ['HTTPHandler by GET', 'requests', (port) => new Messages(`127.0.0.1:${port}`, '/log'), { ...unformatted, ...keeps }],
  [
    'HTTPHandler by POST',
    'requests',
    (port) => new Messages(`127.0.0.1:${port}`, '/log', 'POST'),
    { ...unformatted, ...keeps },
  ],
  [
    'SMTPHandler',
    'mails',
    (port) => new SMTPHandler(['127.0.0.1', port], 'a@example.com', 'b@example.com', 'log'),
    keeps,
  ],
]) {
  test(`${name} keeps the promises of a handler`, () =>
    checkHandler(
      async () => {
        const peer = await collect(kind)
        return { handler: make(peer.port), output: peer.texts, end: peer.end }
      },
      { exempt, withinMs: 10_000 },
    ))
}
