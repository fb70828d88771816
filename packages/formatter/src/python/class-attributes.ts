/**
 * Python's class attributes: set on a class, seen by all its instances and by those of the classes that extend it.
 *
 *   Formatter.converter = gmtime          every formatter of the process prints UTC
 *   formatter.converter = gmtime          this one does
 *   class Utc extends Formatter { static converter = gmtime }
 *
 * They are kept on the prototype, where an instance reads them without a detour, and the class has accessors to them. A
 * `static` field of a subclass hides the accessor, so it is moved to its place when the first instance is made.
 */
type Attributes = Readonly<Record<string, unknown>>
type Class = abstract new (...args: never[]) => object

const namesOf = new WeakMap<Class, readonly string[]>()
const adopted = new WeakSet<Class>()

export function setClassAttributes(type: Class, attributes: Attributes): void {
  namesOf.set(type, Object.keys(attributes))
  for (const [name, value] of Object.entries(attributes)) {
    definePrototype(type, name, value)
    Object.defineProperty(type, name, {
      configurable: true,
      get(this: Class): unknown {
        return (this.prototype as Attributes)[name]
      },
      set(this: Class, changed: unknown) {
        definePrototype(this, name, changed)
      },
    })
  }
}

/** Moves the static fields of a subclass of `base`, and of the classes between them, to their prototypes. */
export function adoptClassAttributes(type: Class, base: Class): void {
  for (let each = type; each !== base && !adopted.has(each); each = Object.getPrototypeOf(each) as Class) {
    adopted.add(each)
    for (const name of namesOf.get(base) ?? []) {
      const own = Object.getOwnPropertyDescriptor(each, name)
      if (own === undefined || !('value' in own)) continue
      delete (each as unknown as Record<string, unknown>)[name]
      definePrototype(each, name, own.value)
    }
  }
}

function definePrototype(type: Class, name: string, value: unknown): void {
  Object.defineProperty(type.prototype, name, { value, writable: true, enumerable: false, configurable: true })
}
