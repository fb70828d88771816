/**
 * Replacements for well-known classes of Python packages that have no counterpart here, in a line each.
 *
 *   systemd.journal.JournalHandler      logging.handlers.SysLogHandler with "address": "/dev/log"
 */

/** The beginning of a dotted name, and what to do. */
const REPLACEMENTS: readonly (readonly [prefix: string, advice: string])[] = [
  ['systemd.journal.', journal()],
  ['cysystemd.journal.', journal()],
  [
    'structlog.',
    'of structlog, ProcessorFormatter and the processors that add fields and render JSON, keys and values are here; ' +
      'others are functions of Python: port them, and register them by their names',
  ],
  ['ecs_logging.', 'use ecs_logging.StdlibFormatter, which configurations know'],
  ['logstash_async.', network('Logstash')],
  ['logstash.', network('Logstash')],
  ['pygelf.', network('Graylog')],
  ['graypy.', network('Graylog')],
  ['fluent.handler.', network('Fluentd')],
  ['fluent.asynchandler.', network('Fluentd')],
  ['watchtower.', 'write JSON to stdout, pythonjsonlogger.json.JsonFormatter, which the agent of CloudWatch collects'],
  [
    'google.cloud.logging',
    'write JSON to stdout, pythonjsonlogger.json.JsonFormatter, which the agent of Google Cloud collects',
  ],
  ['sentry_sdk.', "take it out: Sentry's own package for Node listens to the program"],
  ['raven.', "take it out: Sentry's own package for Node listens to the program"],
  ['multiprocessing_logging.', 'take it out: rotating handlers are safe for several processes here'],
  ['logging_tree.', 'take it out: describe() of @pylogging/core prints the tree'],
  ['mlogging.', 'take it out: rotating handlers are safe for several processes here'],
  ['logbook.', 'name the class of logging that does the same'],
]

function journal(): string {
  return 'use logging.handlers.SysLogHandler with "address": "/dev/log", which journald reads (npm install unix-dgram)'
}

function network(what: string): string {
  return `use logging.handlers.HTTPHandler or SocketHandler for an input of ${what}, or let its agent read a file of JSON`
}

/** Undefined for a name that is none of them. */
export function replacementOf(name: string): string | undefined {
  return REPLACEMENTS.find(([prefix]) => name.startsWith(prefix))?.[1]
}
