/** The items of records that are on their way, kept for whoever is told that one of them failed. */
const FEW = 256

export class Pending<Item> {
  #kept: { readonly number: number; readonly item: Item }[] = []
  #keepAtMost = FEW

  /**
   * @param number - The record's; they come in order.
   * @param settle - Hears of all failures so far, and says up to which number records are done.
   */
  keep(number: number, item: Item, settle: () => number): void {
    this.#kept.push({ number, item })
    if (this.#kept.length < this.#keepAtMost) return
    const done = settle()
    this.#kept = this.#kept.filter((each) => ((each.number - done) | 0) > 0)
    this.#keepAtMost = this.#kept.length + FEW
  }

  find(number: number): Item | undefined {
    return this.#kept.find((each) => each.number === number)?.item
  }

  clear(): void {
    this.#kept = []
  }
}
