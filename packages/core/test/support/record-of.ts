/** Records as vectors have them: the attributes of all cases, and those of one. */
import { decode } from '../../../../test/support/vectors.js'
import { float, type LogRecord, makeLogRecord, tuple } from '../../src/index.js'

/** @param changes - The attributes of one case, encoded as `base` is; they replace those of `base`. */
export function recordOf(base: unknown, changes: unknown): LogRecord {
  const attributes: Record<string, unknown> = {}
  for (const part of [base, changes]) {
    for (const [name, value] of decode(part, { float, tuple }) as Map<string, unknown>) attributes[name] = value
  }
  // The arguments of a record are a list here.
  attributes['args'] = (attributes['args'] as { items: unknown }).items
  return makeLogRecord(attributes)
}
