/**
 * `pylogging try`: what one log call would put out, and where, with nothing written.
 *
 *   INFO on "app.db" comes out.
 *     …                                       every step, as explain() says it
 *
 * The call stands on line 1 of an app.ts in the working directory, since no program runs.
 *
 *   file, /var/log/app.log:
 *     2026-07-15 14:00:00,123 INFO app.db: ready
 */
import { join } from 'node:path'
import { checkLevel } from '@pylogging/formatter'
import { explain, getLogger } from '../index.js'
import type { Handler } from '../model/handler.js'
import type { ReadOptions } from './read-config.js'
import { handlers, noteOutputs, type Output } from './sandbox.js'
import { type Answer, configured } from './tree.js'
import { reason } from './trial.js'

export interface Call {
  /** '' is root. */
  readonly logger: string
  /** A name in any letter case, or a number. */
  readonly level: string
  readonly message: string
  /** The values for the placeholders of the message; a text that looks like a number is one. */
  readonly args: readonly string[]
  /** Attributes for the record. */
  readonly extra: Readonly<Record<string, string>>
}

/** @throws As `readConfiguration`; ValueError for what is no level. */
export function tryCall(file: string, call: Call, options: ReadOptions): Answer {
  const notes = configured(file, options)
  const level = checkLevel(/^\d+$/.test(call.level) ? Number(call.level) : call.level.toUpperCase())
  const logger = getLogger(call.logger)
  const story = explain(logger, level)
  const outputs = noteOutputs()
  const args = call.args.map((each) => (/^-?\d+(\.\d+)?$/.test(each) ? Number(each) : each))
  if (logger.isEnabledFor(level)) {
    const place = [join(process.cwd(), 'app.ts'), 1] as const
    logger.handle(logger.makeRecord(logger.name, level, ...place, call.message, args, null, 'main', call.extra))
  }
  const at = outputs.map(outputText)
  const kept = keepers().map((handler) => keptText(handler, outputs))
  return { text: [story, ...at, ...kept].join('\n'), notes, isComplete: outputs.every(({ error }) => error === null) }
}

function outputText({ handler, text, error }: Output): string {
  if (text === null) return `${title(handler)}: the record is lost\n  ${reason(error)}\n`
  return `${title(handler)}:\n${indented(text)}`
}

/** Handlers that wait for more before they pass records on. */
function keepers(): Handler[] {
  return handlers().filter((each) => ((each as { buffer?: { length: number } }).buffer?.length ?? 0) > 0)
}

function keptText(handler: Handler, outputs: Output[]): string {
  const before = outputs.length
  handler.flush()
  const later = outputs.slice(before).map(outputText)
  if (later.length === 0) return `${title(handler)}: kept in memory, and goes nowhere\n`
  return [`${title(handler)}: kept in memory; when it is flushed:\n`, ...later.map(indented)].join('')
}

/** A handler's name, and what it writes to. */
function title(handler: Handler): string {
  const { baseFilename, stream, address, host, port, url, mailhost } = handler as Readonly<Record<string, unknown>> &
    Handler
  const standard = stream === process.stdout ? 'stdout' : stream === process.stderr ? 'stderr' : undefined
  const network = [mailhost ?? host, port, url]
    .flat()
    .filter((each) => each !== undefined && each !== null)
    .join(':')
  const where =
    baseFilename ??
    standard ??
    (Array.isArray(address) ? address.join(':') : address) ??
    (network === '' ? String(handler) : network)
  return `${handler.name === null ? '' : `${handler.name}, `}${String(where)}`
}

function indented(text: string): string {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join('')
}
