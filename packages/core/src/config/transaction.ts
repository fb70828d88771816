/**
 * A configuration that is applied as a whole or not at all.
 *
 *   new handlers are made, and open their files, while the old ones are still open
 *     all went well   loggers have the new handlers; the old ones are flushed and closed
 *     anything threw  the new handlers are closed; loggers, levels and handlers are what they were
 *
 * All of it happens within one turn of the event loop, so each record goes to the old handlers or to the new ones.
 *
 * It cannot take back what a constructor did outside: a file that mode 'w' has emptied stays empty. And what only fails
 * later, such as a file with `delay` or a server that is away, is no failure here.
 */

import { exceptionText, repr } from '@pylogging/formatter'
import { closingInBackground } from '../ground/closing.js'
import type { AnyHandler } from '../model/contracts.js'
import { shared } from '../model/shared.js'
import { shutdown } from '../model/shutdown.js'
import { withoutClosing } from './existing-loggers.js'
import { printError } from './print-error.js'
import { captureTree, restoreTree } from './tree-state.js'

/**
 * @param configure - Calls dictConfig or fileConfig.
 * @throws What `configure` throws, after everything was put back.
 */
export function allOrNothing(configure: () => void): void {
  const before = captureHandlers()
  const tree = captureTree()
  try {
    withoutClosing(configure)
  } catch (error) {
    keepingNames(before.names, () =>
      closeAll(handlersOf(shared.handlerList).filter((each) => !before.states.has(each))),
    )
    before.restore()
    restoreTree(tree)
    throw error
  }
  const used = new Set(handlersOf([...shared.handlerList, ...shared.handlersByName.values()]))
  const names = new Map(shared.handlersByName)
  keepingNames(names, () => closeAll([...before.states.keys()].filter((each) => !used.has(each))))
}

interface HandlerStates {
  readonly states: ReadonlyMap<AnyHandler, Pick<AnyHandler, 'level' | 'formatter' | 'filters'>>
  readonly names: ReadonlyMap<string, WeakRef<AnyHandler>>
  restore(): void
}

function captureHandlers(): HandlerStates {
  const list = [...shared.handlerList]
  const names = new Map(shared.handlersByName)
  const states = new Map(
    handlersOf(list).map((each) => {
      return [each, { level: each.level, formatter: each.formatter, filters: [...each.filters] }]
    }),
  )
  const restore = () => {
    shared.handlerList.length = 0
    for (const each of list) shared.handlerList.push(each)
    for (const [handler, state] of states) Object.assign(handler, state)
  }
  return { states, names, restore }
}

function handlersOf(references: readonly WeakRef<AnyHandler>[]): AnyHandler[] {
  return references.flatMap((each) => each.deref() ?? [])
}

/** A handler that is closed takes its name out of the table, where another one may have it by now. */
function keepingNames(names: ReadonlyMap<string, WeakRef<AnyHandler>>, work: () => void): void {
  try {
    work()
  } finally {
    shared.handlersByName.clear()
    for (const [name, reference] of names) shared.handlersByName.set(name, reference)
  }
}

/** Newest first, as at exit; one that cannot be closed is reported, and keeps none of the others open. */
function closeAll(handlers: readonly AnyHandler[]): void {
  for (const handler of [...handlers].reverse()) {
    try {
      closingInBackground(() => shutdown([new WeakRef(handler)]))
    } catch (error) {
      printError(`Exception ignored while closing ${repr(handler)}:\n${exceptionText(error)}\n`)
    }
  }
}
