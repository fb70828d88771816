/**
 * Python's `queue`, as far as logging needs it, and two queues of ours: from worker threads and from cluster workers.
 *
 * @module
 */
// So that TypeScript finds the names of core's types when it writes a user's declarations.
export type {} from './index.js'
export { ClusterQueue, type Pipe as WorkerPipe } from './queues/cluster-queue.js'
export { Empty, Full, ShutDown } from './queues/errors.js'
export { MessagePortQueue, type SendingPort, type WithPort } from './queues/message-port-queue.js'
export { Queue } from './queues/queue.js'
export type { QueueReader } from './queues/readers.js'
export { SimpleQueue } from './queues/simple-queue.js'
