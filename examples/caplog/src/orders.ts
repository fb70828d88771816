/** The program under test. */
import logging from '@pylogging/core'

const logger = logging.getLogger('shop.orders')

export function place(order: number, quantity: number): void {
  logger.debug('looking for %d pieces', quantity)
  if (quantity > 10) logger.warning('order %d waits for stock', order)
  else logger.info('order %d placed', order)
}

export async function pay(order: number, charge: () => Promise<void>): Promise<void> {
  try {
    await charge()
    logger.info('order %d paid', order, { extra: { order } })
  } catch (error) {
    logger.exception('order %d not paid', order, error)
  }
}
