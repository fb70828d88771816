/**
 * Python source as a tree: what parse.ts makes of a file, and what evaluate.ts, survey and port read.
 *
 *   LEVEL = 'INFO'      { kind: 'assign', targets: [{ kind: 'name', id: 'LEVEL' }], value: { kind: 'string', … } }
 *
 * `from` and `to` are offsets in the text. Text that the parser could not make sense of is `unreadable` and stays in
 * its place, so that a file with one broken line still has the others.
 */

/** A place in the text: its beginning and its end. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A piece of an f-string: text, or `{value!r:spec}`. */
export type FormatPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'field'
      readonly value: Expression
      readonly conversion: '' | 's' | 'r' | 'a'
      readonly spec: readonly FormatPart[]
      /** The text of `{value=}`, which is printed before the value. */
      readonly label: string
    }

/** `name=value` of a call; without a name it is `**value`. */
export interface Keyword {
  readonly name: string | null
  readonly value: Expression
}

/** `for target in iterable if …` of a comprehension. */
export interface Generator {
  readonly target: Expression
  readonly iterable: Expression
  readonly conditions: readonly Expression[]
}

/** A parameter of a function. */
export interface Parameter {
  readonly name: string
  readonly star: '' | '*' | '**'
  readonly isKeywordOnly: boolean
  readonly fallback: Expression | null
}

export type Expression = Span &
  (
    | { readonly kind: 'name'; readonly id: string }
    | { readonly kind: 'constant'; readonly value: null | boolean | 'ellipsis' }
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'string'; readonly text: string; readonly isBytes: boolean }
    | { readonly kind: 'format'; readonly parts: readonly FormatPart[] }
    | { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Expression[] }
    | { readonly kind: 'dict'; readonly entries: readonly (readonly [key: Expression | null, value: Expression])[] }
    | { readonly kind: 'star'; readonly value: Expression }
    | { readonly kind: 'attribute'; readonly object: Expression; readonly name: string }
    | { readonly kind: 'index'; readonly object: Expression; readonly index: Expression }
    | {
        readonly kind: 'slice'
        readonly start: Expression | null
        readonly stop: Expression | null
        readonly step: Expression | null
      }
    | {
        readonly kind: 'call'
        readonly callee: Expression
        readonly args: readonly Expression[]
        readonly keywords: readonly Keyword[]
      }
    | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
    | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'logic'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'compare'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | {
        readonly kind: 'conditional'
        readonly test: Expression
        readonly consequent: Expression
        readonly otherwise: Expression
      }
    | { readonly kind: 'lambda'; readonly parameters: readonly Parameter[]; readonly body: Expression }
    | {
        readonly kind: 'comprehension'
        readonly of: 'list' | 'set' | 'dict' | 'generator'
        readonly key: Expression | null
        readonly element: Expression
        readonly generators: readonly Generator[]
      }
    | { readonly kind: 'walrus'; readonly target: Expression; readonly value: Expression }
    | { readonly kind: 'await'; readonly value: Expression }
    | { readonly kind: 'unreadable' }
  )

/** `except types as name:` */
export interface Handler extends Span {
  readonly types: Expression | null
  readonly name: string | null
  readonly body: readonly Statement[]
}

export interface FunctionStatement extends Span {
  readonly kind: 'function'
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly decorators: readonly Expression[]
  readonly body: readonly Statement[]
  readonly isGenerator: boolean
  readonly isAsync: boolean
}

export interface ClassStatement extends Span {
  readonly kind: 'class'
  readonly name: string
  readonly bases: readonly Expression[]
  readonly decorators: readonly Expression[]
  readonly body: readonly Statement[]
}

/** `import a.b as c`, or `from ..a import b as c`: `level` counts the dots. A name `*` is all names. */
export interface ImportStatement extends Span {
  readonly kind: 'import'
  readonly level: number
  /** Null for `import a`, where the names are modules. */
  readonly module: string | null
  readonly names: readonly { readonly name: string; readonly alias: string | null }[]
}

export type Statement =
  | FunctionStatement
  | ClassStatement
  | ImportStatement
  | (Span &
      (
        | { readonly kind: 'assign'; readonly targets: readonly Expression[]; readonly value: Expression }
        | {
            readonly kind: 'update'
            readonly target: Expression
            readonly operator: string
            readonly value: Expression
          }
        | { readonly kind: 'expression'; readonly value: Expression }
        | {
            readonly kind: 'if'
            readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[]
            readonly otherwise: readonly Statement[]
          }
        | {
            readonly kind: 'for'
            readonly target: Expression
            readonly iterable: Expression
            readonly body: readonly Statement[]
            readonly otherwise: readonly Statement[]
          }
        | {
            readonly kind: 'while'
            readonly test: Expression
            readonly body: readonly Statement[]
            readonly otherwise: readonly Statement[]
          }
        | {
            readonly kind: 'try'
            readonly body: readonly Statement[]
            readonly handlers: readonly Handler[]
            readonly otherwise: readonly Statement[]
            readonly last: readonly Statement[]
          }
        | {
            readonly kind: 'with'
            readonly items: readonly { readonly value: Expression; readonly target: Expression | null }[]
            readonly body: readonly Statement[]
          }
        | { readonly kind: 'match'; readonly subject: Expression; readonly cases: readonly Case[] }
        | { readonly kind: 'return'; readonly value: Expression | null }
        | { readonly kind: 'raise'; readonly value: Expression | null }
        | { readonly kind: 'delete'; readonly targets: readonly Expression[] }
        | { readonly kind: 'scope'; readonly names: readonly string[]; readonly isGlobal: boolean }
        | { readonly kind: 'pass' | 'break' | 'continue' | 'unreadable' }
      ))

/** `case 'a' | 'b' if guard: …` */
export interface Case {
  /** The values that the subject is compared with; null for a pattern that is not followed. */
  readonly patterns: readonly Expression[] | null
  /** A name that anything fits. */
  readonly capture: Expression | null
  readonly guard: Expression | null
  readonly body: readonly Statement[]
}

/** A file. */
export interface Module {
  readonly text: string
  readonly body: readonly Statement[]
}
