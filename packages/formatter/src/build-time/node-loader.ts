/**
 * Marks what Node loads, where there is no bundler: `node --import @pylogging/formatter/register app.mjs`.
 *
 * A mark says what the look would say. So where Node reads source maps (`--enable-source-maps`, or tsx) and a file has one,
 * the places are those of the file that it was made from; and where another loader has changed a file and left no map,
 * nothing is marked. Nor is a file that has a map which Node does not read, where the program writes stacks itself, as
 * source-map-support does.
 *
 * From Node 22.15 on, hooks run in the program's own thread and see `import` and `require`. Before, they run in another
 * thread and see `import` alone; `require` compiles by a method of Node's Module, which is put around.
 */
import { readFileSync } from 'node:fs'
import Module, { type SourceMapPayload } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { CallSiteOptions } from '../build-options.js'
import { isWanted, markCalls } from './mark-calls.js'
import type { Marked } from './marked-source.js'
import { type MarkOptions, readOptions } from './options.js'
import { COMMENT_NAME, ownMap, placesBy } from './own-map.js'
import { loadPeers, type Peers } from './peers.js'

/** The options and the packages by which files are marked. */
export interface Marking {
  readonly options: MarkOptions
  readonly peers: Peers
  /** Whether Node reads source maps. */
  hasSourceMaps(): boolean
  /** Whether somebody else writes the stacks, and may read source maps for them. */
  hasOwnStacks(): boolean
}

/** The result of Node's hook `load`. */
export interface Loaded {
  readonly format?: string | null | undefined
  readonly source?: string | ArrayBuffer | NodeJS.TypedArray | null | undefined
}

interface Hooks {
  registerHooks?(hooks: {
    load(url: string, context: object, next: (url: string, context: object) => Loaded): Loaded
  }): void
}

interface Compiling {
  prototype: { _compile(this: unknown, content: unknown, filename: string, ...rest: unknown[]): unknown }
}

const FORMATS = new Set(['module', 'commonjs', 'module-typescript', 'commonjs-typescript'])

/** Marks what is loaded from now on. @throws As `callSites`. */
export async function register(given: CallSiteOptions = {}): Promise<void> {
  const marking: Marking = {
    options: readOptions(given),
    peers: await loadPeers(),
    hasSourceMaps: () => Boolean((process as { sourceMapsEnabled?: boolean }).sourceMapsEnabled),
    hasOwnStacks: () => (Error as { prepareStackTrace?: unknown }).prepareStackTrace !== undefined,
  }
  const { registerHooks } = Module as Hooks
  if (registerHooks !== undefined) {
    registerHooks({ load: (url, context, next) => markLoaded(url, next(url, context), marking) })
    return
  }
  compileMarked(marking)
  const data = { given, hasSourceMaps: marking.hasSourceMaps(), hasOwnStacks: marking.hasOwnStacks() }
  Module.register(pathToFileURL(join(__dirname, 'load-hooks.js')), { data })
}

/** Marks what a hook has loaded. */
export function markLoaded(url: string, loaded: Loaded, marking: Marking): Loaded {
  const { format, source } = loaded
  if (!url.startsWith('file:') || !FORMATS.has(format ?? '') || source === null || source === undefined) return loaded
  const file = fileURLToPath(new URL(url.replace(/[?#].*$/s, '')))
  const text = typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8')
  const marked = markText(text, file, marking)
  return marked === null ? loaded : { ...loaded, source: marked }
}

/** Puts the marking around Node's compilation of CommonJS files. */
function compileMarked(marking: Marking): void {
  const { prototype } = Module as unknown as Compiling
  const { _compile } = prototype
  prototype._compile = function (content, filename, ...rest) {
    const marked = typeof content === 'string' ? markText(content, filename, marking) : null
    return _compile.call(this, marked ?? content, filename, ...rest)
  }
}

/** @returns Null where the file is to be left as it is. */
function markText(code: string, file: string, marking: Marking): string | null {
  const { options, peers } = marking
  if (!isWanted(file, options)) return null
  const hasSourceMaps = marking.hasSourceMaps()
  const found = ownMap(code, file)
  if (found !== undefined && !hasSourceMaps && marking.hasOwnStacks()) return null
  const map = hasSourceMaps ? found : undefined
  if (map === null || (map === undefined && !isOnDisk(code, file))) return null
  const marked = markCalls(code, file, options, peers, map === undefined ? undefined : placesBy(map, file))
  if (marked === null) return null
  return hasSourceMaps ? withMap(marked, file, map, peers) : marked.code
}

function withMap(
  { code, map }: Marked,
  file: string,
  before: SourceMapPayload | undefined,
  { remapping }: Peers,
): string {
  const own = { ...map, sources: [pathToFileURL(file).href] }
  const whole = before === undefined ? own : remapping.default([own, before], () => null)
  const data = Buffer.from(JSON.stringify(whole)).toString('base64')
  return `${code}\n//# ${COMMENT_NAME}=data:application/json;base64,${data}\n`
}

function isOnDisk(code: string, file: string): boolean {
  try {
    return readFileSync(file, 'utf8') === code
  } catch {
    return false
  }
}
