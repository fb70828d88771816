/**
 * The options of the build step as text, for a loader that is named on the command line.
 *
 *   PYLOGGING_CALL_SITES='{"verify": true, "loggers": ["logger"], "exclude": "/generated/"}'
 */
import type { CallSiteOptions } from '../build-options.js'

/** @throws TypeError for what is no JSON object. */
export function readEnvironment(text: string | undefined): CallSiteOptions {
  if (text === undefined || text === '') return {}
  const { include, exclude, ...rest } = parse(text)
  return { ...rest, ...asPattern('include', include), ...asPattern('exclude', exclude) } as CallSiteOptions
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // It is told below, together with what is JSON and no object.
  }
  throw new TypeError(`PYLOGGING_CALL_SITES must be a JSON object of options, such as {"verify": true}, not ${text}`)
}

/** JSON has no regular expressions. */
function asPattern(name: string, value: unknown): object {
  if (value === undefined) return {}
  return { [name]: typeof value === 'string' ? new RegExp(value) : value }
}
