/** Reads conformance/vectors/TOPIC.json: what CPython answered, and values that JSON cannot say (conformance/values.py). */
import { readFileSync } from 'node:fs'

export interface VectorCase<Input> {
  readonly why?: string
  readonly input: Input
  readonly expect?: unknown
  /** Python's type name and str(error). */
  readonly error?: readonly [type: string, message: string]
  /** Why ours answers differently on purpose; feeds docs/differences.md. */
  readonly departure?: string
}

export interface Makers {
  float(value: number): unknown
  tuple(...items: unknown[]): unknown
}

export function vectors<Input>(topic: string): readonly VectorCase<Input>[] {
  const file = new URL(`../../conformance/vectors/${topic}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: VectorCase<Input>[] }).cases
}

const NON_FINITE: Readonly<Record<string, number>> = { inf: Infinity, '-inf': -Infinity, nan: NaN }

/** The JavaScript value for one that conformance/values.py wrote. */
export function decode(value: unknown, make: Makers): unknown {
  if (Array.isArray(value)) return value.map((item) => decode(item, make))
  if (typeof value !== 'object' || value === null) return value
  const [tag, content] = Object.entries(value)[0] as [string, unknown]
  const items = () => (content as unknown[]).map((item) => decode(item, make))
  switch (tag) {
    case '$int':
      return BigInt(content as string)
    case '$float':
      return make.float(NON_FINITE[content as string] ?? Number(content))
    case '$tuple':
      return make.tuple(...items())
    case '$set':
      return new Set(items())
    case '$dict':
      return new Map((content as [unknown, unknown][]).map(([key, item]) => [decode(key, make), decode(item, make)]))
    case '$bytes':
      return Buffer.from(content as string, 'hex')
    case '$date':
      return new Date(content as number)
    case '$object': {
      const [name, attributes] = content as [string, [string, unknown][]]
      const type = Object.defineProperty(class {}, 'name', { value: name })
      return Object.assign(new type(), Object.fromEntries(attributes.map(([key, item]) => [key, decode(item, make)])))
    }
    default:
      throw new Error(`unknown tag ${tag} in a vector`)
  }
}
