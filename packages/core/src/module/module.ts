/**
 * The object that `import logging from '@pylogging/core'` gives: an ordinary, changeable one.
 *
 * Python programs assign to the module (`logging.raiseExceptions = False`) and tests put spies on it, which ES modules do
 * not allow. So what may be replaced is read through this object by our own code too. members.ts fills it in.
 */
import type { Logging } from './members.js'

/**
 * Python's module as an object: all functions, classes, constants and errors of this page, and the variables below,
 * which a program may set.
 */
export const logging = {} as Logging
