/** Log calls that must compile, and those that must not. Compiled by `pnpm check`, never run. */
import logging, { getLogger, kw, Logger, LoggerAdapter, type LogKeywords } from '@pylogging/core'

const error: unknown = new Error('x')
const text: string = 'read from somewhere'
const values: unknown[] = []
declare const anything: never
declare const flag: boolean
declare const found: { id: number } | string | undefined
declare const either: { exc_info: Error } | { stacklevel: 2 }
const logger = getLogger('app')

// Arguments of a message
logger.info('ready')
logger.info('%s of %s', 1, 'anna')
logger.info('%(user)s', { user: 'anna' })
logger.info('%s', { extra: 5 })
logger.info('%(extra)s', { extra: 5 })
logger.info('%(a)s', { a: 1 }, { exc_info: error })
logger.info(text, { extra: 5 })
logger.info(text, ...values)
logger.info('%s', 1, ...values)
logger.info(new Map(), null, undefined, anything)
logger.info('%s', new Date())
logging.info('%s', { stackLevel: 1 })
logger.info('%s', flag)
logger.info('%s of %s', found, found)
logger.info(flag ? 'one %s' : 'two %s %s', found)
new LoggerAdapter(logger).info('%s', found)
logging.log(20, '%s', flag)

// Keywords
logger.error('failed', { exc_info: error })
logger.error('failed %s', 7, { exc_info: error, stack_info: true, stacklevel: 2, extra: { user: 'anna' } })
logger.error('100%% failed', { extra: null })
logger.exception('failed', error)
logger.exception(error, { extra: {} })
logger.log(35, 'failed', { stacklevel: 2 })
logging.error('failed', { exc_info: error })
const keywords: LogKeywords = { exc_info: error }
logger.error('failed', keywords)
logger.error('failed', either)
logger.exception('failed', flag ? new Error('x') : undefined)
new LoggerAdapter(logger, { user: 'anna' }).info('ready', { stacklevel: 2 })
new LoggerAdapter(logger).info('ready', kw({ conn_id: 5, exc_info: error }))

// @ts-expect-error a misspelt keyword
logger.error('failed', { exc_inf: error })
// @ts-expect-error
logger.error('failed', { excInfo: error })
// @ts-expect-error
logger.error('failed %s', 7, { stackLevel: 2 })
// @ts-expect-error
logging.warning('failed', { exc_info: error, stackInfo: true })
// @ts-expect-error a keyword that is not Python's
logger.error('failed', { exc_info: error, user: 'anna' })
// @ts-expect-error
new LoggerAdapter(logger).info('ready', { exc_info: error, conn_id: 5 })
// @ts-expect-error a value of the wrong type
logger.error('failed', { stacklevel: '2' })
// @ts-expect-error
logger.error('failed', { extra: 'anna' })
// @ts-expect-error
logger.error(error, { exc_info: error, stack_info: 'yes' })
// @ts-expect-error a level is a number here, as in Python
logger.log('INFO', 'ready')
// @ts-expect-error
logger.info()
// @ts-expect-error
logger.inform('ready')

// What programs build around it
export const generic = <T>(value: T) => logger.info('%s', value)
export const forwarded = (...args: Parameters<Logger['info']>) => logger.info(...args)
export const bound: (msg: string, ...args: unknown[]) => void = logger.info.bind(logger)
export const like: { info(msg: string, ...args: unknown[]): void } = logger
export class Loud extends Logger {
  override info(msg: unknown, ...args: unknown[]): void {
    super.info(msg, ...args)
  }
}
