/**
 * A QueueHandler of a configuration, which stands for three things: the queue, the handler, and the listener that passes
 * records on.
 */
import { isClass, isPlainObject } from '@pylogging/formatter'
import { isKind } from '../config/handler-options.js'
import { isTrue } from '../python/python-objects.js'
import { Named } from './named.js'
import { isStandIn } from './stand-ins.js'

export interface QueuePlan {
  readonly queue: Named
  readonly queueKeywords: Readonly<Record<string, unknown>>
  /** Whether the configuration gives the queue itself, not what makes one. */
  readonly isMade: boolean
  readonly listener: Named
  readonly handlers: readonly string[]
  readonly respect_handler_level: boolean
}

/** @param named - Looks a dotted name up. */
export function queuePlan(
  factory: Named,
  keywords: Readonly<Record<string, unknown>>,
  named: (name: unknown) => Named,
): QueuePlan | null {
  const { value } = factory
  if (isStandIn(value) || typeof value !== 'function' || !isClass(value) || !isKind(value, 'QueueHandler')) return null
  const { queue = 'queue.Queue', listener = 'logging.handlers.QueueListener', handlers = [] } = keywords
  const { '()': maker = queue, ...queueKeywords } = isPlainObject(queue) ? queue : {}
  return {
    queue: named(maker),
    queueKeywords,
    isMade: queue instanceof Named,
    listener: named(isPlainObject(listener) ? listener['()'] : listener),
    handlers: handlers as string[],
    respect_handler_level: isTrue(keywords['respect_handler_level'] ?? false),
  }
}
