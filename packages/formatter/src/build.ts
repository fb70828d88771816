/**
 * The places of log calls at build time: a plugin for bundlers that writes file, line and function of each log call into the
 * program, where looking for them costs microseconds.
 *
 * @module
 */
export type { CallSiteOptions } from './build-time/options.js'
export { type CallSites, callSites as default } from './build-time/plugin.js'
