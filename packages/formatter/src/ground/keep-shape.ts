/**
 * Keeps one object of a class, and with it the shape that V8 has given to the objects of that class.
 *
 * If the last of them is garbage when the whole heap is collected, V8 forgets the shape and with it all code that it
 * has compiled for objects of it: the next 200,000 log lines took half as long again.
 */
const kept: object[] = []

/**
 * Keeps an object that is made as the others of its class are.
 *
 * @internal For @pylogging/core.
 */
export function keepShape(object: object): void {
  kept.push(object)
}
