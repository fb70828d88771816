/**
 * Whether this process may take a name away from its file: asked before anything is made.
 *
 *   checkRename('/var/log/app.log')   throws PermissionError: [Errno 1] Operation not permitted: '/var/log/app.log'
 *
 * In a sticky folder (/tmp) a file can be written by somebody who may not rename it; and one that may only be appended
 * to (chattr +a), or not changed at all, nobody may rename. A rotation that finds out half way leaves a file of two
 * names. So the system is asked by a call that it decides by the same rules and that can change nothing: removing a
 * folder of that name. It answers that this may not be done, or that the name is not a folder's.
 *
 * A file system may have rules of its own (a server's). Then the rotation fails at its own first step, and says so.
 */
import { environment } from '../world/environment.js'
import { errorCode, osError } from '../world/errors.js'

const REFUSALS = new Set(['EPERM', 'EACCES', 'EROFS'])
const ADVICE = 'This process may write to the file and not rename it. Let it own the file and write to its folder.'

/** @param path - Of a regular file, or of a link to one. @throws OSError when its name cannot be taken away. */
export function checkRename(path: string): void {
  const refusal = refusalOfRename(path)
  if (refusal !== undefined) throw osError(refusal, path, ADVICE)
}

/** The error with which the system refuses to take the name away; undefined when it does not. */
export function refusalOfRename(path: string): unknown {
  // Windows gives access denied for whatever is no folder.
  if (environment.platform() === 'win32') return undefined
  try {
    environment.rmdir(path)
  } catch (error) {
    return REFUSALS.has(errorCode(error) ?? '') ? error : undefined
  }
  return undefined
}
