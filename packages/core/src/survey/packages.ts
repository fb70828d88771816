/**
 * Python packages for logging, a row for each, and the things that take their place here.
 *
 *   systemd.journal.JournalHandler     in a program, `pylogging survey`: absent, log to stderr
 *                                      in a configuration, `pylogging check`: use logging.handlers.SysLogHandler
 *
 * The two get advice of their own, because a program can be written otherwise, and a configuration only names another
 * class. A package whose classes are here needs advice for programs alone.
 */

/** The advice on one package. */
interface Row {
  /** For a program that uses it: whether its classes are here, and what takes their place. */
  readonly inProgram?: Advice
  /** For a configuration that names a class of it which is not here. */
  readonly inConfiguration?: string
  /** The beginning of its classes' names; the package's name and a dot unless given. */
  readonly classes?: string
}

interface Advice {
  readonly verdict: 'change' | 'absent'
  readonly advice: string
}

const KNOWN_NAME = "import from '@pylogging/core/third-party'; configurations know the name"
const SAFE_ROTATION = 'RotatingFileHandler rotates for many processes as it is'
const TO_CLOUD = 'JSON on stdout, and the agent of the cloud'
const WITHOUT_LOCK = 'take it out: rotating handlers are safe for several processes here'
const SENTRY = "take it out: Sentry's own package for Node listens to the program"
const JOURNAL =
  'use logging.handlers.SysLogHandler with "address": "/dev/log", which journald reads (npm install unix-dgram)'

const PACKAGES: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['loguru', { inProgram: absent('getLogger, and {}-formats by style; loguru’s sinks are handlers') }],
  [
    'structlog',
    {
      inProgram: absent(
        'LoggerAdapter for bound values; ProcessorFormatter and its processors are in @pylogging/core/third-party',
      ),
      inConfiguration:
        'of structlog, ProcessorFormatter and the processors that add fields and render JSON, keys and values are here; ' +
        'others are functions of Python: port them, and register them by their names',
    },
  ],
  ['eliot', { inProgram: absent('JsonFormatter') }],
  [
    'sentry_sdk',
    { inProgram: absent('a handler of your own that calls Sentry’s SDK for JavaScript'), inConfiguration: SENTRY },
  ],
  ['raven', { inConfiguration: SENTRY }],
  [
    'logging_tree',
    {
      inProgram: changed('describe() of @pylogging/core'),
      inConfiguration: 'take it out: describe() of @pylogging/core prints the tree',
    },
  ],
  [
    'logbook',
    { inProgram: absent('getLogger and handlers'), inConfiguration: 'name the class of logging that does the same' },
  ],
  ['pythonjsonlogger', { inProgram: changed(KNOWN_NAME) }],
  ['colorlog', { inProgram: changed(KNOWN_NAME) }],
  ['concurrent_log_handler', { inProgram: changed(SAFE_ROTATION) }],
  ['cloghandler', { inProgram: changed(SAFE_ROTATION) }],
  ['multiprocessing_logging', { inConfiguration: WITHOUT_LOCK }],
  ['mlogging', { inConfiguration: WITHOUT_LOCK }],
  ['asgi_correlation_id', { inProgram: changed("import from '@pylogging/core/third-party'") }],
  [
    'systemd',
    {
      inProgram: absent('log to stderr: journald reads it'),
      inConfiguration: JOURNAL,
      classes: 'systemd.journal.',
    },
  ],
  ['cysystemd', { inConfiguration: JOURNAL, classes: 'cysystemd.journal.' }],
  [
    'watchtower',
    {
      inProgram: absent(TO_CLOUD),
      inConfiguration: jsonFor('CloudWatch'),
    },
  ],
  [
    'google',
    {
      inProgram: absent(TO_CLOUD),
      inConfiguration: jsonFor('Google Cloud'),
      classes: 'google.cloud.logging',
    },
  ],
  [
    'logstash_async',
    {
      inProgram: absent('JsonFormatter with a SocketHandler, or JSON on stdout'),
      inConfiguration: sentTo('Logstash'),
    },
  ],
  ['logstash', { inConfiguration: sentTo('Logstash') }],
  [
    'graypy',
    {
      inProgram: absent('a handler of your own that extends DatagramHandler'),
      inConfiguration: sentTo('Graylog'),
    },
  ],
  ['pygelf', { inConfiguration: sentTo('Graylog') }],
  ['fluent.handler', { inConfiguration: sentTo('Fluentd') }],
  ['fluent.asynchandler', { inConfiguration: sentTo('Fluentd') }],
  [
    'ecs_logging',
    {
      inProgram: changed(KNOWN_NAME),
      inConfiguration: 'use ecs_logging.StdlibFormatter, which configurations know',
    },
  ],
  [
    'rfc5424logging',
    {
      inProgram: changed(
        "Rfc5424SysLogHandler from '@pylogging/core/third-party'; structured_data goes into `extra`, without the adapter",
      ),
    },
  ],
  ['coloredlogs', { inProgram: absent('ColoredFormatter of colorlog') }],
  ['verboselogs', { inProgram: absent('addLevelName, and logger.log(level, …)') }],
  [
    'opentelemetry.instrumentation.logging',
    { inProgram: changed("import from '@pylogging/core/opentelemetry'; configurations know the names") },
  ],
  [
    'opentelemetry.sdk._logs',
    {
      inProgram: changed(
        "LoggingHandler from '@pylogging/core/opentelemetry'; providers and exporters from @opentelemetry/sdk-logs",
      ),
    },
  ],
  ['rich.logging', { inProgram: changed("RichHandler from '@pylogging/core/third-party'") }],
])

function changed(advice: string): Advice {
  return { verdict: 'change', advice }
}

function absent(advice: string): Advice {
  return { verdict: 'absent', advice }
}

function sentTo(service: string): string {
  return `use logging.handlers.HTTPHandler or SocketHandler for an input of ${service}, or let its agent read a file of JSON`
}

function jsonFor(cloud: string): string {
  return `write JSON to stdout, pythonjsonlogger.json.JsonFormatter, which the agent of ${cloud} collects`
}

/** Returns the advice for a program that uses a package or a part of it; null where it has nothing to do with logging. */
export function adviceForProgram(name: string): Advice | null {
  const parts = name.split('.')
  for (const count of [3, 2, 1]) {
    const found = PACKAGES.get(parts.slice(0, count).join('.'))?.inProgram
    if (found !== undefined) return found
  }
  return null
}

/** Returns the advice for a configuration that names a class; undefined where no package of the table has it. */
export function adviceForConfiguration(name: string): string | undefined {
  for (const [known, { inConfiguration, classes = `${known}.` }] of PACKAGES) {
    if (inConfiguration !== undefined && name.startsWith(classes)) return inConfiguration
  }
  return undefined
}
