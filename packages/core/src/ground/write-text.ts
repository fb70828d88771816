/**
 * Writes a text to a stream so that it is there even when the process ends with the next statement.
 *
 * Node's stdout and stderr are asynchronous on pipes and lose what is queued at process.exit. So a standard stream that
 * is really the process's own and has nothing queued is written by its descriptor; one that was patched, or whose queue
 * must come first, is written through its `write`. A reader that went away (EPIPE) is no reason to fail in either case.
 */
import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import { AttributeError, ValueError } from './errors.js'
import type { TextStream } from './sys.js'

interface NodeStream extends TextStream {
  write(text: string, done?: (error?: Error | null) => void): unknown
  once(event: 'error', listener: () => void): unknown
  listenerCount(event: 'error'): number
  readonly fd?: number
  readonly writableLength?: number
  readonly writableEnded?: boolean
  readonly destroyed?: boolean
}

const WAIT_MS = 1
const waiting = new Int32Array(new SharedArrayBuffer(4))

/**
 * @param failed - Told of what goes wrong after this call, in a stream of Node's that writes later.
 * @throws AttributeError in Python's words where there is no stream; ValueError where it is closed; what the stream throws.
 */
export function writeText(stream: TextStream | null, text: string, failed?: (error: Error) => void): void {
  if (stream === null) throw new AttributeError("'NoneType' object has no attribute 'write'")
  const { fd, writableLength } = stream as Partial<NodeStream>
  // The look at process.stdout costs more than all the rest, so it is for those alone that may be it.
  if ((fd === 1 || fd === 2) && isOwnStandardStream(stream)) writeStandard(stream, fd, text)
  else if (typeof writableLength === 'number') writeLater(stream as NodeStream, text, failed)
  else stream.write(text)
}

function writeStandard(stream: NodeStream, fd: number, text: string): void {
  if (stream.writableLength === 0) writeAll(fd, text)
  else stream.write(text, (error) => ignoreFailure(stream, error))
}

/** Node tells of a stream that is closed, or whose disk is full, by an event that ends a program which does not listen. */
function writeLater(stream: NodeStream, text: string, failed?: (error: Error) => void): void {
  if (stream.writableEnded || stream.destroyed) throw new ValueError('I/O operation on closed file.')
  stream.write(text, (error) => {
    ignoreFailure(stream, error)
    if (error) failed?.(error)
  })
}

/** A worker's streams are carried by the main thread and do not count, nor does a stream whose `write` was replaced. */
function isOwnStandardStream(stream: TextStream): stream is NodeStream {
  return isMainThread && (stream === process.stdout || stream === process.stderr) && !Object.hasOwn(stream, 'write')
}

/**
 * Keeps the 'error' that a stream emits after a failed write from ending a program that does not listen; it is called
 * before that. console.log does the same.
 */
function ignoreFailure(stream: NodeStream, error: Error | null | undefined): void {
  if (error && stream.listenerCount('error') === 0) stream.once('error', () => undefined)
}

/** Waits where a pipe is full, as a blocking write would. */
function writeAll(fd: number, text: string): void {
  let written = writeSome(fd, text)
  if (written >= Buffer.byteLength(text)) return
  const bytes = Buffer.from(text)
  while (written < bytes.length) written += writeSome(fd, bytes.subarray(written))
}

function writeSome(fd: number, data: string | Buffer): number {
  for (;;) {
    try {
      return typeof data === 'string' ? writeSync(fd, data) : writeSync(fd, data)
    } catch (error) {
      const { code } = error as { code?: unknown }
      if (code === 'EPIPE') return Number.POSITIVE_INFINITY
      if (code !== 'EAGAIN') throw error
      Atomics.wait(waiting, 0, 0, WAIT_MS)
    }
  }
}
