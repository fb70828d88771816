/** The service that all set-ups serve. */
import { setTimeout } from 'node:timers/promises'
import { getLogger } from '@pylogging/core'

const logger = getLogger('shop.orders')

/** Logs after an await, where only the request's context can tell which request it was. */
export async function priceOf(order: number): Promise<number> {
  await setTimeout(Math.random() * 5)
  logger.info('order %d priced', order)
  return (order * 7) / 4
}
