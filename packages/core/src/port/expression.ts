/**
 * Python expressions as TypeScript: names, attributes, literals, texts and simple calls.
 *
 *   user.name                user.name
 *   f'{n:>5} of {total}'     `${braceFormat('{:>5}', [n])} of ${str(total)}`
 *   a if b else c            null with the Python text in a comment: it is ported by hand
 */
import { knownModule } from '../python/known-modules.js'
import { getAttribute } from '../python/python-attributes.js'
import type { Expression, FormatPart, Keyword } from '../python-source/syntax.js'
import { comment, quoted, safeName, templatePart } from './typescript-names.js'

/** The imports and declarations that a file of TypeScript needs for the expressions written so far. */
export class Needs {
  /** The names that are imported, by their modules. */
  readonly imports = new Map<string, Set<string>>()
  /** Names of the program that the calls use. */
  readonly free = new Set<string>()

  import(module: string, name: string): string {
    const names = this.imports.get(module) ?? new Set()
    this.imports.set(module, names.add(name))
    return name
  }
}

/** Among the bound names: the first parameter of a method is `this`. */
export const THIS = '<this>'

const CORE = '@pylogging/core'
const HANDLERS = '@pylogging/core/handlers'
const FORMATTER = '@pylogging/formatter'

export class ExpressionWriter {
  readonly needs: Needs
  /** Classes of the file that are written, which are made by `new`. */
  readonly classes = new Set<string>()
  /** Those of them that extend a class of logging, with the prototype of that. */
  readonly loggingClasses = new Map<string, object>()
  readonly #text: string
  /** A dotted Python name that an import stands for. */
  readonly #dotted: (expression: string) => string | null
  readonly #moduleName: string

  constructor(text: string, needs: Needs, dotted: (expression: string) => string | null, moduleName: string) {
    this.#text = text
    this.needs = needs
    this.#dotted = dotted
    this.#moduleName = moduleName
  }

  /** @param bound - Names that are declared where the expression will stand. */
  write(expression: Expression, bound: ReadonlySet<string>): string {
    return this.tryWrite(expression, bound) ?? `null /* ${comment(this.textOf(expression))} */`
  }

  textOf({ from, to }: { readonly from: number; readonly to: number }): string {
    return this.#text.slice(from, to)
  }

  /** Null for what is ported by hand. */
  tryWrite(expression: Expression, bound: ReadonlySet<string>): string | null {
    const inner = (each: Expression) => this.tryWrite(each, bound)
    switch (expression.kind) {
      case 'string':
        return expression.isBytes ? null : quoted(expression.text)
      case 'number':
        return this.#number(expression.text)
      case 'constant':
        return expression.value === 'ellipsis' ? null : String(expression.value)
      case 'format':
        return this.#template(expression.parts, bound)
      case 'name':
        return this.#name(expression.id, bound)
      case 'attribute':
        return this.#attribute(expression, bound)
      case 'call':
        return this.#call(expression, bound)
      case 'index': {
        const [object, index] = [inner(expression.object), inner(expression.index)]
        return object === null || index === null || index.startsWith('-') ? null : `${object}[${index}]`
      }
      case 'list':
        return this.#row(expression.items, bound, (items) => `[${items}]`)
      case 'tuple':
        return this.#row(expression.items, bound, (items) => `${this.needs.import(CORE, 'tuple')}(${items})`)
      case 'dict':
        return this.#dict(expression.entries, bound)
      case 'unary': {
        const operand = expression.operand.kind === 'number' ? inner(expression.operand) : null
        return operand === null || expression.operator !== '-' ? null : `-${operand}`
      }
      case 'binary':
        return this.#binary(expression, bound)
      case 'await': {
        const value = inner(expression.value)
        return value === null ? null : value
      }
      default:
        return null
    }
  }

  #number(text: string): string | null {
    const plain = text.replaceAll('_', '').replace(/[lL]$/, '')
    if (/^\d+$/.test(plain) && !/^0\d/.test(plain)) return Number.isSafeInteger(Number(plain)) ? plain : `${plain}n`
    if (/^0[xXoObB]/.test(plain)) return Number.isSafeInteger(Number(plain)) ? plain : `${plain}n`
    return /^[\d.eE+-]+$/.test(plain) && Number.isFinite(Number(plain))
      ? `${this.needs.import(CORE, 'float')}(${Number(plain)})`
      : null
  }

  #name(id: string, bound: ReadonlySet<string>): string | null {
    if (id === '__name__') return quoted(this.#moduleName)
    if ((id === 'self' || id === 'cls') && bound.has(THIS)) return 'this'
    if (bound.has(id)) return safeName(id)
    const dotted = this.#dotted(id)
    if (dotted !== null) return this.ofLogging(dotted) ?? this.#free(id)
    return BUILTINS.has(id) ? null : this.#free(id)
  }

  #free(id: string): string {
    const name = safeName(id)
    this.needs.free.add(name)
    return name
  }

  /** Returns the TypeScript for a name of Python's logging or sys; null where there is none. */
  ofLogging(dotted: string): string | null {
    if (dotted === 'logging') return 'logging'
    if (/^sys\.(stdout|stderr)$/.test(dotted)) return `${this.needs.import(CORE, 'sys')}.${dotted.slice(4)}`
    const handler = /^logging\.handlers\.(\w+)$/.exec(dotted)?.[1]
    if (handler !== undefined)
      return isOfModule('logging.handlers', handler) ? this.needs.import(HANDLERS, handler) : null
    const config = /^logging\.config\.(\w+)$/.exec(dotted)?.[1]
    if (config !== undefined) return this.needs.import(`${CORE}/config`, config)
    const name = /^logging\.(\w+)$/.exec(dotted)?.[1]
    return name !== undefined && isOfModule('logging', name) ? `logging.${name}` : null
  }

  #attribute(expression: Expression & { readonly kind: 'attribute' }, bound: ReadonlySet<string>): string | null {
    const dotted = this.#dotted(this.textOf(expression).replace(/\s+/g, ''))
    if (dotted !== null && /^(logging|sys)\./.test(dotted)) {
      const known = this.ofLogging(dotted)
      if (known !== null || /^logging\.\w+$/.test(dotted)) return known
    }
    // The methods of Python's texts and lists are others than JavaScript's.
    if (/^(string|number|list|tuple|dict|format)$/.test(expression.object.kind)) return null
    const object = this.tryWrite(expression.object, bound)
    if (object !== null && isText(object)) return null
    return object === null || expression.name.startsWith('__') ? null : `${object}.${expression.name}`
  }

  #call(expression: Expression & { readonly kind: 'call' }, bound: ReadonlySet<string>): string | null {
    const { callee, args, keywords } = expression
    if (callee.kind === 'name' && !bound.has(callee.id) && this.#dotted(callee.id) === null) {
      const [only] = args
      const isOne = args.length === 1 && keywords.length === 0 && only !== undefined && only.kind !== 'star'
      const value = isOne ? this.tryWrite(only, bound) : null
      if (callee.id === 'str' || callee.id === 'repr') {
        return value === null ? null : `${this.needs.import(FORMATTER, callee.id)}(${value})`
      }
      if (callee.id === 'len') return value === null ? null : `${value}.length`
      if (callee.id === 'dict' && args.length === 0) return this.options(keywords, bound)
    }
    if (callee.kind === 'attribute' && callee.name === 'format' && callee.object.kind === 'string') {
      return this.#format(callee.object.text, args, keywords, bound)
    }
    if (callee.kind === 'attribute' && callee.name === 'join' && callee.object.kind === 'string' && args.length === 1) {
      const rows = this.#row(args, bound, (list) => list)
      return rows === null || !/^[\w.]+$/.test(rows) ? null : `${rows}.join(${quoted(callee.object.text)})`
    }
    const called = this.tryWrite(callee, bound)
    if (called === null) return null
    const isOwn = callee.kind === 'name' && this.classes.has(callee.id)
    const isClass = isOwn || (/^(?:[A-Z]|logging\.[A-Z])/.test(called) && this.isLogging(callee))
    return this.argumentsOf(args, keywords, bound, (list) => `${isClass ? 'new ' : ''}${called}(${list})`)
  }

  /** Whether a name is one of logging's. */
  isLogging(callee: Expression): boolean {
    return this.#dotted(this.textOf(callee).replace(/\s+/g, ''))?.startsWith('logging') === true
  }

  argumentsOf(
    args: readonly Expression[],
    keywords: readonly Keyword[],
    bound: ReadonlySet<string>,
    whole: (list: string) => string,
  ): string | null {
    const options = keywords.length === 0 ? null : this.options(keywords, bound)
    if (keywords.length > 0 && options === null) return null
    return this.#row(args, bound, (list) => whole([list, options ?? ''].filter((each) => each !== '').join(', ')))
  }

  /** Keywords as an object; null where one is ported by hand. */
  options(keywords: readonly Keyword[], bound: ReadonlySet<string>): string | null {
    const parts = keywords.map(({ name, value }) => {
      const held = this.tryWrite(value, bound)
      return held === null ? null : name === null ? `...${held}` : `${propertyName(name)}: ${held}`
    })
    return parts.includes(null) ? null : `{ ${parts.join(', ')} }`
  }

  #row(items: readonly Expression[], bound: ReadonlySet<string>, whole: (list: string) => string): string | null {
    const parts = items.map((item) => {
      const value = this.tryWrite(item.kind === 'star' ? item.value : item, bound)
      return value === null ? null : item.kind === 'star' ? `...${value}` : value
    })
    return parts.includes(null) ? null : whole(parts.join(', '))
  }

  #dict(entries: readonly (readonly [Expression | null, Expression])[], bound: ReadonlySet<string>): string | null {
    const parts = entries.map(([key, value]) => {
      const held = this.tryWrite(value, bound)
      if (held === null || (key !== null && key.kind !== 'string')) return null
      return key === null ? `...${held}` : `${propertyName(key.text)}: ${held}`
    })
    if (parts.includes(null)) return null
    return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
  }

  /** `+` of texts, and `text % values`. */
  #binary(expression: Expression & { readonly kind: 'binary' }, bound: ReadonlySet<string>): string | null {
    const { operator, left, right } = expression
    if (operator === '%' && left.kind === 'string') {
      const values = this.tryWrite(right, bound)
      return values === null
        ? null
        : `${this.needs.import(FORMATTER, 'percentFormat')}(${quoted(left.text)}, ${values})`
    }
    if (operator !== '+') return null
    const [one, other] = [this.tryWrite(left, bound), this.tryWrite(right, bound)]
    return one === null || other === null ? null : `${one} + ${other}`
  }

  #format(
    format: string,
    args: readonly Expression[],
    keywords: readonly Keyword[],
    bound: ReadonlySet<string>,
  ): string | null {
    if (args.length > 0 && keywords.length > 0) return null
    const values = args.length > 0 ? this.#row(args, bound, (list) => `[${list}]`) : this.options(keywords, bound)
    return values === null ? null : `${this.needs.import(FORMATTER, 'braceFormat')}(${quoted(format)}, ${values})`
  }

  #template(parts: readonly FormatPart[], bound: ReadonlySet<string>): string | null {
    const pieces = parts.map((part) => {
      if (part.kind === 'text') return templatePart(part.text)
      const field = this.field(part, bound)
      return field === null ? null : `${templatePart(part.label)}\${${field}}`
    })
    return pieces.includes(null) ? null : `\`${pieces.join('')}\``
  }

  /** The text of one field, as Python prints it. */
  field(part: FormatPart & { readonly kind: 'field' }, bound: ReadonlySet<string>): string | null {
    const value = this.tryWrite(part.value, bound)
    if (value === null) return null
    const spec = specOf(part)
    if (spec === null) return null
    if (spec !== '' || part.conversion === 'a') {
      const conversion = part.conversion === '' ? '' : `!${part.conversion}`
      const format = quoted(`{${conversion}${spec === '' ? '' : `:${spec}`}}`)
      return `${this.needs.import(FORMATTER, 'braceFormat')}(${format}, [${value}])`
    }
    return `${this.needs.import(FORMATTER, part.conversion === 'r' ? 'repr' : 'str')}(${value})`
  }
}

/** The format of a field; null where it has fields itself. */
export function specOf(part: FormatPart & { readonly kind: 'field' }): string | null {
  const texts = part.spec.map((each) => (each.kind === 'text' ? each.text : null))
  return texts.includes(null) ? null : texts.join('')
}

/** Whether what was written is a text to TypeScript, which has other methods than Python's. */
function isText(written: string): boolean {
  return /^(?:str|repr|braceFormat|percentFormat)\(|^[`']/.test(written) || /\.join\('[^']*'\)$/.test(written)
}

function isOfModule(module: string, name: string): boolean {
  return getAttribute(knownModule(module), name) !== undefined
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}

/** Functions of Python that a name may be and that are not here. */
const BUILTINS = new Set(
  `abs all any bool bytes callable chr dict dir divmod enumerate filter float format frozenset getattr globals hasattr hash
  hex id input int isinstance issubclass iter len list locals map max min next object oct open ord pow print property range
  repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip`.split(/\s+/),
)
