/**
 * Methods that were taken from their logger: `const { info } = logger`, `promise.catch(logger.exception)`.
 *
 * Python binds a method when it is read. JavaScript does not know whose it was, so the call has to say it. TypeScript refuses
 * what is called without an owner (`this: Logger`); what is handed to somebody else is told when that one calls it.
 */

/** @throws TypeError where a log method has an owner that is no logger. Called where no record is made, so it costs none. */
export function checkOwner(owner: unknown): void {
  const { isEnabledFor } = (owner ?? {}) as { isEnabledFor?: unknown }
  if (typeof isEnabledFor === 'function') return
  const advice = 'Write (...args) => logger.info(...args), or logger.info.bind(logger).'
  throw new TypeError(`a log method was called without its logger\n  ${advice}`)
}
