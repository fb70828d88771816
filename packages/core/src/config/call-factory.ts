/**
 * Calls what a configuration names: a class with `new`, a function as it is.
 *
 *   { "()": "myapp.Colored", "width": 80 }     new Colored({ width: 80 })
 *   static params = ['stream', 'width']         new Colored(undefined, 80), and an unknown name is Python's TypeError
 *
 * The classes of this package take names as one object at the end; a user's own gets that object, or declares
 * `static params` and gets its values by position.
 */
import { bindArguments, isClass, typeName } from '@pylogging/formatter'
import { advise } from '../ground/advice.js'
import { KeyError } from '../ground/errors.js'
import { isModule } from '../python/known-modules.js'

type Callable = ((...args: unknown[]) => unknown) & { readonly params?: unknown }
type Class = new (...args: unknown[]) => unknown

/**
 * @param keywords - Names and values; the factory gets them as one object even when there are none.
 * @param positional - The arguments before the keywords.
 * @throws TypeError for what cannot be called; whatever the factory throws.
 */
export function callFactory(
  factory: unknown,
  keywords: Readonly<Record<string, unknown>>,
  positional: readonly unknown[] = [],
): unknown {
  if (typeof factory !== 'function') throw notCallable(factory)
  const { params } = factory as Callable
  return callWith(
    factory,
    Array.isArray(params) ? bound(factory, params, keywords, positional) : [...positional, keywords],
  )
}

/** Calls as Python's `f(*positional, **keywords)` does: without keywords and `params` there is no object at the end. */
export function callPositional(
  factory: unknown,
  positional: readonly unknown[],
  keywords: Readonly<Record<string, unknown>>,
): unknown {
  if (typeof factory !== 'function') throw notCallable(factory)
  const isBound = Array.isArray((factory as Callable).params)
  if (isBound || Object.keys(keywords).length > 0) return callFactory(factory, keywords, positional)
  return callWith(factory, positional)
}

function notCallable(factory: unknown): TypeError {
  return new TypeError(`'${isModule(factory) ? 'module' : typeName(factory)}' object is not callable`)
}

/** Handlers of Python 2 called their stream `strm`, and CPython 3.13 still tries that. */
export function withOldStreamName(
  make: (keywords: Readonly<Record<string, unknown>>) => unknown,
  keywords: Readonly<Record<string, unknown>>,
): unknown {
  try {
    return make(keywords)
  } catch (error) {
    if (!namesArgument(error, 'stream')) throw error
    const { stream: strm, ...others } = keywords
    if (!('stream' in keywords)) throw advise(new KeyError('stream'), error.message)
    return make({ ...others, strm })
  }
}

/** Whether a TypeError is about an argument of that name. */
export function namesArgument(error: unknown, name: string): error is TypeError {
  return error instanceof TypeError && error.message.includes(`'${name}'`)
}

function callWith(factory: unknown, args: readonly unknown[]): unknown {
  return isConstructor(factory as Callable) ? new (factory as Class)(...args) : (factory as Callable)(...args)
}

function bound(
  factory: { readonly name: string },
  params: readonly string[],
  keywords: Readonly<Record<string, unknown>>,
  positional: readonly unknown[],
): unknown[] {
  const owner = isConstructor(factory as unknown as Callable) ? `${factory.name}.__init__()` : `${factory.name}()`
  return bindArguments({ owner, names: params }, [...positional, keywords])
}

/** A class, also one that was compiled to a function with methods on its prototype. */
function isConstructor(factory: Callable): boolean {
  if (isClass(factory)) return true
  const prototype: unknown = factory.prototype
  return typeof prototype === 'object' && prototype !== null && Object.getOwnPropertyNames(prototype).length > 1
}
