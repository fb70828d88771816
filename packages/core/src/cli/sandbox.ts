/**
 * Configuring for real, with nothing opened and nothing sent: handlers are the real ones, except for what they do to the
 * world. It is done to the classes of this process, which runs one command and ends.
 *
 *   opening a file, making a socket    nothing
 *   asking whether this is Windows     it is, so that its configurations can be read anywhere
 *   asking for OpenTelemetry           it is there
 *   emitting a record                  noted, with its text
 */
import type { LogRecord } from '@pylogging/formatter'
import { flagsOf } from '../handlers/file-stream.js'
import type { Handler } from '../model/handler.js'
import { shared } from '../model/shared.js'
import { manager, root } from '../model/tree.js'
import { logging } from '../module/members.js'
// biome-ignore lint/performance/noNamespaceImport: its classes are looked through
import * as openTelemetry from '../opentelemetry.js'
// biome-ignore lint/performance/noNamespaceImport: the same
import * as thirdParty from '../third-party.js'

/** One output that a handler would have written or sent. */
export interface Output {
  readonly handler: Handler
  /** The text with its terminator; null where the record could not be formatted. */
  readonly text: string | null
  readonly error: unknown
}

const NOWHERE = { write: () => undefined, flush: () => undefined, close: () => undefined }

/** The hooks by which Python's handlers open what they write to, and what they get in its place. */
const HOOKS: readonly (readonly [name: string, replacement: (this: never) => unknown])[] = [
  ['_open', openNowhere],
  ['createSocket', () => undefined],
  ['makeSocket', () => NOWHERE],
  ['_checkSystem', () => undefined],
  ['_checkProvider', () => undefined],
]

/**
 * Opens nothing, and refuses what a real handler refuses before it opens the file.
 *
 * @throws ValueError for a mode that is none.
 */
function openNowhere(this: { readonly mode?: string }): typeof NOWHERE {
  if (this.mode !== undefined) flagsOf(this.mode)
  return NOWHERE
}

/** Sees to it that no handler that is made from now on opens anything. */
export function openNothing(): void {
  for (const module of [logging, logging.handlers, thirdParty, openTelemetry] as unknown as Readonly<
    Record<string, unknown>
  >[]) {
    for (const member of Object.values(module)) {
      const prototype: unknown = typeof member === 'function' ? member.prototype : undefined
      if (typeof prototype !== 'object' || prototype === null) continue
      for (const [name, replacement] of HOOKS) {
        if (Object.hasOwn(prototype, name)) Object.assign(prototype, { [name]: replacement })
      }
    }
  }
}

/** Makes every handler that there is note what it would put out. @returns The notes, filled in as records come. */
export function noteOutputs(): Output[] {
  const outputs: Output[] = []
  for (const handler of [...handlers(), shared.lastResort as Handler | null])
    if (handler !== null) note(handler, outputs)
  return outputs
}

/** All handlers that were made and not closed, oldest first. */
export function handlers(): Handler[] {
  return shared.handlerList.map((each) => each.deref() as Handler | undefined).filter((each) => each !== undefined)
}

/** Makes logging what it is before anything is configured. */
export function forget(): void {
  manager.loggerDict.clear()
  shared.handlersByName.clear()
  shared.handlerList.length = 0
  root.setLevel('WARNING')
  root.handlers = []
  root.filters = []
}

function note(handler: Handler, outputs: Output[]): void {
  handler.handleError = (_record: LogRecord, error?: unknown) => {
    outputs.push({ handler, text: null, error })
  }
  const { enqueue, listener } = handler as { enqueue?: unknown; listener?: { handle(record: LogRecord): void } | null }
  // These two pass records on, by their own rules.
  if ('buffer' in handler) return
  if (typeof enqueue === 'function' && listener) {
    Object.assign(handler, { enqueue: (record: LogRecord) => listener.handle(record) })
    return
  }
  handler.emit = (record) => {
    try {
      const { terminator = '' } = handler as { terminator?: string }
      outputs.push({ handler, text: handler.format(record) + terminator, error: null })
    } catch (error) {
      handler.handleError(record, error)
    }
  }
}
