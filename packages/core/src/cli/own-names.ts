/** The exports of this package, by the names of its modules: a program imports them from there. */
import { logging } from '../module/members.js'
// biome-ignore lint/performance/noNamespaceImport: what it exports is looked through, nothing is called
import * as openTelemetry from '../opentelemetry.js'
// biome-ignore lint/performance/noNamespaceImport: the same
import * as queues from '../queue.js'
// biome-ignore lint/performance/noNamespaceImport: the same
import * as thirdParty from '../third-party.js'

export const CORE = '@pylogging/core'
const MODULES: readonly (readonly [module: string, members: object])[] = [
  [CORE, logging],
  [`${CORE}/handlers`, logging.handlers],
  [`${CORE}/queue`, queues],
  [`${CORE}/third-party`, thirdParty],
  [`${CORE}/opentelemetry`, openTelemetry],
]
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

/** The module that exports a value, and its name there. */
export function ownExport(value: unknown): [module: string, name: string] | undefined {
  for (const [module, members] of MODULES) {
    const found = Object.entries(members).find(([name, each]) => each === value && IDENTIFIER.test(name))
    if (found !== undefined) return [module, found[0]]
  }
  return undefined
}

/** Whether a class or a function is one of this package. */
export function isOwn(value: unknown): boolean {
  return ownExport(value) !== undefined
}
