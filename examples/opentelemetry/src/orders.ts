/** The service. It knows nothing of traces. */
import { setTimeout } from 'node:timers/promises'
import { getLogger } from '@pylogging/core'

const logger = getLogger('shop.orders')

class PaymentDeclined extends Error {}

/** @throws PaymentDeclined for every seventeenth order. */
export async function priceOf(order: number): Promise<number> {
  await setTimeout(Math.random() * 5)
  logger.info('order %d priced', order, { extra: { order } })
  if (order % 17 === 0) throw new PaymentDeclined(`card of order ${order} declined`)
  return (order * 7) / 4
}
