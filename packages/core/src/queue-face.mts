/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type {} from './face.mjs'
export type { QueueReader, SendingPort, WithPort, WorkerPipe } from './queue.js'
export { ClusterQueue, Empty, Full, MessagePortQueue, Queue, ShutDown, SimpleQueue } from './queue.js'
