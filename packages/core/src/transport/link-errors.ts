/** Errors that links make themselves. */

/** The peer did not connect, or answer, in time. */
export function timeout(): Error {
  return Object.assign(new Error('timed out'), { name: 'TimeoutError' })
}
