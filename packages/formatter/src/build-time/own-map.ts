/**
 * The source map that a text names in its last lines: as data, or as a file beside it.
 *
 *   //# source…MappingURL=app.js.map
 */
import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { toPath } from '../call-site/stack-text.js'
import type { PlaceOf } from './mark-calls.js'

/**
 * The name of the comment, in two parts: tools look for these words in files, and would take this one for a comment.
 */
export const COMMENT_NAME = ['source', 'MappingURL'].join('')
const COMMENT = new RegExp(`^//[#@] ${COMMENT_NAME}=(\\S+)\\s*$`, 'gm')
const DATA = /^data:application\/json[^,]*,/

/** @returns Undefined where the text names none; null where it cannot be read. */
export function ownMap(code: string, file: string): SourceMapPayload | null | undefined {
  const address = [...code.matchAll(COMMENT)].at(-1)?.[1]
  if (address === undefined) return undefined
  try {
    return JSON.parse(textAt(address, file)) as SourceMapPayload
  } catch {
    return null
  }
}

function textAt(address: string, file: string): string {
  const head = DATA.exec(address)?.[0]
  if (head === undefined) return readFileSync(new URL(address, pathToFileURL(file)), 'utf8')
  const data = address.slice(head.length)
  return head.includes('base64') ? Buffer.from(data, 'base64').toString() : decodeURIComponent(data)
}

/** Returns a function that finds the place of a call by the map, as Node does for a stack. */
export function placesBy(map: SourceMapPayload, file: string): PlaceOf {
  const entries = new SourceMap(map)
  return ({ line, column }) => {
    const entry = entries.findEntry(line - 1, column)
    if (!('originalSource' in entry) || !entry.originalSource) return null
    return { file: pathOf(entry.originalSource, map, file), line: entry.originalLine + 1 }
  }
}

function pathOf(source: string, { sourceRoot = '' }: SourceMapPayload, file: string): string {
  const folder = new URL(
    sourceRoot === '' || sourceRoot.endsWith('/') ? sourceRoot : `${sourceRoot}/`,
    pathToFileURL(file),
  )
  const address = new URL(source, folder).href
  return address.startsWith('file:') ? fileURLToPath(address) : toPath(source)
}
