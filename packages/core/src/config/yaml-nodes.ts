/**
 * The nodes of a YAML text, by the optional package `yaml`, as leniently as PyYAML reads:
 *
 *   message: "a text that goes on        quoted texts and lists may go on as far left as they like,
 *   here"                                and so may the bracket that closes a list
 *   level: "INFO"# not for production    a comment may stand directly behind a quote or a bracket
 *
 * YAML 1.2 wants more indentation there, and the package's lexer sees to it. So its two methods that read these run as if
 * nothing stood around them; `strict: false` is for the comments. Everything else is the package's.
 *
 * Source: PyYAML 6.0, lib/yaml/scanner.py: scan_flow_scalar_spaces and unwind_indent.
 */
import type { Composer, CST, Lexer, LineCounter, Node, ParsedNode } from 'yaml'
import { ValueError } from '../ground/errors.js'
import { ImportError } from '../python/errors.js'
import { MAX_DEPTH, MAX_VALUES } from './extent.js'

export type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'

/** The package: its functions tell nodes apart. */
export type Yaml = typeof import('yaml')

const OPTIONS = {
  version: '1.1',
  schema: 'failsafe',
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  logLevel: 'error',
  strict: false,
} as const

const MAX_LEXEMES = 5 * MAX_VALUES
const MAX_DIRECTIVES = 10
export const TOO_DEEP = `the configuration is nested deeper than ${MAX_DEPTH} levels`

/** @throws ImportError where the package is not installed. */
export function loadYaml(): Yaml {
  try {
    return require('yaml') as Yaml
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') throw error
    throw new ImportError("No module named 'yaml'\n  YAML files need the package `yaml`: npm install yaml", {
      cause: error,
    })
  }
}

/** The outermost node of the one document in a text. @throws ValueError for what is no YAML, or too much of it. */
export function nodesOf(yaml: Yaml, text: string): Node | null {
  const lines = new yaml.LineCounter()
  const composer: Composer<ParsedNode> = new yaml.Composer(OPTIONS)
  const [document, another] = [...composer.compose(tokensOf(yaml, text, lines), true, text.length)]
  const [error] = document?.errors ?? []
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0])
    throw new ValueError(`${error.message} at line ${line}, column ${col}`)
  }
  if (another !== undefined) throw new ValueError('expected a single document in the stream')
  return document?.contents ?? null
}

/**
 * Refuses what the package itself would not survive: it makes nodes by recursion, and takes quadratic time for directives.
 * Its parser keeps a stack of its own, so that can be looked at first.
 */
function tokensOf(yaml: Yaml, text: string, lines: LineCounter): CST.Token[] {
  const parser = new yaml.Parser(lines.addNewLine)
  const tokens: CST.Token[] = []
  let lexemes = 0
  let directives = 0
  lines.addNewLine(0)
  for (const lexeme of lenientLexer(yaml).lex(text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === 'directive') directives += 1
      tokens.push(token)
    }
    lexemes += 1
    if (parser.stack.length > MAX_DEPTH + 2) throw new ValueError(TOO_DEEP)
    if (lexemes > MAX_LEXEMES || directives > MAX_DIRECTIVES) throw new ValueError('the configuration is too large')
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

/** The parts of the inside of a lexer that are used here. A release that lacks them is as strict as it is. */
interface LexerInside {
  /** The column at which a line must begin to belong to the node that is being read. */
  indentNext: number
  parseQuotedScalar?: () => Generator<string, unknown>
  parseFlowCollection?: () => Generator<string, unknown>
}

function lenientLexer(yaml: Yaml): Lexer {
  const lexer = new yaml.Lexer()
  const inside = lexer as unknown as LexerInside
  for (const name of ['parseQuotedScalar', 'parseFlowCollection'] as const) {
    const parse = inside[name]
    if (typeof parse !== 'function') continue
    inside[name] = function* (): Generator<string, unknown> {
      const { indentNext } = inside
      inside.indentNext = 0
      const next = yield* parse.call(inside)
      inside.indentNext = indentNext
      return next
    }
  }
  return lexer
}
