/**
 * Arithmetic of Python's numbers: whole ones have no limit, floats stay floats.
 *
 *   10 * 1024 * 1024        LOG_PID | LOG_CONS        1024 ** 2        -1 // 2 is -1
 *
 * While an expression is computed an int is a bigint, a float a PythonFloat.
 */
import { isFloat, isTuple, PythonFloat, PythonTuple, typeName } from '@pylogging/formatter'
import { OverflowError, ValueError } from '../ground/errors.js'
import { ZeroDivisionError } from './errors.js'

/** Enough for any number of a configuration; 2 ** 2 ** 99 would need more memory than there is. */
const MAX_BITS = 4096

type Integers = (left: bigint, right: bigint) => bigint | PythonFloat
type Floats = (left: number, right: number) => number

const INTEGERS: ReadonlyMap<string, Integers> = new Map<string, Integers>([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => new PythonFloat(Number(left) / Number(nonZero(right, 'division by zero')))],
  ['//', floorDivide],
  ['%', (left, right) => left - right * floorDivide(left, right, 'integer modulo by zero')],
  ['**', power],
  ['<<', (left, right) => shift(left, right)],
  ['>>', (left, right) => left >> shiftCount(right)],
  ['&', (left, right) => left & right],
  ['|', (left, right) => left | right],
  ['^', (left, right) => left ^ right],
])

const FLOATS: ReadonlyMap<string, Floats> = new Map<string, Floats>([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / Number(nonZero(right, 'float division by zero'))],
])

/** @throws TypeError `unsupported operand type(s)`; ZeroDivisionError; ValueError for what is too large. */
export function binary(operator: string, left: unknown, right: unknown): unknown {
  const joined = operator === '+' ? concatenated(left, right) : null
  if (joined !== null) return joined
  if (typeof left === 'boolean' && typeof right === 'boolean' && '&|^'.includes(operator)) {
    return integers(operator, BigInt(left), BigInt(right)) === 1n
  }
  const whole = [integerOf(left), integerOf(right)] as const
  if (whole[0] !== null && whole[1] !== null) return integers(operator, whole[0], whole[1])
  const parts = [numberOf(left), numberOf(right)] as const
  if (parts[0] === null || parts[1] === null) throw unsupported(operator, left, right)
  const compute = FLOATS.get(operator)
  if (compute === undefined) throw new ValueError(`the operator ${operator} of floats is not supported here`)
  return new PythonFloat(compute(parts[0], parts[1]))
}

/** @throws TypeError `bad operand type for unary -: 'str'`. */
export function unary(operator: string, value: unknown): unknown {
  const whole = integerOf(value)
  if (whole !== null) return operator === '-' ? -whole : operator === '~' ? ~whole : whole
  if (isFloat(value) && operator !== '~') return operator === '-' ? new PythonFloat(-value.value) : value
  throw new TypeError(`bad operand type for unary ${operator}: '${pythonType(value)}'`)
}

/** Text, lists and tuples by +; other operators on them would make much of little. */
function concatenated(left: unknown, right: unknown): unknown {
  if (typeof left === 'string' && typeof right === 'string') return left + right
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right]
  if (isTuple(left) && isTuple(right)) return new PythonTuple([...left, ...right])
  return null
}

function integers(operator: string, left: bigint, right: bigint): unknown {
  const result = INTEGERS.get(operator)?.(left, right)
  if (result === undefined) throw new SyntaxError('invalid syntax')
  if (typeof result === 'bigint') limit(bits(result))
  return result
}

function power(base: bigint, exponent: bigint): bigint {
  if (exponent < 0n) throw new ValueError('a negative power is not supported here')
  limit(bits(base) * Number(exponent))
  return base ** exponent
}

function shift(left: bigint, count: bigint): bigint {
  limit(bits(left) + Number(shiftCount(count)))
  return left << count
}

function shiftCount(count: bigint): bigint {
  if (count < 0n) throw new ValueError('negative shift count')
  return count
}

function floorDivide(left: bigint, right: bigint, message = 'integer division or modulo by zero'): bigint {
  const quotient = left / (nonZero(right, message) as bigint)
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient
}

function nonZero(value: bigint | number, message: string): bigint | number {
  if (!value) throw new ZeroDivisionError(message)
  return value
}

function bits(value: bigint): number {
  return value === 0n || value === 1n || value === -1n ? 1 : value.toString(16).length * 4
}

function limit(count: number): void {
  if (count > MAX_BITS) throw new OverflowError(`a number of more than ${MAX_BITS} bits is not supported here`)
}

function integerOf(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value
  return typeof value === 'boolean' ? BigInt(value) : null
}

function numberOf(value: unknown): number | null {
  if (isFloat(value)) return value.value
  const whole = integerOf(value)
  return whole === null ? null : Number(whole)
}

function unsupported(operator: string, left: unknown, right: unknown): Error {
  const isSequence = typeof left === 'string' || Array.isArray(left) || isTuple(left)
  if (isSequence && operator === '+') {
    const type = pythonType(left)
    return new TypeError(`can only concatenate ${type} (not "${pythonType(right)}") to ${type}`)
  }
  if (operator !== '+' && (isContainer(left) || isContainer(right))) {
    return new ValueError(`the operator ${operator} of '${pythonType(left)}' is not supported here`)
  }
  const name = operator === '**' ? '** or pow()' : operator
  return new TypeError(`unsupported operand type(s) for ${name}: '${pythonType(left)}' and '${pythonType(right)}'`)
}

/** Whether Python's other operators may do much with a value: repeat it, format it, unite it. */
function isContainer(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && !isFloat(value))
}

function pythonType(value: unknown): string {
  return typeof value === 'bigint' ? 'int' : typeName(value)
}
