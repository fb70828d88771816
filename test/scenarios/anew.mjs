/**
 * The logging of a program that has just begun.
 *
 * Programs hold on to the root logger and the manager, so these stay and lose what they hold. What is per process lies
 * under registered symbols on globalThis, where every copy of the packages finds it.
 */
let first = null

export function startAnew(logging) {
  const core = globalThis[Symbol.for('pylogging.core.1')]
  const levels = globalThis[Symbol.for('pylogging.levels.1')]
  first ??= { lastResort: core.lastResort, names: [...levels.ofNumber], numbers: [...levels.toNumber] }
  const { root, captureWarnings, warnings } = logging
  const { manager } = root
  globalThis[Symbol.for('pylogging.core.listeners.1')].clear()
  for (const reference of core.handlerList.splice(0)) closeQuietly(reference.deref())
  captureWarnings?.(false)
  warnings?.resetwarnings()
  warnings?.simplefilter('ignore')
  Object.assign(root, {
    name: 'root',
    level: logging.WARNING,
    handlers: [],
    filters: [],
    disabled: false,
    propagate: true,
  })
  Object.assign(manager, { disable: 0, emittedNoHandlerWarning: false, loggerClass: null, logRecordFactory: null })
  manager.loggerDict.clear()
  core.handlersByName.clear()
  refill(levels.ofNumber, first.names)
  refill(levels.toNumber, first.numbers)
  Object.assign(core, { loggerClass: null, recordFactory: null })
  Object.assign(globalThis[Symbol.for('pylogging.core.streams.1')], { stdout: undefined, stderr: undefined })
  const switches = { logThreads: true, logProcesses: true, logMultiprocessing: true, logAsyncioTasks: true }
  Object.assign(logging, { raiseExceptions: true, lastResort: first.lastResort, ...switches })
  first.lastResort.setFormatter(null)
  first.lastResort.setLevel(logging.WARNING)
  manager._clear_cache()
}

/** What a scenario left open must not keep its folder. */
function closeQuietly(handler) {
  try {
    handler?.close()
  } catch {
    // Some of a scenario's handlers fail on purpose.
  }
}

function refill(map, entries) {
  map.clear()
  for (const [key, value] of entries) map.set(key, value)
}
