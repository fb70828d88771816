/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type {} from './face.mjs'
export type { Clock, LoggerOption, Temporary } from './testing.js'
export { caplog, LogCaptureFixture, RecordingHandler, setClock } from './testing.js'
