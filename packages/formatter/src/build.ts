/**
 * The places of log calls at build time: a plugin for bundlers that writes file, line and function of each log call into the
 * program, where looking for them costs microseconds.
 *
 * @module
 */
import type { CallSites } from './build-options.js'
import { callSites as plugins } from './build-time/plugin.js'

export type { AppliedPlugin, CallSiteOptions, CallSites, NamedPlugin, SetupPlugin } from './build-options.js'

/** Writes the places of log calls into the program: `callSites.vite()` is the plugin for Vite, and so on. */
const callSites: CallSites = plugins

export default callSites
