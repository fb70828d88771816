/**
 * Logs warnings instead of printing them: those of `warnings`, and Node's own, which come as the event 'warning'.
 *
 *   captureWarnings(true)     /srv/app.ts:7: DeprecationWarning: use load()      at WARNING on the logger 'py.warnings'
 *
 * That logger gets a NullHandler when it has no handler: its records go up to root's handlers, and to nobody where there
 * are none. Node prints its warnings by a listener of that event named onWarning, which steps aside meanwhile.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, captureWarnings, _showwarning.
 */
import { onePerProcess, parseStackText } from '@pylogging/formatter'
import type { TextStream } from '../ground/sys.js'
import { NullHandler } from '../handlers/stream.js'
import { getLogger } from '../model/tree.js'
import { type Warnings, warnings } from '../warnings/warnings.js'

/** The printers of warnings that captureWarnings replaced, to be put back, and the listener that it added. */
interface CapturedWarnings {
  readonly showwarning: Warnings['showwarning']
  readonly printers: readonly NodeListener[]
  readonly listener: NodeListener
}

type NodeListener = (warning: Error) => void

/** Null while warnings are printed. */
const state = onePerProcess('core.captured', () => ({ captured: null as CapturedWarnings | null }))

/**
 * Logs warnings on the logger `py.warnings` in place of printing them: those of `warnings`, and Node's own.
 *
 * @param capture - False prints warnings again. Twice the same changes nothing.
 */
export function captureWarnings(capture: boolean): void {
  const { captured } = state
  if (capture && captured === null) {
    const printers = (process.rawListeners('warning') as NodeListener[]).filter(({ name }) => name === 'onWarning')
    state.captured = { showwarning: warnings.showwarning, printers, listener: logNodeWarning }
    warnings.showwarning = showwarning
    for (const printer of printers) process.off('warning', printer)
    process.on('warning', logNodeWarning)
  } else if (!capture && captured !== null) {
    state.captured = null
    warnings.showwarning = captured.showwarning
    process.off('warning', captured.listener)
    for (const printer of [...captured.printers].reverse()) process.prependListener('warning', printer)
  }
}

/** Logs a warning, in place of `warnings.showwarning`; one that is meant for a file goes there. */
function showwarning(
  message: Error | string,
  category: { readonly name: string },
  filename: string,
  lineno: number,
  file: TextStream | null = null,
  line: string | null = null,
): void {
  if (file !== null) state.captured?.showwarning(message as never, category, filename, lineno, file, line)
  else logWarning(warnings.formatwarning(message as never, category, filename, lineno, line))
}

/** A warning of Node's, with its code and detail, which Node prints too. */
function logNodeWarning(warning: Error & { readonly code?: unknown; readonly detail?: unknown }): void {
  const { name, message, code, detail } = warning
  const [frame] = parseStackText(String(warning.stack), `${name}: ${message}`)
  const coded = typeof code === 'string' ? `[${code}] ${message}` : message
  const text = typeof detail === 'string' ? `${coded}\n${detail}` : coded
  // Python's words for a warning that comes from no line of the program.
  logWarning(warnings.formatwarning(text, { name }, frame?.file ?? '<sys>', frame?.line ?? 0))
}

function logWarning(text: string): void {
  const logger = getLogger('py.warnings')
  if (logger.handlers.length === 0) logger.addHandler(new NullHandler())
  logger.warning(text)
}
