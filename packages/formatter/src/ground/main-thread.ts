/**
 * Whether this is the main thread, without node:worker_threads, which brings all of Node's streams along: a fifth of what a
 * program of a hundred lines costs.
 *
 * A worker thread cannot abort the process, so Node puts a function that throws in place of the native one. Other runtimes
 * need not, and are asked.
 */
import { isMainThread } from 'node:worker_threads'

let isMain: boolean | null = null

export function isInMainThread(): boolean {
  isMain ??= canAbort() || isMainThread
  return isMain
}

function canAbort(): boolean {
  const { bun, deno } = process.versions
  if (bun !== undefined || deno !== undefined || typeof process.abort !== 'function') return false
  return /\[native code\]/.test(Function.prototype.toString.call(process.abort))
}
