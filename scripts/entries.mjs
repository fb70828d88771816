/**
 * The entry points of the packages: the CommonJS entry and its ESM face, both in src, the type of the default export, and the
 * promise that `import` waits for.
 */
export const ENTRIES = {
  'packages/formatter': [
    { entry: 'index', face: 'face' },
    { entry: 'build', face: 'build-face', defaultType: 'CallSites' },
    { entry: 'register', face: 'register-face', awaits: 'ready' },
    { entry: 'testing', face: 'testing-face' },
  ],
  'packages/rotator': [
    { entry: 'index', face: 'face' },
    { entry: 'testing', face: 'testing-face' },
  ],
  'packages/core': [
    { entry: 'index', face: 'face', defaultType: 'Logging' },
    { entry: 'config', face: 'config-face', defaultType: 'LoggingConfig' },
    { entry: 'handlers', face: 'handlers-face' },
    { entry: 'opentelemetry', face: 'opentelemetry-face' },
    { entry: 'queue', face: 'queue-face' },
    { entry: 'testing', face: 'testing-face' },
    { entry: 'third-party', face: 'third-party-face' },
  ],
}

/** Programs of the packages, each a CommonJS entry in src that nobody imports. */
export const PROGRAMS = {
  'packages/formatter': ['load-hooks'],
  'packages/core': ['cli'],
}
/** What a package starts as a worker thread: the program, and the module that has its text. */
export const WORKERS = {
  'packages/core': { program: 'transport/worker.ts', source: 'transport/worker-source.ts' },
}
