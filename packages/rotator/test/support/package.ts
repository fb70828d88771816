/** What the package exports, as a program sees it. */
export * from '../../src/index.js'
export * from '../../src/testing.js'
