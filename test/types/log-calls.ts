/** Log calls that must compile, and those that must not. Compiled by `pnpm check`, never run. */
import logging, { getLogger, kw, type LogArguments, Logger, LoggerAdapter, type LogKeywords } from '@pylogging/core'

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

// Arguments that fit a message, as far as can be known
declare const unknownValue: unknown
const anyValue = JSON.parse('7')
declare const opened: Record<string, unknown>
declare const counts: ReadonlyMap<string, number>
declare const perhaps: { id?: number }
logger.info('100%')
logger.info('%d of %s')
logger.info('50% done', { exc_info: error })
logger.exception('50% done', new Error('x'))
logger.exception('%s failed', 'job', new Error('x'))
logger.exception('failed: %s', new Error('x'))
logger.info('%d', unknownValue)
logger.info('%d', anyValue)
logger.info('ready', unknownValue)
logger.info('%d and %s', 7, unknownValue)
logger.info('%d', 7n)
logger.info('%5.1f%%', true)
logger.info('%c%c', 65, 'b')
logger.info('ready', { user: 'anna' })
logger.info('%s', new Map())
logger.info('%s', perhaps.id)
logger.info('%(id)s', perhaps)
logger.info('%(user)s', opened)
logger.info('%(user)s', counts)
logger.info('%(user)s', unknownValue)
logger.info('%s', { user: 'anna' }, opened)
logger.info(`%s of ${text}`, 1, 2, 3)
logger.info('%d %s', ...([7, 'a'] as const))
logging.info('%d', 7)
logging.log(20, '%(n)d', { n: 7 })
new LoggerAdapter(logger).log(20, '%d', 7)
export const counted = <T extends number>(value: T) => logger.info('%d of %5.1f', value, value)
export const member = <T extends { size: number }>(value: T) => logger.info('%d', value.size)
export const of = <T extends object, K extends keyof T>(value: T, key: K) => logger.info('%s: %r', key, value[key])
export function around<const M, A extends unknown[]>(msg: M, ...args: LogArguments<M, A>): void {
  logger.info(msg, ...args)
}
around('%d', 7)
export const picked: Pick<Logger, 'info' | 'error'> = logger

// @ts-expect-error and that do not
around('%d', 'seven')
// @ts-expect-error
logger.info('%d', perhaps.id)
// @ts-expect-error
logger.debug('%d', 'seven')
// @ts-expect-error
logger.warning('%d', 'seven')
// @ts-expect-error
logger.error('%d', 'seven')
// @ts-expect-error
logger.critical('%d', 'seven')
// @ts-expect-error
logger.exception('%d', 'seven', new Error('x'))
// @ts-expect-error
logger.exception('failed', 'seven')
// @ts-expect-error
logger.log(20, '%d', 'seven')
// @ts-expect-error
logging.info('%d', 'seven')
// @ts-expect-error
logging.exception('%d', 'seven')
// @ts-expect-error
new LoggerAdapter(logger).info('%d', 'seven')
// @ts-expect-error
new LoggerAdapter(logger).exception('%d', 'seven')

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
