/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type { Clock, Environment, FileStat } from './testing.js'
export { currentTime, replaceEnvironment, setClock } from './testing.js'
