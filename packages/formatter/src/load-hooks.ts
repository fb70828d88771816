/** The hooks of Node before 22.15, which run in a thread of their own. Their program is started by build-time/node-loader.ts. */

import type { CallSiteOptions } from './build-options.js'
import { type Loaded, type Marking, markLoaded } from './build-time/node-loader.js'
import { readOptions } from './build-time/options.js'
import { loadPeers } from './build-time/peers.js'

let marking: Marking | undefined

/** Takes the data of `Module.register`; Node calls it. */
export async function initialize(data: {
  given: CallSiteOptions
  hasSourceMaps: boolean
  hasOwnStacks: boolean
}): Promise<void> {
  const { given, hasSourceMaps, hasOwnStacks } = data
  const peers = await loadPeers()
  marking = { options: readOptions(given), peers, hasSourceMaps: () => hasSourceMaps, hasOwnStacks: () => hasOwnStacks }
}

/** Loads a module; Node calls it for each. */
export async function load(
  url: string,
  context: object,
  next: (url: string, context: object) => Promise<Loaded>,
): Promise<Loaded> {
  const loaded = await next(url, context)
  return marking === undefined ? loaded : markLoaded(url, loaded, marking)
}
