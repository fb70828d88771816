/**
 * Uses of logging beside log calls: loggers, handlers, formats, classes of the program's own, configurations, packages.
 */
import type { Expression } from '../python-source/syntax.js'
import { type Bindings, dottedName } from './bindings.js'
import type { Verdict } from './verdicts.js'

/** A use that is no log call. */
export interface Use {
  readonly line: number
  readonly column: number
  /** How many lines the use takes: of a class all, of anything else one. */
  readonly lines: number
  readonly kind: Kind
  /** The name or text of the thing that is used: `logging.handlers.RotatingFileHandler`, `%(asctime)s %(message)s`. */
  readonly name: string
  /** Options by name, tokens of a format, methods that a class overrides. */
  readonly details: readonly string[]
  readonly codes: readonly string[]
  readonly verdict: Verdict
  /** The change that a port makes here; null where there is none. */
  readonly advice: string | null
}

export type Kind =
  | 'logger'
  | 'handler'
  | 'formatter'
  | 'filter'
  | 'adapter'
  | 'format'
  | 'class'
  | 'factory'
  | 'configuration'
  | 'warnings'
  | 'queue'
  | 'caplog'
  | 'package'
  | 'function'

/** The tokens of a format, in the style that it seems to have. */
export function tokensOf(format: string): string[] {
  const percent = [...format.matchAll(/%\((\w+)\)/g)]
  if (percent.length > 0) return percent.map(([, name]) => name as string)
  const dollar = [...format.matchAll(/\$\{?(\w+)\}?/g)]
  if (dollar.length > 0) return dollar.map(([, name]) => name as string)
  return [...format.matchAll(/(?<!\{)\{(\w+)[^}]*\}/g)].map(([, name]) => name as string)
}

/** Whether a text is a format of records. */
export function isFormat(text: string): boolean {
  return (
    /%\((asctime|levelname|message|name|levelno|lineno|pathname|filename|funcName|module|process|thread)/.test(text) ||
    /(?<!\{)\{(asctime|levelname|message|name)[:}!]/.test(text)
  )
}

/** The name of what is called or extended, as far as imports tell it; of `self.x.Y` its last part. */
export function calledName(bindings: Bindings, callee: string): string {
  return dottedName(bindings, callee) ?? callee
}

/** Names of the options of a call. */
export function optionsOf(call: Expression & { readonly kind: 'call' }): string[] {
  return call.keywords.map(({ name }) => name ?? '**')
}
