/**
 * Places of Python at which the parser stumbles: it mends them by itself, and nothing of a log call is lost.
 *
 *   yield                       with nothing behind it
 *   with a() as self.b, …       a target that is no name; brackets around the row
 *   20.                         a number that ends with its point
 *   print >>f, x    `x`         Python 2
 */
import type { Node } from '../python-source/tree.js'

export function isKnownGap(error: Node, text: string): boolean {
  const { parent } = error
  if (parent === null) return false
  const own = text.slice(error.from, error.to)
  if (/^Yield/.test(parent.name) && own === '') return true
  if (parent.name === 'MemberExpression' && own === '') return parent.firstChild?.name === 'Number'
  if (/Pattern$/.test(parent.name) || parent.name === 'MatchClause' || parent.name === 'FormatReplacement') return true
  return isInWithHead(error) || isPython2(error, own)
}

function isInWithHead(error: Node): boolean {
  for (let each: Node | null = error; each !== null && each.name !== 'Body'; each = each.parent) {
    if (each.name === 'WithStatement') return true
  }
  return false
}

/** `print`, `exec`, backquotes, `ur''`, tuples as parameters. */
function isPython2(error: Node, own: string): boolean {
  const { parent, prevSibling } = error
  if (own.startsWith('`') || parent?.name === 'PrintStatement' || parent?.name === 'ParamList') return true
  if (prevSibling?.name === 'PrintStatement' || parent?.parent?.name === 'PrintStatement') return true
  const before = prevSibling?.name === 'ExpressionStatement' ? prevSibling.firstChild : prevSibling
  return (
    before?.name === 'VariableName' || before?.name === 'FunctionDefinition' || parent?.parent?.name === 'ParamList'
  )
}
