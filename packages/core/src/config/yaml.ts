/**
 * YAML as PyYAML's safe_load reads it: yaml-nodes.ts makes nodes of the text, what they stand for is decided here and in
 * yaml-scalars.ts.
 *
 *   defaults: &common { level: INFO }
 *   loggers: { app: { <<: *common, propagate: no } }      { level: 'INFO', propagate: false }
 *
 * Kept on purpose, because PyYAML does it: of equal keys the last one counts; an alias is the same object as its anchor.
 *
 * Tags of Python's (`!!python/name:…`) are refused, as by safe_load, and so is whatever would grow: nesting, merges of
 * merges, an alias inside its own anchor. A tree of aliases costs nothing here; checkExtent counts what it stands for.
 *
 * Source: PyYAML 6.0, lib/yaml/constructor.py, SafeConstructor.
 */
import { typeName } from '@pylogging/formatter'
import { ValueError } from '../ground/errors.js'
import { refusePrototype } from '../python/references.js'
import { MAX_DEPTH, MAX_VALUES } from './extent.js'
import {
  loadYaml,
  type Node,
  nodesOf,
  type Pair,
  type Scalar,
  TOO_DEEP,
  type YAMLMap,
  type YAMLSeq,
  type Yaml,
} from './yaml-nodes.js'
import { implicitTag, MERGE, STR, scalarValue, unknownTag, VALUE } from './yaml-scalars.js'

type Entry = readonly [key: Node, value: Node | null]

const MAP = 'tag:yaml.org,2002:map'
const SEQ = 'tag:yaml.org,2002:seq'

/** @throws ImportError where the package is not installed. */
export function writeYaml(value: unknown): string {
  return loadYaml().stringify(value, { version: '1.1', lineWidth: 120, aliasDuplicateObjects: false })
}

/** @throws ImportError where the package is not installed; ValueError for what is no YAML, or not allowed. */
export function readYaml(text: string): unknown {
  const yaml = loadYaml()
  return new Reader(yaml, text).read(nodesOf(yaml, text))
}

/** Makes values of the nodes of one document. */
class Reader {
  readonly #yaml: Yaml
  readonly #text: string
  readonly #anchors = new Map<string, Node>()
  readonly #aliased = new Map<Node, Node>()
  readonly #values = new Map<Node, unknown>()
  readonly #entries = new Map<Node, readonly Entry[]>()
  readonly #open = new Set<Node>()
  #merged = 0

  constructor(yaml: Yaml, text: string) {
    this.#yaml = yaml
    this.#text = text
  }

  read(root: Node | null): unknown {
    this.#link(root, 0)
    return this.#value(root)
  }

  /** Finds what each alias means: the nearest anchor of its name before it. */
  #link(node: unknown, depth: number): void {
    if (depth > 2 * MAX_DEPTH) throw new ValueError(TOO_DEEP)
    const { isAlias, isPair, isCollection, isNode } = this.#yaml
    if (isPair(node)) {
      this.#link(node.key, depth + 1)
      this.#link(node.value, depth + 1)
    } else if (isAlias(node)) {
      const target = this.#anchors.get(node.source)
      if (target === undefined) throw new ValueError(`found undefined alias '${node.source}'`)
      this.#aliased.set(node, target)
    } else if (isNode(node)) {
      if ('anchor' in node && node.anchor !== undefined) this.#anchors.set(node.anchor, node)
      if (isCollection(node)) for (const item of node.items) this.#link(item, depth + 1)
    }
  }

  #value(given: Node | null): unknown {
    const node = this.#target(given)
    if (node === null) return null
    if (this.#values.has(node)) return this.#values.get(node)
    const value = this.#guarded(node, () => this.#made(node))
    this.#values.set(node, value)
    return value
  }

  #made(node: Node): unknown {
    const { isMap, isScalar, isSeq } = this.#yaml
    if (isScalar(node)) return scalarValue(tagOf(node), this.#textOf(node))
    if (isMap(node)) return this.#mapping(checked(node, MAP))
    if (isSeq(node)) return checked(node, SEQ).items.map((item) => this.#value(item as Node | null))
    throw new ValueError(`unexpected node in a YAML file: ${typeName(node)}`)
  }

  /** A block at the very end of a text that has no newline there has none either. */
  #textOf({ type, value, range }: Scalar): string {
    const text = String(value ?? '')
    const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
    const isCut = isBlock && range?.[1] === this.#text.length && !/[\r\n]$/.test(this.#text)
    return isCut ? text.replace(/\n$/, '') : text
  }

  #mapping(node: YAMLMap): unknown {
    const entries = new Map<unknown, unknown>()
    for (const [key, value] of this.#flat(node)) entries.set(this.#key(key), this.#value(value))
    if (![...entries.keys()].every((key) => typeof key === 'string')) return entries
    const result: Record<string, unknown> = {}
    for (const [key, value] of entries as Map<string, unknown>) {
      refusePrototype(key)
      result[key] = value
    }
    return result
  }

  #key(node: Node): unknown {
    if (this.#yaml.isScalar(node) && tagOf(node) === VALUE) return String(node.value)
    const value = this.#value(node)
    if (typeof value === 'object' && value !== null) throw new ValueError('found unhashable key')
    return value
  }

  /** The pairs of a mapping behind those it merges; the earlier of several that it merges stand further behind. */
  #flat(node: YAMLMap): readonly Entry[] {
    const known = this.#entries.get(node)
    if (known !== undefined) return known
    const own: Entry[] = []
    const merged: Entry[] = []
    for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
      if (this.#isMerge(key))
        for (const each of this.#guarded(key, () => this.#sources(value))) this.#merge(each, merged)
      else own.push([key, value])
    }
    const entries = [...merged, ...own]
    this.#entries.set(node, entries)
    return entries
  }

  /** Counts first: merges of merges can double with each line. */
  #merge(entries: readonly Entry[], into: Entry[]): void {
    this.#merged += entries.length
    if (this.#merged > MAX_VALUES) throw new ValueError(`the configuration merges more than ${MAX_VALUES} values`)
    for (const each of entries) into.push(each)
  }

  /** Returns the mappings that stand behind `<<`. */
  #sources(value: Node | null): (readonly Entry[])[] {
    const { isMap, isSeq } = this.#yaml
    const source = this.#target(value)
    if (isMap(source)) return [this.#flat(source)]
    const wrong = (node: unknown) =>
      new ValueError(
        `expected a mapping or list of mappings for merging, but found ${isSeq(node) ? 'sequence' : 'scalar'}`,
      )
    if (!isSeq(source)) throw wrong(source)
    const flat = source.items.map((item) => {
      const each = this.#target(item as Node | null)
      if (!isMap(each)) throw wrong(each)
      return this.#flat(each)
    })
    return flat.reverse()
  }

  #isMerge(key: Node): boolean {
    const { isScalar } = this.#yaml
    return isScalar(key) && tagOf(key) === MERGE
  }

  #target(node: Node | null): Node | null {
    return node === null ? null : (this.#aliased.get(node) ?? node)
  }

  #guarded<T>(node: Node, work: () => T): T {
    if (this.#open.has(node)) throw new ValueError('the configuration contains itself')
    if (this.#open.size > 2 * MAX_DEPTH) throw new ValueError(TOO_DEEP)
    this.#open.add(node)
    try {
      return work()
    } finally {
      this.#open.delete(node)
    }
  }
}

/** `!` alone makes PyYAML look at the text, in quotes too. */
function tagOf({ tag, type, value }: Scalar): string {
  if (tag !== undefined && tag !== '!') return tag
  const isPlain = type === 'PLAIN' || type === undefined || tag === '!'
  return isPlain ? implicitTag(String(value ?? '')) : STR
}

function checked<T extends YAMLMap | YAMLSeq>(node: T, tag: string): T {
  if (node.tag !== undefined && node.tag !== tag && node.tag !== '!') throw unknownTag(node.tag)
  return node
}
