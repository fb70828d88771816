/**
 * Work that goes on while the program does something else: a generator that asks for the slow parts, one by one.
 *
 *   function* job() {
 *     const bytes = yield { from, to, at: 0 }   // the whole of one file, compressed, into another
 *     yield { pauseMs: 50 }
 *   }
 *
 * Code that decides or touches names is in the generator, and synchronous; only compressing and pausing are not. So a
 * test can run such a job step by step, and stop it anywhere.
 *
 * The program does not end before the job has; `process.exit` ends both.
 */

import { createReadStream, createWriteStream, fsync } from 'node:fs'
import { setImmediate, setTimeout } from 'node:timers'
import { promisify } from 'node:util'
import { errorCode } from './errors.js'

/** Nothing for a while; or a file compressed as one gzip member, written from byte `at` on, and synced to the disk. */
export type Step = { readonly pauseMs: number } | { readonly from: number; readonly to: number; readonly at: number }

/** Is given the bytes that were read, or 0 after a pause; an error of a step is thrown into it. Throws nothing itself. */
export type Job = Generator<Step, void, number>

export function runInBackground(job: Job): void {
  void drive(job)
}

async function drive(job: Job): Promise<void> {
  // Not on the path of the write that has ordered it.
  await new Promise((resolve) => setImmediate(resolve))
  let next = job.next()
  while (!next.done) {
    let outcome: { readonly bytes: number } | { readonly error: unknown }
    try {
      outcome = { bytes: await perform(next.value) }
    } catch (error) {
      outcome = { error }
    }
    next = 'bytes' in outcome ? job.next(outcome.bytes) : job.throw(outcome.error)
  }
}

async function perform(step: Step): Promise<number> {
  if ('pauseMs' in step) {
    await new Promise((resolve) => setTimeout(resolve, step.pauseMs))
    return 0
  }
  // Loaded when first needed: the import of the package would be a quarter slower for it.
  const { createGzip } = require('node:zlib') as typeof import('node:zlib')
  const { pipeline } = require('node:stream/promises') as typeof import('node:stream/promises')
  const source = createReadStream('', { fd: step.from, start: 0, autoClose: false })
  await pipeline(source, createGzip(), createWriteStream('', { fd: step.to, start: step.at, autoClose: false }))
  await sync(step.to)
  return source.bytesRead
}

/** Node's permission model has no fsync. The copy is then as safe from a power cut as the original is. */
async function sync(fd: number): Promise<void> {
  try {
    await promisify(fsync)(fd)
  } catch (error) {
    if (errorCode(error) !== 'ERR_ACCESS_DENIED') throw error
  }
}
