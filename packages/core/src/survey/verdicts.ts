/**
 * The verdict on a use of logging: the work that it asks of a port.
 *
 *   works      as it is: the same name, the same behaviour
 *   change     with a change in the line, which the advice names
 *   register   the program's own class: port it, and register it where configurations name it
 *   absent     is not here: the advice says what takes its place
 */
import { adviceForProgram } from './packages.js'

export type Verdict = 'works' | 'change' | 'register' | 'absent'

export const VERDICTS: readonly Verdict[] = ['works', 'change', 'register', 'absent']

export interface Judged {
  readonly verdict: Verdict
  readonly advice: string | null
}

const WORKS: Judged = { verdict: 'works', advice: null }

/** Names of logging that are not here, or are otherwise. */
const OTHERWISE: Readonly<Record<string, Judged>> = {
  __proto__: null as never,
  'logging.config.listen': WORKS,
  'logging.captureWarnings': WORKS,
  'logging.setLogRecordFactory': {
    verdict: 'change',
    advice: 'the factory is a function of the record’s fields: port it, and give it to setLogRecordFactory',
  },
  'logging.setLoggerClass': {
    verdict: 'change',
    advice: 'the class extends Logger: port it, and give it to setLoggerClass',
  },
  'multiprocessing.get_logger': { verdict: 'absent', advice: "getLogger('multiprocessing')" },
  'multiprocessing.log_to_stderr': { verdict: 'absent', advice: "getLogger('multiprocessing') with a StreamHandler" },
  'logging.handlers.NTEventLogHandler': { verdict: 'works', advice: 'on Windows; elsewhere it fails, as in Python' },
}

/** @param has - Whether this package has a name of Python's logging, and a class of another package. */
export function judge(name: string, has: (name: string) => boolean): Judged {
  const otherwise = OTHERWISE[name]
  if (otherwise !== undefined) return otherwise
  if (name === 'logging' || name.startsWith('logging.')) {
    return has(name) ? WORKS : { verdict: 'absent', advice: 'it is private, or newer than Python 3.13' }
  }
  if (has(name)) return { verdict: 'works', advice: `from '@pylogging/core/${moduleOf(name)}'` }
  return (
    adviceForProgram(name) ?? {
      verdict: 'register',
      advice: `port it, and register(${JSON.stringify(name)}, …) where a configuration names it`,
    }
  )
}

function moduleOf(name: string): string {
  return name.startsWith('opentelemetry.') ? 'opentelemetry' : 'third-party'
}
