/**
 * String literals of a file: what is between the quotes, and the fields of an f-string.
 *
 *   rb'\d'                  \d
 *   f'{name!r:>{width}}'    a field: name, 'r', and a format that has a field itself
 */
import { unescaped } from '../python/literal-strings.js'
import type { Expression, FormatPart } from './syntax.js'
import { childrenOf, type Node } from './tree.js'

const LITERAL = /^([a-z]*)('''|"""|'|")/i

/** The quotes of a literal, and whether a backslash is one. */
function shapeOf(literal: string): { prefix: string; quote: string; isRaw: boolean } {
  const [, prefix = '', quote = ''] = LITERAL.exec(literal) ?? []
  return { prefix: prefix.toLowerCase(), quote, isRaw: /r/i.test(prefix) }
}

/** The text of a literal without fields; of bytes, a letter for each. @throws SyntaxError */
export function stringOf(literal: string): string {
  const { prefix, quote, isRaw } = shapeOf(literal)
  const body = literal.slice(prefix.length + quote.length, literal.length - quote.length)
  return isRaw ? body : unescaped(body, prefix.includes('b'))
}

/** The reader of the expressions inside the fields. */
export interface FieldReader {
  text(span: { readonly from: number; readonly to: number }): string
  tuple(row: readonly Node[]): Expression
}

/** The parts of a FormatString node. @throws SyntaxError */
export function formatParts(reader: FieldReader, node: Node): FormatPart[] {
  const literal = reader.text(node)
  const { prefix, quote, isRaw } = shapeOf(literal)
  const end = node.to - quote.length
  return partsBetween(reader, node, node.from + prefix.length + quote.length, end, isRaw)
}

function partsBetween(reader: FieldReader, node: Node, from: number, to: number, isRaw: boolean): FormatPart[] {
  const parts: FormatPart[] = []
  const addText = (start: number, end: number) => {
    const body = reader.text({ from: start, to: end }).replace(/\{\{|\}\}/g, (pair) => pair.charAt(0))
    if (body !== '') parts.push({ kind: 'text', text: isRaw ? body : unescaped(body, false) })
  }
  let at = from
  for (const field of childrenOf(node).filter(({ name }) => name === 'FormatReplacement')) {
    addText(at, field.from)
    parts.push(fieldOf(reader, field, isRaw))
    at = field.to
  }
  addText(at, to)
  return parts
}

function fieldOf(reader: FieldReader, field: Node, isRaw: boolean): FormatPart {
  const parts = childrenOf(field)
  const inner = parts.filter(({ name }) => !/^([{}]|FormatConversion|FormatSpec|FormatSelfDoc)$/.test(name))
  const named = (name: string) => parts.find((each) => each.name === name)
  const [conversion, spec, self] = [named('FormatConversion'), named('FormatSpec'), named('FormatSelfDoc')]
  const label = self === undefined ? '' : reader.text({ from: field.from + 1, to: afterBlanks(reader, self.to, field) })
  const letter = conversion === undefined ? '' : reader.text(conversion).slice(1)
  return {
    kind: 'field',
    value: reader.tuple(inner),
    conversion: (letter === '' && self !== undefined && spec === undefined ? 'r' : letter) as '' | 's' | 'r' | 'a',
    spec: spec === undefined ? [] : partsBetween(reader, spec, spec.from + 1, spec.to, isRaw),
    label,
  }
}

/** `{x = }` is printed with its blanks. */
function afterBlanks(reader: FieldReader, from: number, field: Node): number {
  return from + (/^[ \t\n]*/.exec(reader.text({ from, to: field.to }))?.[0].length ?? 0)
}
