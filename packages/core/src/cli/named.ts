/** A dotted name of a configuration, together with what it stands for. */
export class Named {
  readonly name: string
  readonly value: unknown

  constructor(name: string, value: unknown) {
    this.name = name
    this.value = value
  }
}
