/**
 * How to start a Python process as one of a fleet's writers.
 */
import { fileURLToPath } from 'node:url'
import { findPython } from '../../../scripts/python.mjs'

const python = findPython()

/** For `Fleet.start`; null where there is no CPython. */
export const PYTHON_WRITER = python && {
  command: python.command,
  args: ['-B', fileURLToPath(new URL('writer.py', import.meta.url))],
  env: python.env,
}
