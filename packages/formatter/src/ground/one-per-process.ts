/**
 * State that must be one per process, even when two copies of this package are loaded.
 *
 *   const names = onePerProcess('levels', () => new Map())     the first copy makes it, the others find it
 *
 * It lives under a registered symbol on globalThis: level names added through one copy are known to the other. An object
 * in such a state may be of another copy's class, so it is recognised by what it can do, never by `instanceof`.
 */

/**
 * @param name - Of the state. The symbol ends in a version, for the day when the state's shape changes.
 * @internal For @pylogging/core.
 */
export function onePerProcess<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`pylogging.${name}.1`)
  const store = globalThis as unknown as Record<symbol, T | undefined>
  store[key] ??= make()
  return store[key]
}
