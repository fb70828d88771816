/**
 * A finding of `check` in a configuration, and its text.
 *
 *   error    what fails, or certainly does not do what it says
 *   warning  what is probably not what was meant
 *   hint     what is worth knowing
 */
import type { Paint } from './paint.js'

export type Severity = 'error' | 'warning' | 'hint'

export interface Finding {
  /** `handlers.file.level`, or `[handler_file] level` in an INI file; '' is all of it. */
  readonly path: string
  readonly severity: Severity
  /** The fact that was found. */
  readonly message: string
  /** The thing to do about it. */
  readonly advice: string
}

export function finding(severity: Severity, path: string, message: string, advice: string): Finding {
  return { path, severity, message, advice }
}

/** Returns how the file names one of its parts, by the part's kind, its name and one of its keys. */
export type Places = (kind: 'handler' | 'formatter' | 'logger', name: string, key?: string) => string

const ORDER: readonly Severity[] = ['error', 'warning', 'hint']
const STYLES = { error: 'red', warning: 'yellow', hint: 'cyan' } as const

/** A place in a dict: `loggers["django.request"].level`. */
export function place(...keys: readonly unknown[]): string {
  return keys
    .map((key, index) => {
      const text = String(key)
      if (typeof key === 'number') return `[${text}]`
      if (!/^[\p{L}_()][\p{L}\p{N}_()-]*$/u.test(text)) return `[${JSON.stringify(text)}]`
      return index === 0 ? text : `.${text}`
    })
    .join('')
}

/** Errors first. Where an error is known, what else is said of the very same place is left out. */
export function sorted(findings: readonly Finding[]): Finding[] {
  const failing = new Set(findings.filter(({ severity }) => severity === 'error').map(({ path }) => path))
  return findings
    .filter(({ path, severity }) => severity === 'error' || path === '' || !failing.has(path))
    .sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity))
}

/** The findings of a file as text; the last line counts them. */
export function findingsText(file: string, findings: readonly Finding[], paint: Paint): string {
  const lines = findings.flatMap(({ path, severity, message, advice }) => [
    `  ${paint(STYLES[severity], severity.padEnd(7))}  ${path === '' ? '' : `${paint('bold', path)}  `}${message.replaceAll('\n', '\n           ')}`,
    `           ${paint('dim', advice)}`,
  ])
  return [...lines, `${paint('bold', file)}: ${countsText(findings)}`].map((line) => `${line}\n`).join('')
}

function countsText(findings: readonly Finding[]): string {
  const counts = ORDER.map((severity) => {
    const count = findings.filter((each) => each.severity === severity).length
    return count === 0 ? '' : `${count} ${severity}${count === 1 ? '' : 's'}`
  }).filter((text) => text !== '')
  return counts.length === 0 ? 'nothing to say' : counts.join(', ')
}
