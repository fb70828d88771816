/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type { TimedRotatingFileHandlerOptions } from './handlers.js'
export { BaseRotatingHandler, TimedRotatingFileHandler } from './handlers.js'
