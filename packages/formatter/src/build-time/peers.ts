/**
 * The packages that a build step needs and a program that logs does not: whoever uses a build step installs them.
 */
const INSTALL = 'npm install --save-dev unplugin oxc-parser oxc-walker magic-string @jridgewell/remapping'

/** The part of @jridgewell/remapping that is used here, whose own types TypeScript cannot read. */
interface Remapping {
  default(maps: readonly object[], sourceMapOf: (source: string) => object | null): object
}

/** The name of the package. It is not written where it is imported, so that TypeScript does not look for the types. */
const REMAPPING: string = '@jridgewell/remapping'

/** The packages that mark a source; loaded once, because some of them can only be imported. */
export interface Peers {
  readonly parser: typeof import('oxc-parser')
  readonly walker: typeof import('oxc-walker')
  readonly magicString: typeof import('magic-string')
  readonly remapping: Remapping
}

let loading: Promise<Peers> | undefined

/** @throws Error with what to install, where a package is not there. */
export function loadPeers(): Promise<Peers> {
  loading ??= load()
  return loading
}

async function load(): Promise<Peers> {
  try {
    const [parser, walker, magicString, remapping] = await Promise.all([
      import('oxc-parser'),
      import('oxc-walker'),
      import('magic-string'),
      import(REMAPPING) as Promise<Remapping>,
    ])
    return { parser, walker, magicString, remapping }
  } catch (error) {
    throw asAdvice(error)
  }
}

/** The package that makes a plugin for each bundler. @throws Error with what to install, where it is not there. */
export function requireUnplugin<T>(): T {
  try {
    return require('unplugin') as T
  } catch (error) {
    throw asAdvice(error)
  }
}

function asAdvice(error: unknown): unknown {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return error
  const [first = ''] = String(message).split('\n')
  return new Error(`@pylogging/formatter/build needs a package that is not there: ${first}\n  ${INSTALL}`, {
    cause: error,
  })
}
