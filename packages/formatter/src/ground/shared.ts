/**
 * State that must be one per process, even when two copies of this package are loaded.
 *
 * It lives under a registered symbol on globalThis, so that the second copy finds what the first one made: level names
 * added through one are known to the other.
 */
export function shared<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`pylogging.${name}.1`)
  const store = globalThis as unknown as Record<symbol, T | undefined>
  store[key] ??= make()
  return store[key]
}
