/**
 * The plugin for bundlers: Vite, Rollup, Rolldown, webpack, Rspack, esbuild and Farm, by unplugin.
 *
 * It wants to be the first that sees a file, because a mark names lines of the file that a person wrote. A file that
 * another plugin has changed already is left as it is.
 */
import { readFileSync } from 'node:fs'
import { normalize } from 'node:path'
import type { CallSiteOptions, CallSites } from '../build-options.js'
import { isWanted, markCalls } from './mark-calls.js'
import type { Marked } from './marked-source.js'
import { type MarkOptions, readOptions } from './options.js'
import { loadPeers, requireUnplugin } from './peers.js'

/** The part of unplugin that is used here; its own types need those of all bundlers. */
interface Unplugin {
  createUnplugin(make: (options?: CallSiteOptions) => object): CallSites
}

/** Writes the places of log calls into the program: `callSites.vite()` is the plugin for Vite, and so on. */
export const callSites: CallSites = {
  vite: (options) => plugins().vite(options),
  rollup: (options) => plugins().rollup(options),
  rolldown: (options) => plugins().rolldown(options),
  webpack: (options) => plugins().webpack(options),
  rspack: (options) => plugins().rspack(options),
  esbuild: (options) => plugins().esbuild(options),
  farm: (options) => plugins().farm(options),
}

let made: CallSites | undefined

function plugins(): CallSites {
  made ??= requireUnplugin<Unplugin>().createUnplugin((given) => {
    const options = readOptions(given)
    return {
      name: 'pylogging-call-sites',
      enforce: 'pre',
      transformInclude: (id: string) => isWanted(normalize(id), options),
      transform: (code: string, id: string) => transform(code, normalize(id), options),
    }
  })
  return made
}

async function transform(code: string, file: string, options: MarkOptions): Promise<Marked | null> {
  return isUnchanged(code, file) ? markCalls(code, file, options, await loadPeers()) : null
}

function isUnchanged(code: string, file: string): boolean {
  try {
    return withoutMark(readFileSync(file, 'utf8')) === withoutMark(code)
  } catch {
    // A module that is no file.
    return false
  }
}

/** Some bundlers take the byte order mark away. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}
