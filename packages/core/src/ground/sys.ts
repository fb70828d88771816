/**
 * Python's `sys.stdout` and `sys.stderr`: replaceable, and by default the process's own.
 *
 *   logging.sys.stderr = { write(text) { … } }     what lastResort and handleError print goes there
 *
 * Set to null, as in a Python program without a console, nothing is printed.
 */
import { onePerProcess } from '@pylogging/formatter'

/** A stream that a StreamHandler can write to: Node's streams, Python-like file objects, anything with `write`. */
export interface TextStream {
  write(text: string): unknown
  flush?(): unknown
  readonly name?: unknown
}

/** The streams that a program has put in the place of stdout and stderr; undefined is the process's own. */
export const standardStreams: { stdout: unknown; stderr: unknown } = onePerProcess('core.streams', () => ({
  stdout: undefined,
  stderr: undefined,
}))

/**
 * Python's `sys.stdout` and `sys.stderr`: the process's own, unless a program replaces them; null prints nothing.
 *
 * @example logging.sys.stderr = { write: (text) => lines.push(text) }
 */
export const sys: {
  stdout: TextStream | null
  stderr: TextStream | null
  /** The process's own, whatever stands in `stdout`. */
  readonly __stdout__: TextStream
  /** The process's own, whatever stands in `stderr`. */
  readonly __stderr__: TextStream
} = {
  get __stdout__() {
    return process.stdout
  },
  get __stderr__() {
    return process.stderr
  },
  // The stream is asked for each time: the first look at process.stdout opens it, which takes a millisecond.
  get stdout() {
    return (standardStreams.stdout === undefined ? process.stdout : standardStreams.stdout) as TextStream | null
  },
  set stdout(stream) {
    standardStreams.stdout = stream
  },
  get stderr() {
    return (standardStreams.stderr === undefined ? process.stderr : standardStreams.stderr) as TextStream | null
  },
  set stderr(stream) {
    standardStreams.stderr = stream
  },
}
