/**
 * Gives the tests of a program that uses this package a clock of their own.
 *
 * @module
 */
export { type Clock, setClock } from './time/clock.js'
