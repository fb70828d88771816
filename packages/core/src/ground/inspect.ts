/** The name under which Node's console asks an object for its text. Declared once, because TypeScript needs one symbol. */
export const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom')
