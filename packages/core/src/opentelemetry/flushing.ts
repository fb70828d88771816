/**
 * Exporting what a provider still has: when asked, and when the program has nothing else to do.
 *
 * Node waits for what 'beforeExit' begins. An export that fails may log, which would be exported in turn, so that is done a
 * few times at most.
 */
import type { OpenTelemetryProvider } from './api.js'

/** The provider that `logs.getLoggerProvider()` gave before one was set. */
interface ProxyProvider {
  _getDelegate?(): OpenTelemetryProvider
}

interface Flushable {
  _flushWhatIsNew(): void
}

const MOST_AT_END = 3
const handlers = new Set<WeakRef<Flushable>>()
let listens = false
let timesAtEnd = 0

/** Asks a provider to export all. @returns Its promise; nothing where it has nothing to export. */
export function flushing(provider: OpenTelemetryProvider): unknown {
  if (provider.forceFlush !== undefined) return provider.forceFlush()
  return (provider as ProxyProvider)._getDelegate?.().forceFlush?.()
}

/** Lets a handler export what is new, when the program has nothing else to do. */
export function flushAtEnd(handler: Flushable): void {
  if (!listens) process.on('beforeExit', flushAll)
  listens = true
  for (const reference of handlers) if (reference.deref() === undefined) handlers.delete(reference)
  handlers.add(new WeakRef(handler))
}

function flushAll(): void {
  timesAtEnd += 1
  if (timesAtEnd > MOST_AT_END) return
  for (const reference of handlers) reference.deref()?._flushWhatIsNew()
}
