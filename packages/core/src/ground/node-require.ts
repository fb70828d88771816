/**
 * Node's `require`, for what a bundler must neither follow nor warn of: optional packages that stay outside of a bundle,
 * and names that are only known at run time. Bundlers recognise `require` itself and leave this one alone.
 */
import { join } from 'node:path'

let made: NodeJS.Require | undefined

/** Returns a `require` that looks where this package is, or in a bundle where that is. */
export function nodeRequire(): NodeJS.Require {
  if (made === undefined) {
    const { createRequire } = require('node:module') as typeof import('node:module')
    // A bundle of ES modules has no __filename; it mostly is the program itself.
    made = createRequire(
      typeof __filename === 'string' ? __filename : (process.argv[1] ?? join(process.cwd(), 'main.js')),
    )
  }
  return made
}
