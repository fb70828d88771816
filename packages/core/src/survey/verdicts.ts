/**
 * The verdict on a use of logging: the work that it asks of a port.
 *
 *   works      as it is: the same name, the same behaviour
 *   change     with a change in the line, which the advice names
 *   register   the program's own class: port it, and register it where configurations name it
 *   absent     is not here: the advice says what takes its place
 */

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

/** Packages for logging: whether their classes are here, and what takes their place. */
const PACKAGES: Readonly<Record<string, Judged>> = {
  __proto__: null as never,
  loguru: { verdict: 'absent', advice: 'getLogger, and {}-formats by style; loguru’s sinks are handlers' },
  structlog: {
    verdict: 'absent',
    advice: 'LoggerAdapter for bound values; ProcessorFormatter and its processors are in @pylogging/core/third-party',
  },
  eliot: { verdict: 'absent', advice: 'JsonFormatter' },
  sentry_sdk: { verdict: 'absent', advice: 'a handler of your own that calls Sentry’s SDK for JavaScript' },
  logging_tree: { verdict: 'change', advice: 'describe() of @pylogging/core' },
  logbook: { verdict: 'absent', advice: 'getLogger and handlers' },
  pythonjsonlogger: {
    verdict: 'change',
    advice: "import from '@pylogging/core/third-party'; configurations know the name",
  },
  colorlog: { verdict: 'change', advice: "import from '@pylogging/core/third-party'; configurations know the name" },
  concurrent_log_handler: { verdict: 'change', advice: 'RotatingFileHandler rotates for many processes as it is' },
  cloghandler: { verdict: 'change', advice: 'RotatingFileHandler rotates for many processes as it is' },
  asgi_correlation_id: { verdict: 'change', advice: "import from '@pylogging/core/third-party'" },
  systemd: { verdict: 'absent', advice: 'log to stderr: journald reads it' },
  watchtower: { verdict: 'absent', advice: 'JSON on stdout, and the agent of the cloud' },
  google: { verdict: 'absent', advice: 'JSON on stdout, and the agent of the cloud' },
  logstash_async: { verdict: 'absent', advice: 'JsonFormatter with a SocketHandler, or JSON on stdout' },
  graypy: { verdict: 'absent', advice: 'a handler of your own that extends DatagramHandler' },
  ecs_logging: { verdict: 'change', advice: "import from '@pylogging/core/third-party'; configurations know the name" },
  rfc5424logging: {
    verdict: 'change',
    advice:
      "Rfc5424SysLogHandler from '@pylogging/core/third-party'; structured_data goes into `extra`, without the adapter",
  },
  coloredlogs: { verdict: 'absent', advice: 'ColoredFormatter of colorlog' },
  verboselogs: { verdict: 'absent', advice: 'addLevelName, and logger.log(level, …)' },
  'opentelemetry.instrumentation.logging': {
    verdict: 'change',
    advice: "import from '@pylogging/core/opentelemetry'; configurations know the names",
  },
  'opentelemetry.sdk._logs': {
    verdict: 'change',
    advice: "LoggingHandler from '@pylogging/core/opentelemetry'; providers and exporters from @opentelemetry/sdk-logs",
  },
  'rich.logging': { verdict: 'change', advice: "RichHandler from '@pylogging/core/third-party'" },
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
    packageVerdict(name) ?? {
      verdict: 'register',
      advice: `port it, and register(${JSON.stringify(name)}, …) where a configuration names it`,
    }
  )
}

function moduleOf(name: string): string {
  return name.startsWith('opentelemetry.') ? 'opentelemetry' : 'third-party'
}

/** Returns the verdict on a package as a whole; null for one that has nothing to do with logging. */
export function packageVerdict(name: string): Judged | null {
  const parts = name.split('.')
  const found = [3, 2, 1].map((count) => PACKAGES[parts.slice(0, count).join('.')]).find((each) => each !== undefined)
  return found ?? null
}
