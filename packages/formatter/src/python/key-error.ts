/** Python's KeyError: apart from the other errors, which python-text.ts throws, because its message is made by `repr`. */
import { definePythonName, LookupError } from './errors.js'
import { repr } from './python-text.js'

/** A name that is not there. As in Python, `message` is the repr of the key. */
export class KeyError extends LookupError {
  readonly key: unknown

  constructor(key: unknown, options?: { cause?: unknown }) {
    super(repr(key), options)
    this.key = key
  }
}
definePythonName('KeyError', KeyError)
