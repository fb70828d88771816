/**
 * The object that `import logging from '@pylogging/core'` gives: an ordinary, changeable one.
 *
 * Python programs assign to the module (`logging.raiseExceptions = False`) and tests put spies on it, which ES modules do
 * not allow. So what may be replaced is read through this object by our own code too. module/members.ts fills it in; it
 * stands below all that is in it, so its type names only what is read here.
 */
export interface ModuleObject {
  basicConfig(): void
  readonly handlers: Readonly<Record<string, unknown>>
  readonly [name: string]: unknown
}

export const logging = {} as ModuleObject
