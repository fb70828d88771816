/**
 * A command line tool: messages on stderr, results on stdout, `-v` and `-vv` for more.
 *
 *   node dist/cli.js [-v | -vv] [--log-file FILE] WORD...
 */
import { parseArgs } from 'node:util'
import { basicConfig, getLogger } from '@pylogging/core'

const logger = getLogger('count')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { verbose: { type: 'boolean', short: 'v', multiple: true }, 'log-file': { type: 'string' } },
})
basicConfig({
  level: (['WARNING', 'INFO', 'DEBUG'] as const)[values.verbose?.length ?? 0] ?? 'DEBUG',
  filename: values['log-file'],
  format: '%(levelname)s:%(name)s:%(message)s',
})

logger.debug('arguments: %s', positionals)
if (positionals.length === 0) {
  logger.error('no words')
  process.exitCode = 2
}
for (const word of positionals) {
  logger.info('counting %r', word)
  console.log(`${word.length} ${word}`)
}
