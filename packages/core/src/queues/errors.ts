/**
 * The exceptions of Python's `queue`.
 *
 * Recognised by name, since a program may hold two copies of this package.
 */
import { isError, ValueError } from '@pylogging/formatter'

/** The error of a queue in which there is nothing to get. */
export class Empty extends Error {
  override readonly name = 'Empty'
}

/** The error of a queue in which there is no room for another item. */
export class Full extends Error {
  override readonly name = 'Full'
}

/** The queue was shut down. */
export class ShutDown extends Error {
  override readonly name = 'ShutDown'
}

export function isEmpty(error: unknown): boolean {
  return isError(error) && error.name === 'Empty'
}

export function isShutDown(error: unknown): boolean {
  return isError(error) && error.name === 'ShutDown'
}

/** @throws ValueError in Python's words for a negative number of seconds. */
export function checkTimeout(timeout: number | null): void {
  if (timeout !== null && timeout < 0) throw new ValueError("'timeout' must be a non-negative number")
}
