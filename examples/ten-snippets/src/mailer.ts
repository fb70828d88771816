/** A library: it is silent until the program that uses it configures logging. */
import logging from '@pylogging/core'

const logger = logging.getLogger('mailer')
logger.addHandler(new logging.NullHandler())

export function send(address: string): void {
  logger.debug('connecting')
  logger.info('sent to %s', address)
  if (!address.endsWith('.org')) logger.error('%r came back', address)
}
