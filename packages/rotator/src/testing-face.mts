/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type { Environment, FileStat } from './testing.js'
export { replaceEnvironment } from './testing.js'
