/** Our own handlers and queues keep what the kit for authors says; those of the network in test/network. */
import { execFileSync } from 'node:child_process'
import cluster from 'node:cluster'
import { closeSync, constants, openSync, readdirSync, readFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import type { LogRecord } from '@pylogging/formatter'
import { expect, it, onTestFinished } from 'vitest'
import * as handlers from '../../src/handlers.js'
import * as core from '../../src/index.js'
import { _StderrHandler, FileHandler, type Handler, NullHandler, StreamHandler } from '../../src/index.js'
import * as openTelemetry from '../../src/opentelemetry.js'
import { ClusterQueue, MessagePortQueue, Queue, type SendingPort, SimpleQueue } from '../../src/queue.js'
import {
  type CheckOptions,
  checkHandler,
  checkQueue,
  type HandlerPromise,
  type HandlerUnderTest,
  RecordingHandler,
} from '../../src/testing.js'
import * as thirdParty from '../../src/third-party.js'
import { captureStderr, isolateEachTest, Sink } from '../support/isolate.js'
import { tempDir } from '../support/temp-dir.js'

isolateEachTest()

type Exempt = NonNullable<CheckOptions<HandlerPromise>['exempt']>

/** The file and its backups, oldest first. */
function fileAnd(make: (file: string) => Handler): () => HandlerUnderTest {
  return () => {
    const folder = tempDir()
    const output = () =>
      readdirSync(folder)
        .filter((name) => name.startsWith('app.log') && !name.endsWith('.lock'))
        .sort((one, other) => other.length - one.length || (one < other ? 1 : -1))
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('')
    return { handler: make(join(folder, 'app.log')), output }
  }
}

function streamAnd(make: (stream: Sink) => Handler): () => HandlerUnderTest {
  return () => {
    const sink = new Sink()
    return { handler: make(sink), output: () => sink.text }
  }
}

class Mails extends thirdParty.AdminEmailHandler {
  readonly sent: string[] = []

  override send_mail(subject: string, message: string): void {
    this.sent.push(`${subject} ${message}`)
  }
}

class Lines extends handlers.QueueHandler {
  readonly lines: string[]

  constructor() {
    const lines: string[] = []
    super({ put_nowait: (record) => void lines.push((record as LogRecord).getMessage()) })
    this.lines = lines
  }
}

const NOTHING_COMES_OUT = 'nothing ever comes out of it'
const silent: Exempt = Object.fromEntries(
  ['plain', 'formatter', 'call site', 'level', 'filter', 'replacement', 'order', 'unchanged'].map((name) => [
    name,
    NOTHING_COMES_OUT,
  ]),
)

const HANDLERS: Record<string, [make: () => HandlerUnderTest, exempt?: Exempt]> = {
  StreamHandler: [streamAnd((stream) => new StreamHandler(stream))],
  _StderrHandler: [
    () => {
      const sink = captureStderr()
      return { handler: new _StderrHandler(), output: () => sink.text }
    },
  ],
  NullHandler: [
    () => ({ handler: new NullHandler(), output: () => '' }),
    {
      ...silent,
      failure: NOTHING_COMES_OUT,
      recovery: NOTHING_COMES_OUT,
      release: NOTHING_COMES_OUT,
      close: NOTHING_COMES_OUT,
    },
  ],
  FileHandler: [fileAnd((file) => new FileHandler(file))],
  'FileHandler with delay': [fileAnd((file) => new FileHandler(file, { delay: true }))],
  WatchedFileHandler: [fileAnd((file) => new handlers.WatchedFileHandler(file))],
  RotatingFileHandler: [fileAnd((file) => new handlers.RotatingFileHandler(file, { maxBytes: 60, backupCount: 9 }))],
  TimedRotatingFileHandler: [
    fileAnd((file) => new handlers.TimedRotatingFileHandler(file, { when: 'S', backupCount: 9 })),
  ],
  ConcurrentRotatingFileHandler: [
    fileAnd((file) => new thirdParty.ConcurrentRotatingFileHandler(file, { maxBytes: 60, backupCount: 9 })),
  ],
  ConcurrentTimedRotatingFileHandler: [
    fileAnd((file) => new thirdParty.ConcurrentTimedRotatingFileHandler(file, { when: 'S', backupCount: 9 })),
  ],
  RichHandler: [streamAnd((stream) => new thirdParty.RichHandler({ console: { file: stream } }))],
  KedroRichHandler: [streamAnd((stream) => new thirdParty.KedroRichHandler({ console: { file: stream } }))],
  Rfc5424SysLogHandler: [streamAnd((stream) => new thirdParty.Rfc5424SysLogHandler({ stream }))],
  AdminEmailHandler: [
    () => {
      const handler = new Mails()
      return { handler, output: () => handler.sent }
    },
  ],
  QueueHandler: [
    () => {
      const handler = new Lines()
      return { handler, output: () => handler.lines }
    },
  ],
  MemoryHandler: [
    streamAnd((stream) => new handlers.MemoryHandler(7, 'ERROR', new StreamHandler(stream))),
    Object.fromEntries(
      ['formatter', 'call site', 'failure', 'recovery'].map((name) => [name, 'it is its target that prints']),
    ),
  ],
  PeriodicallyFlushingMemoryHandler: [
    streamAnd((stream) => new thirdParty.PeriodicallyFlushingMemoryHandler(7, 'ERROR', new StreamHandler(stream))),
    Object.fromEntries(
      ['formatter', 'call site', 'failure', 'recovery'].map((name) => [name, 'it is its target that prints']),
    ),
  ],
  RecordingHandler: [
    () => {
      const handler = new RecordingHandler()
      return { handler, output: () => handler.text }
    },
    { release: 'it keeps records for the test' },
  ],
}

for (const [name, [make, exempt = {}]] of Object.entries(HANDLERS)) {
  it(`${name} keeps the promises of a handler`, async () => {
    const results = await checkHandler(make, { exempt })

    expect(results.filter(({ outcome }) => outcome === 'exempt').map((each) => each.name)).toEqual(
      results.map((each) => each.name).filter((each) => each in exempt),
    )
  })
}

/** What is only there to be extended, and what has a peer or a Windows for its test. */
const ELSEWHERE = [
  ...['Handler', 'BaseRotatingHandler', 'BufferingHandler'],
  // In test/opentelemetry.
  ...['LoggingHandler', 'InstrumentationLoggingHandler'],
  ...['SocketHandler', 'DatagramHandler', 'SysLogHandler', 'HTTPHandler', 'SMTPHandler', 'NTEventLogHandler'],
]

it('no handler is left out', () => {
  const exported = Object.entries({ ...core, ...handlers, ...thirdParty, ...openTelemetry })
  const classes = exported.filter(([, value]) => typeof value === 'function' && value.prototype instanceof core.Handler)
  const missing = classes.map(([name]) => name).filter((name) => !(name in HANDLERS) && !ELSEWHERE.includes(name))

  expect(classes.length).toBeGreaterThan(15)
  expect(missing).toEqual([])
})

const QUEUES = {
  Queue: () => new Queue(),
  'a bounded Queue': () => new Queue(20),
  SimpleQueue: () => new SimpleQueue(),
}

for (const [name, make] of Object.entries(QUEUES)) {
  it(`${name} keeps the promises of a queue`, async () => {
    await checkQueue(() => {
      const queue = make()
      const { maxsize = 0 } = queue as Queue
      return { writer: queue, reader: queue, ...(maxsize > 0 ? { capacity: maxsize } : {}) }
    })
  })
}

/** Both ends in one process: its primary, and what a worker makes of a pipe to it. */
it('ClusterQueue keeps the promises of a queue between the two ends of a pipe', async () => {
  const PLACE = 'PYLOGGING_CLUSTER_QUEUE'
  const { env, ppid } = process
  const before = { place: env[PLACE], settings: cluster.settings }
  onTestFinished(() => {
    if (before.place === undefined) delete env[PLACE]
    Object.assign(cluster, { isPrimary: true, settings: before.settings })
  })
  await checkQueue(() => {
    const reader = new ClusterQueue()
    const path = join(tempDir(), 'pipe')
    execFileSync('mkfifo', [path])
    const source = new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), writable: false })
    const target = openSync(path, 'w')
    reader._attach(source)
    Object.assign(cluster, { isPrimary: false })
    env[PLACE] = `${target}:${ppid}`
    const writer = new ClusterQueue()
    Object.assign(cluster, { isPrimary: true })
    const end = () => {
      closeSync(target)
      source.destroy()
    }
    return { writer, reader, end }
  })
})

it('MessagePortQueue keeps the promises of a queue between its two ends', async () => {
  await checkQueue(() => {
    const reader = new MessagePortQueue()
    const port = reader.connect<SendingPort & { close(): void }>()
    return { writer: new MessagePortQueue(port), reader, end: () => port.close() }
  })
})
