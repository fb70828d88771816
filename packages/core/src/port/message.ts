/**
 * Messages of log calls: what f-strings, `%` and `.format` become.
 *
 *   f'order {n:d} of {user!r}'     with lazy: 'order %d of %r', n, user
 *   'order %d' % n                 'order %d', n
 */
import type { Expression, FormatPart } from '../python-source/syntax.js'
import { type ExpressionWriter, specOf } from './expression.js'
import { quoted } from './typescript-names.js'

/** The message and its arguments, as they stand in the call; null for what is ported by hand. */
export function messageOf(
  writer: ExpressionWriter,
  message: Expression,
  rest: readonly Expression[],
  bound: ReadonlySet<string>,
  isLazy: boolean,
): string[] | null {
  if (isLazy && rest.length === 0 && message.kind === 'format') {
    const lazy = lazyParts(writer, message.parts, bound)
    if (lazy !== null) return lazy
  }
  if (rest.length === 0 && message.kind === 'binary' && message.operator === '%' && message.left.kind === 'string') {
    const values = message.right.kind === 'tuple' ? message.right.items : [message.right]
    const written = values.map((each) => (each.kind === 'star' ? null : writer.tryWrite(each, bound)))
    // The value of a name may be a tuple, which `%` takes apart.
    const isPlain = message.right.kind === 'tuple' || /^(string|number|dict|format)$/.test(message.right.kind)
    if (isPlain && !written.includes(null)) return [quoted(message.left.text), ...(written as string[])]
  }
  const first = writer.tryWrite(message, bound)
  return first === null ? null : [first, ...rest.map((each) => spread(writer, each, bound))]
}

function spread(writer: ExpressionWriter, each: Expression, bound: ReadonlySet<string>): string {
  return each.kind === 'star' ? `...${writer.write(each.value, bound)}` : writer.write(each, bound)
}

function lazyParts(
  writer: ExpressionWriter,
  parts: readonly FormatPart[],
  bound: ReadonlySet<string>,
): string[] | null {
  let format = ''
  const values: string[] = []
  for (const part of parts) {
    if (part.kind === 'text') format += part.text.replaceAll('%', '%%')
    else {
      const value = writer.tryWrite(part.value, bound)
      const conversion = percentOf(part)
      const field = conversion === null ? writer.field(part, bound) : value
      if (value === null || field === null) return null
      format += part.label.replaceAll('%', '%%') + (conversion ?? '%s')
      values.push(field)
    }
  }
  if (values.length === 0) format = format.replaceAll('%%', '%')
  return [quoted(format), ...values]
}

/** The conversion of % that prints the same; null where none does for every value. */
function percentOf(part: FormatPart & { readonly kind: 'field' }): string | null {
  const spec = specOf(part)
  if (spec === '') return part.conversion === 'r' ? '%r' : part.conversion === 'a' ? '%a' : '%s'
  if (spec === null || part.conversion !== '') return null
  return /^0?\d*\.\d+[fe]$/.test(spec) ? `%${spec}` : null
}
