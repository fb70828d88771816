/**
 * Marks the log calls of a program without a bundler: `node --import @pylogging/formatter/register app.mjs`. The options are
 * those of the plugin, as JSON in the environment variable PYLOGGING_CALL_SITES.
 *
 * @module
 */
import { readEnvironment } from './build-time/environment.js'
import { register } from './build-time/node-loader.js'

/** Fulfilled when files that are loaded from then on are marked; `import` waits for it. */
export const ready: Promise<void> = register(readEnvironment(process.env['PYLOGGING_CALL_SITES']))
