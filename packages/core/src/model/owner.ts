/**
 * Methods that were taken from their logger: `const { info } = logger`, `promise.catch(logger.exception)`.
 *
 * Python binds a method when it is read. JavaScript does not know whose it was, so the call has to say it. TypeScript refuses
 * what is called without an owner (`this: Logger`); what is handed to somebody else is told when that one calls it.
 */

/** A logger, as long as it is one. */
interface Owner {
  isEnabledFor(level: number): boolean
}

/** `owner.isEnabledFor(level)`. Only where it says no, and no record is made, is it asked whether that is a logger. */
export function isEnabled(owner: Owner | undefined, level: number): boolean {
  if (owner?.isEnabledFor?.(level)) return true
  checkOwner(owner)
  return false
}

/** @throws TypeError where a log method has an owner that is no logger. */
export function checkOwner(owner: unknown): void {
  const { isEnabledFor } = (owner ?? {}) as { isEnabledFor?: unknown }
  if (typeof isEnabledFor === 'function') return
  const advice = 'Write (...args) => logger.info(...args), or logger.info.bind(logger).'
  throw new TypeError(`a log method was called without its logger\n  ${advice}`)
}
