/**
 * Writes values as TypeScript, and keeps account of what must be imported and which names of variables are taken.
 *
 *   { maxBytes: 1e6 }                   { maxBytes: 1000000 }
 *   what ext://sys.stdout stands for    sys.stdout, and sys is imported
 */
import { isFloat, isPlainObject, isTuple } from '@pylogging/formatter'
import { Named } from './named.js'
import { CORE, ownExport } from './own-names.js'
import { isStandIn } from './stand-ins.js'

const WIDTH = 100
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

export class TypeScript {
  /** The names that are imported from each module, with what they are called here. */
  readonly #imports = new Map<string, Map<string, string>>()
  readonly #variables = new Set<string>()
  readonly #others = new Set<string>()

  /** A new name for a variable: 'error_file' and 'Handler' make errorFileHandler. */
  variable(name: string, kind: string): string {
    const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
    const camel = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('')
    const base =
      camel === '' ? lowerFirst(kind) : camel.toLowerCase().endsWith(kind.toLowerCase()) ? camel : camel + kind
    return this.#free(/^\d/.test(base) ? `_${base}` : base)
  }

  /** A value as an expression. */
  value(value: unknown, indent = ''): string {
    if (value instanceof Named) return this.named(value)
    if (value === process.stdout) return `${this.core('sys')}.stdout`
    if (value === process.stderr) return `${this.core('sys')}.stderr`
    if (typeof value === 'string') return quoted(value)
    if (typeof value === 'bigint') return `${value}n`
    if (isFloat(value)) return String(value.value)
    if (isTuple(value) || Array.isArray(value)) return this.#list([...(value as Iterable<unknown>)], indent)
    if (value instanceof Map) return `new Map(${this.#list([...value], indent)})`
    if (isPlainObject(value)) return this.#object(value, indent)
    return typeof value === 'function' ? this.named(new Named(value.name, value)) : String(value)
  }

  /** Writes the value of a dotted name as an expression: an export of this package, else a name of the program. */
  named({ name, value }: Named): string {
    if (value === process.stdout || value === process.stderr) return this.value(value)
    const last = name.slice(name.lastIndexOf('.') + 1)
    if (typeof value === 'function' && !isStandIn(value)) {
      const own = ownExport(value)
      if (own !== undefined) return this.#imported(...own)
    } else if (typeof value !== 'function' && (typeof value !== 'object' || isPlainObject(value)))
      return this.value(value)
    this.#others.add(name)
    return this.#imported(
      name.includes('.') ? `./${name.slice(0, -last.length - 1).replaceAll('.', '/')}.js` : './program.js',
      last,
    )
  }

  /** A name that @pylogging/core exports. */
  core(name: string): string {
    return this.#imported(CORE, name)
  }

  /** Names that are not of this package. */
  others(): string[] {
    return [...this.#others]
  }

  /** The lines that import what was used; the last are the program's own. */
  imports(): string[] {
    const all = [...this.#imports].sort(([one], [other]) => (one < other ? -1 : 1))
    const own = all.filter(([module]) => module.startsWith('@'))
    const others = all.filter(([module]) => !module.startsWith('@'))
    const lines = [...own, ...others].map(([module, names]) => {
      const list = [...names].sort(([one], [other]) => (one < other ? -1 : 1))
      const texts = list.map(([name, local]) => (name === local ? name : `${name} as ${local}`))
      return `import { ${texts.join(', ')} } from ${quoted(module)}`
    })
    if (others.length > 0) lines.splice(own.length, 0, '// Of the program: let these lead to where its classes are.')
    return lines
  }

  /** Two modules may have a name in common. */
  #imported(module: string, name: string): string {
    const names = this.#imports.get(module) ?? new Map<string, string>()
    const local = names.get(name) ?? this.#free(name)
    this.#imports.set(module, names.set(name, local))
    return local
  }

  #free(name: string): string {
    let free = name
    for (let number = 2; this.#variables.has(free); number += 1) free = `${name}${number}`
    this.#variables.add(free)
    return free
  }

  #list(items: readonly unknown[], indent: string): string {
    return wrapped(
      '[',
      items.map((each) => this.value(each, `${indent}  `)),
      ']',
      indent,
    )
  }

  #object(value: Readonly<Record<string, unknown>>, indent: string): string {
    const parts = Object.entries(value).map(([key, each]) => {
      return `${IDENTIFIER.test(key) ? key : quoted(key)}: ${this.value(each, `${indent}  `)}`
    })
    return parts.length === 0 ? '{}' : wrapped('{ ', parts, ' }', indent)
  }
}

export function quoted(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return `'${inside.replaceAll("'", "\\'")}'`
}

function wrapped(open: string, parts: readonly string[], close: string, indent: string): string {
  const line = open + parts.join(', ') + close
  if (line.length + indent.length <= WIDTH && !line.includes('\n')) return line
  return [open.trim(), ...parts.map((part) => `${indent}  ${part},`), indent + close.trim()].join('\n')
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
