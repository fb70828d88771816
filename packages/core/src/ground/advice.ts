/**
 * Adds to an error, below Python's words, where it was and what to do.
 *
 *   KeyError: 'fil'   becomes   KeyError: 'fil'
 *                                 No handler has this name: [handlers] keys are file, console.
 *                                 In [logger_root].
 *
 * Python's words stay the first line, so that a search still finds them.
 */
import { isError } from '@pylogging/formatter'

/** Adds an indented line, or several. @returns The error, to be thrown. */
export function advise<E>(error: E, advice: string): E {
  if (!isError(error)) return error
  const before = error.message
  error.message = `${before}\n  ${advice}`
  // Engines write the message into the stack when the error is made.
  if (error.stack !== undefined) error.stack = error.stack.replace(before, () => error.message)
  return error
}
