/**
 * The styles a Formatter can have, by their characters.
 *
 * Source: CPython 3.13.0, Lib/logging/__init__.py, _STYLES. The order is that of Python's error text.
 */

import { ValueError } from '../python/errors.js'
import { isMapping, typeName } from '../python/python-values.js'
import { StrFormatStyle } from './brace-style.js'
import { StringTemplateStyle } from './dollar-style.js'
import { PercentStyle, type Style, type StyleOptions } from './percent-style.js'

/** The character that names a style: see PercentStyle, StrFormatStyle, StringTemplateStyle. */
export type StyleName = '%' | '{' | '$'

/** The parts of a style, found by its character: its class, and the format that is used without one. */
export interface StyleEntry {
  readonly StyleClass: new (fmt?: string | null, options?: StyleOptions) => Style
  /** The format that basicConfig uses when it is given none. */
  readonly basicFormat: string
}

/** The format of `basicConfig` where none is given. */
export const BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s'

const STYLES: ReadonlyMap<string, StyleEntry> = new Map<string, StyleEntry>([
  ['%', { StyleClass: PercentStyle, basicFormat: BASIC_FORMAT }],
  ['{', { StyleClass: StrFormatStyle, basicFormat: '{levelname}:{name}:{message}' }],
  ['$', { StyleClass: StringTemplateStyle, basicFormat: '${levelname}:${name}:${message}' }],
])

/**
 * The class of a style and its format for basicConfig.
 *
 * @throws ValueError `Style must be one of: %,{,$`; TypeError for what cannot be looked up in a dict.
 * @internal For @pylogging/core.
 */
export function findStyle(style: string): StyleEntry {
  if (Array.isArray(style) || isMapping(style)) throw new TypeError(`unhashable type: '${typeName(style)}'`)
  const entry = STYLES.get(style)
  if (entry === undefined) throw new ValueError(`Style must be one of: ${[...STYLES.keys()].join(',')}`)
  return entry
}
