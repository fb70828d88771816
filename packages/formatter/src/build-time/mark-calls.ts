/**
 * Marks the log calls of one file: what the plugin and the loader of Node both do.
 *
 *   source of a file   →   tree   →   log calls   →   source with marks, and its map
 *
 * A file that is no source, that has no log call, that does not parse or that was marked before is left as it is.
 */
import { relative, resolve } from 'node:path'
import { findLogCalls, type LogCall } from './log-calls.js'
import { isMarked, type Marked, writeMarks } from './marked-source.js'
import type { MarkOptions } from './options.js'
import type { Peers } from './peers.js'
import { isSourceName, isTyped, readTree } from './syntax-tree.js'

/** The place of a call in the file that a person wrote. */
export interface Place {
  readonly file: string
  readonly line: number
}

/** Tells where a call stands in the file that was written by hand, where this one was made from that; null if nowhere. */
export type PlaceOf = (call: LogCall) => Place | null

const METHOD = /\b(?:debug|info|warning|error|critical|fatal|exception|log)\b/

/** Whether a file is looked at at all. */
export function isWanted(file: string, { include, exclude }: MarkOptions): boolean {
  return isSourceName(file) && include.test(file) && !exclude.test(file)
}

/**
 * @param code - The text of the file.
 * @param placeOf - Given where a compiler wrote the text, which then has no types, whatever the file is called.
 * @returns Null where it is to be left as it is.
 */
export function markCalls(
  code: string,
  file: string,
  options: MarkOptions,
  peers: Peers,
  placeOf?: PlaceOf,
): Marked | null {
  if (!mayLog(code, options) || isMarked(code)) return null
  const tree = readTree(code, file, peers)
  if (tree === null) return null
  const calls = placesOf(findLogCalls(tree, code, options), placeOf ?? (({ line }) => ({ file, line })))
  const [first] = calls
  if (first === undefined) return null
  const facts = {
    file,
    pathname: pathnameOf(first.file, options),
    isTyped: placeOf === undefined && isTyped(file),
    isVerified: options.verify,
  }
  return writeMarks(code, calls, facts, peers)
}

/** Returns the calls with their places. Of a bundle, which has many files in it, those of one are marked. */
function placesOf(calls: readonly LogCall[], placeOf: PlaceOf): (LogCall & Place)[] {
  const placed = calls.flatMap((call) => {
    const place = placeOf(call)
    return place === null ? [] : [{ ...call, ...place }]
  })
  return placed.filter(({ file }) => file === placed[0]?.file)
}

/** Parsing takes milliseconds, and most files of a program do not log. */
function mayLog(code: string, { loggers, modules }: MarkOptions): boolean {
  return METHOD.test(code) && [...modules, ...loggers].some((name) => code.includes(name))
}

function pathnameOf(file: string, { root }: MarkOptions): string {
  return root === null ? file : relative(resolve(root), file).replaceAll('\\', '/')
}
