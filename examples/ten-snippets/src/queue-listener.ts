import logging from '@pylogging/core'
import { QueueHandler, QueueListener } from '@pylogging/core/handlers'
import { Queue } from '@pylogging/core/queue'

const queue = new Queue(-1)
const console = new logging.StreamHandler()
console.setFormatter(new logging.Formatter('%(levelname)s %(threadName)s: %(message)s'))
const file = new logging.FileHandler('errors.log', { delay: true })
file.setLevel(logging.ERROR)

const listener = new QueueListener(queue, console, file, { respect_handler_level: true })
logging.getLogger().addHandler(new QueueHandler(queue))
logging.getLogger().setLevel(logging.INFO)
listener.start()

logging.info('order %d', 17)
logging.error('order %d failed', 17)
listener.stop()
