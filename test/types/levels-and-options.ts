/** Level names and options that must compile, and those that must not. Compiled by `pnpm check`, never run. */
import logging, {
  basicConfig,
  disable,
  explain,
  FileHandler,
  Filter,
  Formatter,
  getLogger,
  type Handler,
  Logger,
  LoggerAdapter,
  StreamHandler,
  warnings,
} from '@pylogging/core'
import { fileConfig } from '@pylogging/core/config'
import {
  HTTPHandler,
  RotatingFileHandler,
  SOCK_STREAM,
  SysLogHandler,
  TimedRotatingFileHandler,
} from '@pylogging/core/handlers'
import { caplog } from '@pylogging/core/testing'

/** As a program declares a level that it adds with addLevelName. */
declare module '@pylogging/core' {
  interface CustomLevelNames {
    NOTICE: 25
  }
}

const logger = getLogger('app')
const adapter = new LoggerAdapter(logger, { user: 'anna' }, { merge_extra: true })
const handler: Handler = new StreamHandler()
const level: string | undefined = process.env['LOG_LEVEL']
const either = Math.random() < 0.5 ? 'DEBUG' : 15

for (const each of [logger, adapter, handler]) {
  each.setLevel('INFO')
  each.setLevel(15)
  each.setLevel(level ?? 'INFO')
  each.setLevel(either)
  each.setLevel('NOTICE')
  // @ts-expect-error letter case matters
  each.setLevel('info')
  // @ts-expect-error
  each.setLevel('VERBOSE')
  // @ts-expect-error
  each.setLevel(null)
}
disable()
disable('WARNING')
// @ts-expect-error
disable('warning')
explain(logger, 'INFO')
explain(adapter, 20)
// @ts-expect-error
explain(logger, 'Info')

basicConfig()
basicConfig({ level: 'INFO', format: '%(message)s', datefmt: '%H:%M', style: '%', force: true })
basicConfig({ level: level ?? 'INFO', filename: process.env['LOG_FILE'], filemode: 'w', encoding: 'utf-8' })
basicConfig({ level: null, handlers: new Set([handler]) })
logging.basicConfig({ stream: process.stdout, level: 10 })
// @ts-expect-error
basicConfig({ level: 'info' })
// @ts-expect-error
basicConfig({ filname: 'app.log' })
// @ts-expect-error
basicConfig({ style: '!' })

new Logger('x', { level: 'INFO' })
new FileHandler('app.log', { mode: 'a', delay: true })
new TimedRotatingFileHandler('app.log', { when: 'midnight', backupCount: 7 })
new RotatingFileHandler('app.log', 'a', 1e6, { backupCount: 5 })
new RotatingFileHandler('app.log', 'a', 1e6, 5, { encoding: 'utf-8', delay: true })
new TimedRotatingFileHandler('app.log', 'midnight', 1, { backupCount: 7 })
new TimedRotatingFileHandler('app.log', 'midnight', 1, 7, { encoding: 'utf-8', utc: true })
new SysLogHandler(['localhost', 514], SysLogHandler.LOG_LOCAL3, { socktype: SOCK_STREAM })
new HTTPHandler('localhost:80', '/log', 'POST', { secure: true })
fileConfig('logging.ini', { here: '/etc' }, { disable_existing_loggers: false })
fileConfig('logging.ini', null, false, { encoding: 'latin-1' })
new Formatter('%(message)s', { datefmt: '%H', defaults: { user: null } })
new Filter({ name: 'app' })
// @ts-expect-error
new Logger('x', { lvl: 'INFO' })
// @ts-expect-error
new FileHandler('app.log', { filemode: 'a' })
// @ts-expect-error
new TimedRotatingFileHandler('app.log', { backupcount: 7 })
// @ts-expect-error
new TimedRotatingFileHandler('app.log', 'midnight', 1, { backupcount: 7 })
// @ts-expect-error
fileConfig('logging.ini', { here: '/etc' }, { disable_existing: false })
// @ts-expect-error
new Formatter('%(message)s', { dateFormat: '%H' })
// @ts-expect-error
new Filter({ nam: 'app' })
// @ts-expect-error
new LoggerAdapter(logger, {}, { mergeExtra: true })
// @ts-expect-error
getLogger(1)

warnings.filterwarnings('ignore', { category: warnings.DeprecationWarning })
// @ts-expect-error
warnings.simplefilter('nope')
warnings.warn('old', warnings.DeprecationWarning, 2)
warnings.warn('old', { stacklevel: 2 })

export async function capturing(): Promise<number> {
  using log = caplog()
  log.set_level('INFO', 'app')
  {
    using _ = log.at_level('DEBUG', { logger: 'app' })
  }
  // @ts-expect-error
  log.set_level('info')
  // @ts-expect-error
  log.at_level('DEBUG', { loger: 'app' })
  return await log.at_level('DEBUG', async () => log.records.length)
}
