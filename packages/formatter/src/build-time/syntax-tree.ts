/**
 * A source as a tree, with what its names were declared as.
 *
 * This is the one file that knows the parser. Both packages are installed by whoever uses a build step.
 */
import type { Node } from 'oxc-parser'
import type { ScopeTracker as Scopes } from 'oxc-walker'
import type { Peers } from './peers.js'

export type { Node }

/** The declaration of a name, as the place where it is used sees it. */
export type Declaration = ReturnType<Scopes['getDeclaration']>

/** A node, as `visit` shows it. */
export interface Visited {
  readonly node: Node
  /** The nodes around it, innermost first. */
  readonly around: readonly Node[]
  /** Returns the declaration of a name, as this node sees it. */
  declarationOf(name: string, mode?: 'value' | 'type'): Declaration
}

/** A source that was read: it can be walked over as often as needed. */
export interface SyntaxTree {
  visit(each: (visited: Visited) => void): void
}

/** The languages of sources, by the ends of their names. */
const LANGUAGES: Readonly<Record<string, 'js' | 'jsx' | 'ts' | 'tsx'>> = {
  js: 'jsx',
  mjs: 'js',
  cjs: 'js',
  jsx: 'jsx',
  ts: 'ts',
  mts: 'ts',
  cts: 'ts',
  tsx: 'tsx',
}

/** Whether a file's name is one of a source that can be read. */
export function isSourceName(file: string): boolean {
  return extensionOf(file) in LANGUAGES && !/\.d\.[cm]?ts$/.test(file)
}

/** Whether a file may hold types. */
export function isTyped(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file)
}

/** @returns Null for a text that does not parse. */
export function readTree(code: string, file: string, { parser, walker }: Peers): SyntaxTree | null {
  const { parseSync } = parser
  const { ScopeTracker, walk } = walker
  const lang = LANGUAGES[extensionOf(file)] ?? 'js'
  const read = (sourceType: 'module' | 'commonjs') => parseSync(file, code, { lang, sourceType, preserveParens: false })
  let parsed = read(/\.c[jt]s$/.test(file) ? 'commonjs' : 'module')
  if (parsed.errors.length > 0) parsed = read('commonjs')
  if (parsed.errors.length > 0) return null
  const { program } = parsed
  const scopes = new ScopeTracker({ preserveExitedScopes: true })
  walk(program, { scopeTracker: scopes })
  scopes.freeze()
  return {
    visit(each) {
      const around: Node[] = []
      const declarationOf = (name: string, mode: 'value' | 'type' = 'value') => scopes.getDeclaration(name, { mode })
      walk(program, {
        scopeTracker: scopes,
        enter(node) {
          each({ node: node as Node, around, declarationOf })
          around.unshift(node as Node)
        },
        leave() {
          around.shift()
        },
      })
    },
  }
}

function extensionOf(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1)
}
