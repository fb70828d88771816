/**
 * The listeners that were started and not stopped, of all copies of this package: what is in their queues must get out
 * before the process ends (shutdown.ts).
 */
import { onePerProcess } from '@pylogging/formatter'
import type { QueueReader } from './readers.js'

export const listeners: Set<QueueReader> = onePerProcess('core.listeners', () => new Set<QueueReader>())
