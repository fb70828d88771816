/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export { ready } from './register.js'
