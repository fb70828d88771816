/**
 * The logging of one process of the service: what a Python team has in its logging.conf.
 *
 * Every process opens the same file. Whichever is first to log in a new period rotates it, the others follow; no line is
 * lost on the way.
 */
import logging from '@pylogging/core'
import { TimedRotatingFileHandler } from '@pylogging/core/handlers'

const FORMAT = '%(asctime)s %(levelname)s [%(process)d] %(filename)s:%(lineno)d %(funcName)s: %(message)s'

/** @param when - 'midnight' for most services; see TimedRotatingFileHandler. */
export function setUpLogging(filename: string, when: string): void {
  const handler = new TimedRotatingFileHandler(filename, { when })
  handler.setFormatter(new logging.Formatter(FORMAT))
  logging.root.addHandler(handler)
  logging.root.setLevel('INFO')
}
