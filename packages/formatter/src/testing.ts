/**
 * For tests of programs that use this package: a clock of your own.
 *
 * @module
 */
export { type Clock, setClock } from './time/clock.js'
