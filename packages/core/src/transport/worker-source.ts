/**
 * The program of the transport worker, as text: no file has to be found for it, which bundles, Yarn's archives and single
 * executables have not.
 *
 * In the packages this module is another one: scripts/build.mjs bundles worker.ts and puts its text here. Tests that run
 * the sources take what was built last.
 */
import { join } from 'node:path'

/** The text of a CommonJS program. */
export function workerSource(): string {
  const { workerSource: built } = require(join(__dirname, '../../dist/worker-source.js')) as {
    workerSource(): string
  }
  return built()
}
