/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type { Clock } from './testing.js'
export { setClock } from './testing.js'
