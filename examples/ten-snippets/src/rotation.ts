import { setTimeout } from 'node:timers/promises'
import logging from '@pylogging/core'
import { RotatingFileHandler, TimedRotatingFileHandler } from '@pylogging/core/handlers'

const bySize = logging.getLogger('by_size')
bySize.addHandler(new RotatingFileHandler('size.log', { maxBytes: 50, backupCount: 2 }))
for (let number = 0; number < 10; number += 1) bySize.warning('order %d of the size', number)

const byTime = logging.getLogger('by_time')
byTime.addHandler(new TimedRotatingFileHandler('time.log', { when: 'S', backupCount: 1 }))
for (let number = 0; number < 3; number += 1) {
  await setTimeout(1100)
  byTime.warning('order %d of the second', number)
}
