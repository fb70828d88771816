/** Over real sockets, in this process. CPython's client and hostile ones: test/process/listen.test.mjs. */
import { connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type ListenOptions, listen, register, stopListening, type Verify } from '../../src/config.js'
import logging from '../../src/index.js'
import { captureStderr, isolateEachTest, Recorder } from '../support/isolate.js'

isolateEachTest()
register('test.Recorder', Recorder)

const DICT = { version: 1, handlers: { h: { class: 'test.Recorder' } }, root: { level: 'INFO', handlers: ['h'] } }
const INI = `[loggers]
keys = root
[handlers]
keys = h
[formatters]
keys =
[logger_root]
level = ERROR
handlers = h
[handler_h]
class = test.Recorder
args = ()
`

describe('listen', () => {
  it('takes a dict as JSON', async () => {
    const listener = await started()

    await send(listener.port, framed(JSON.stringify(DICT)))

    expect(logging.root.level).toBe(20)
    expect(logging.root.handlers).toEqual([expect.any(Recorder)])
  })

  it('takes an INI file', async () => {
    const listener = await started()

    await send(listener.port, framed(INI))

    expect(logging.root.level).toBe(40)
    expect(logging.root.handlers).toEqual([expect.any(Recorder)])
  })

  it('takes them in any pieces, and drops what follows', async () => {
    const listener = await started()
    const bytes = Buffer.concat([framed(JSON.stringify(DICT)), Buffer.from('more')])
    const socket = await opened(listener.port)
    // What follows meets a closed door.
    socket.on('error', () => undefined)
    const done = closed(socket)
    for (const byte of bytes) {
      socket.write(Buffer.of(byte))
      await new Promise(setImmediate)
    }

    await done

    expect(logging.root.level).toBe(20)
  })

  it('takes one after the other, and sets `ready` after each', async () => {
    const listener = await started()
    for (const [level, number] of [
      ['DEBUG', 10],
      ['ERROR', 40],
    ] as const) {
      listener.ready.clear()
      const sent = send(listener.port, framed(JSON.stringify({ version: 1, root: { level } })))

      expect(await listener.ready.wait(10)).toBe(true)
      expect(logging.root.level).toBe(number)
      await sent
    }
  })

  it('asks `verify`, which may discard or change what came, now or later', async () => {
    const stderr = captureStderr()
    const seen: string[] = []
    const verifies: Verify[] = [
      (bytes) => {
        seen.push(Buffer.from(bytes).toString())
        return null
      },
      (bytes) => Buffer.from(bytes).reverse(),
      async (bytes) => Buffer.from(bytes).reverse(),
    ]
    const levels: number[] = []
    for (const verify of verifies) {
      const listener = await started(verify)
      await send(listener.port, framed(Buffer.from('{"version": 1, "root": {"level": 15}}').reverse()))
      levels.push(logging.root.level)
      logging.root.setLevel(30)
      stopListening()
      await listener.join()
    }

    expect([levels, stderr.text]).toEqual([[30, 15, 15], ''])
    expect(seen).toEqual([expect.stringContaining('}}')])
  })

  it('is on this machine only', async () => {
    const listener = await started()

    const socket = await opened(listener.port)

    expect(socket.remoteAddress).toBe('127.0.0.1')
    socket.destroy()
  })

  it('has the methods of Python’s thread', async () => {
    const listener = listen(0)
    await expect(listener.join()).rejects.toThrow('cannot join thread before it is started')
    expect([listener.is_alive(), listener.ready.is_set(), await listener.ready.wait(0.01)]).toEqual([
      false,
      false,
      false,
    ])
    listener.start()
    expect(() => listener.start()).toThrow('threads can only be started once')
    await listener.ready.wait()
    expect([listener.is_alive(), listener.port > 0]).toEqual([true, true])

    stopListening()
    await listener.join()

    expect(listener.is_alive()).toBe(false)
    await expect(opened(listener.port)).rejects.toThrow('ECONNREFUSED')
    stopListening()
  })

  it('says that its port is taken to whoever waits for it, else on stderr', async () => {
    const stderr = captureStderr()
    const { port } = await started()
    const waited = listen(port)
    waited.start()
    await expect(waited.ready.wait()).rejects.toThrow(/address already in use/i)
    expect(stderr.text).toBe('')

    const alone = listen(port)
    alone.start()
    await alone.join()

    expect(stderr.text).toMatch(/^Exception in listen\(\):\n(.*\n)*OSError: .*address already in use/i)
    await expect(alone.ready.wait()).rejects.toThrow(/address already in use/i)
  })
})

describe('what is wrong is printed, and the listener goes on', () => {
  const WRONG: Record<string, { bytes: Buffer; printed: RegExp; verify?: Verify; options?: ListenOptions }> = {
    'a dict that is no configuration: both reasons, as in CPython': {
      bytes: framed('{"version": 2}'),
      printed:
        /^Traceback .*\n(.*\n)*ValueError: Unsupported version: 2\n {2}Give it as .*\n\nDuring handling of the above exception, another exception occurred:\n\nTraceback .*\n(.*\n)*RuntimeError: .* is invalid: File contains no section headers\.\n/,
    },
    'a list': { bytes: framed('[1]'), printed: /ValueError: the configuration is no dict\n/ },
    'a key that leads to a prototype': {
      bytes: framed('{"version": 1, "loggers": {"__proto__": {}}}'),
      printed: /ValueError: the key '__proto__' is not allowed here/,
    },
    'nesting without end': { bytes: framed('['.repeat(500_000)), printed: /ValueError: / },
    'a dict that is nested too deep': {
      bytes: framed(`{"a": ${'['.repeat(200)}${']'.repeat(200)}}`),
      printed: /ValueError: the configuration is nested deeper than 100 levels/,
    },
    'bytes that are no text': {
      bytes: framed(Buffer.of(0xff, 0xfe)),
      printed:
        /^-{40}\nException occurred during processing of request from \('127\.0\.0\.1', \d+\)\n(.*\n)*UnicodeDecodeError: 'utf-8' codec can't decode/,
    },
    nothing: { bytes: framed(''), printed: /KeyError: 'formatters'/ },
    'more than is allowed, before it comes': {
      bytes: Buffer.of(0xff, 0xff, 0xff, 0xff),
      printed: /ValueError: a configuration of 4294967295 bytes; at most 1048576\n/,
    },
    'less than was announced': {
      bytes: Buffer.from([0, 0, 0, 9, 123]),
      printed: /OSError: only 1 of 9 bytes were sent\n/,
    },
    'a verify that throws': {
      bytes: framed('{}'),
      verify: () => {
        throw new Error('no key')
      },
      printed: /Exception occurred during processing of request from .*\n(.*\n)*Error: no key\n/,
    },
    'a verify that returns no bytes': {
      bytes: framed('{}'),
      verify: (() => 'text') as unknown as Verify,
      printed: /TypeError: verify must return bytes or null, not str\n/,
    },
  }
  for (const [what, { bytes, printed, verify = null, options = {} }] of Object.entries(WRONG)) {
    it(what, async () => {
      const stderr = captureStderr()
      const listener = await started(verify, options)

      await send(listener.port, bytes)

      expect(stderr.text).toMatch(printed)
      expect(listener.is_alive()).toBe(true)
      if (verify !== null) return
      await send(listener.port, framed(JSON.stringify(DICT)))
      expect(logging.root.level).toBe(20)
    })
  }

  it('a sender that takes too long', async () => {
    const stderr = captureStderr()
    const listener = await started(null, { timeoutMs: 200 })
    const socket = await opened(listener.port)
    socket.write(Buffer.of(0, 0, 255, 255))
    const dripping = setInterval(() => socket.write('{'), 20)
    onTestFinished(() => clearInterval(dripping))
    socket.on('error', () => undefined)

    await new Promise((resolve) => socket.once('close', resolve))

    expect(stderr.text).toMatch(/OSError: timed out after 200 ms\n/)
    expect(listener.is_alive()).toBe(true)
  })

  it('not a connection that says nothing', async () => {
    const stderr = captureStderr()
    const listener = await started()

    await send(listener.port, Buffer.of(0, 0))

    expect(stderr.text).toBe('')
  })

  it('more senders than are allowed: the oldest goes, the newest is heard', async () => {
    captureStderr()
    const listener = await started(null, { maxConnections: 3 })
    const idle: Socket[] = []
    for (let count = 0; count < 5; count += 1) {
      const socket = await opened(listener.port)
      socket.on('error', () => undefined)
      socket.on('data', () => undefined)
      idle.push(socket)
    }
    onTestFinished(() => {
      for (const socket of idle) socket.destroy()
    })

    await send(listener.port, framed(JSON.stringify(DICT)))

    expect(logging.root.level).toBe(20)
    await vi.waitFor(() => expect(idle.map(({ closed }) => closed)).toEqual([true, true, true, false, false]))
  })
})

/** A listener until the end of the test. */
async function started(verify: Verify | null = null, options: ListenOptions = {}) {
  const listener = listen(0, verify, options)
  onTestFinished(() => stopListening())
  listener.start()
  await listener.ready.wait()
  return listener
}

function framed(text: string | Uint8Array): Buffer {
  const bytes = Buffer.from(text)
  const head = Buffer.alloc(4)
  head.writeUInt32BE(bytes.length)
  return Buffer.concat([head, bytes])
}

async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return socket
}

/** Sends bytes and waits until the other side has closed. */
async function send(port: number, bytes: Uint8Array): Promise<void> {
  const socket = await opened(port)
  socket.on('error', () => undefined)
  socket.write(bytes)
  const announced = bytes.length < 4 ? Number.POSITIVE_INFINITY : Buffer.from(bytes).readUInt32BE(0)
  if (bytes.length < 4 + announced) socket.end()
  await closed(socket)
}

async function closed(socket: Socket): Promise<void> {
  socket.resume()
  await new Promise((resolve) => socket.once('close', resolve))
}
