/** The names of the CommonJS build, for `import`. Written by scripts/faces.mjs. */
export type {} from './face.mjs'
export type {
  CheckedPromise,
  CheckOptions,
  Clock,
  HandlerPromise,
  HandlerUnderTest,
  LoggerOption,
  QueuePromise,
  QueueUnderTest,
  Temporary,
} from './testing.js'
export {
  BrokenPromises,
  caplog,
  checkHandler,
  checkQueue,
  LogCaptureFixture,
  RecordingHandler,
  setClock,
} from './testing.js'
