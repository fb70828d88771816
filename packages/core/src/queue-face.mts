/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type { QueueReader, SendingPort, WithPort } from './queue.js'
export { ClusterQueue, Empty, Full, MessagePortQueue, Queue, ShutDown, SimpleQueue } from './queue.js'
