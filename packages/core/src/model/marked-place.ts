/**
 * The place of a log call that a build step wrote into the program (@pylogging/formatter/build).
 *
 *   __at(3, __at3).info(logger).info('ready')     the fourth place of the file: app.mjs, line 12, in handle
 *
 * It is taken where the caller of the public method is the call site, which is where the ordinary look would end. It is not
 * taken where another function's caller counts: a `_log` of the program's own, or a method that acts for another one. Then
 * the ordinary look is made.
 */
import { type CallSite, captureCallSite, type PublicMethod, UNKNOWN_CALL_SITE } from '@pylogging/formatter'
import { isDelegated } from './running-call.js'

/**
 * What each use of a mark is compared with: nothing; file, line and function of the stack; or, where the marked file was
 * minified, the same but for functions that have no name any more.
 */
export type Verification = 'none' | 'whole' | 'minified'

/** The end that a bundler gives the second function of a name: `load$1`, `load2`. Private names it shortens as it likes. */
const RENAMED = /^\$?\d+$/

/** The place of one log call. If it is verified, each use of it also looks at the stack, and a difference is an error. */
export class MarkedPlace {
  declare readonly site: CallSite
  declare readonly verification: Verification

  constructor(site: CallSite, verification: Verification) {
    this.site = site
    this.verification = verification
  }

  /**
   * @param method - The public method that runs.
   * @param isOverridden - Whether the logger has a `_log` of its own, whose line counts.
   * @returns Null where the look has to be made.
   */
  siteOf(method: PublicMethod, isOverridden: boolean): CallSite | null {
    if (isOverridden || isDelegated()) return null
    if (this.verification !== 'none') checkPlace(this, captureCallSite(method, 1))
    return this.site
  }
}

/** @throws Error where the two differ. A stack that cannot be read says nothing. */
function checkPlace({ site: marked, verification }: MarkedPlace, found: CallSite): void {
  if (found === UNKNOWN_CALL_SITE) return
  const isSameLine = isSameFile(marked, found) && marked.lineno === found.lineno
  const hasLostName = verification === 'minified' && found.funcName === '<lambda>'
  if (isSameLine && (hasLostName || isSameName(marked.funcName, found.funcName))) return
  throw new Error(`a marked call site is ${placeText(marked)}, and the stack says ${placeText(found)}`)
}

/**
 * A mark may be relative to a folder, and the source map of a bundler to its own: `/app.ts`. Some have addresses of their own,
 * `webpack://shop/app.ts`, of which the end is compared.
 */
function isSameFile({ pathname, filename }: CallSite, found: CallSite): boolean {
  if (found.pathname.includes('://')) return filename === found.filename
  return (
    pathname === found.pathname ||
    found.pathname.endsWith(`/${pathname.replace(/^\//, '')}`) ||
    pathname.endsWith(found.pathname)
  )
}

function isSameName(marked: string | null, found: string | null): boolean {
  if (marked === null || found === null) return marked === found
  if (marked.startsWith('#') && found.startsWith('#')) return true
  return found === marked || (found.startsWith(marked) && RENAMED.test(found.slice(marked.length)))
}

function placeText({ pathname, lineno, funcName }: CallSite): string {
  return `${pathname}:${lineno} ${funcName}`
}
