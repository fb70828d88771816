/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
import entry, { type CallSites } from './build.js'

export type { AppliedPlugin, CallSiteOptions, CallSites, NamedPlugin, SetupPlugin } from './build.js'

const module: CallSites = entry.default

export default module
