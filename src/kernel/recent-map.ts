/**
 * Remembers the latest `most` things at least, and twice as many at most: when a generation is full, the
 * one before it is let go of whole. (To let go of the oldest key one by one, a `Map` walks over all that
 * were removed before it: seen as a twentieth of a claim.)
 */
export class RecentMap<Thing> {
  readonly #most: number
  #young = new Map<string, Thing>()
  #old = new Map<string, Thing>()

  constructor(most: number) {
    this.#most = most
  }

  get(key: string): Thing | undefined {
    return this.#young.get(key) ?? this.#old.get(key)
  }

  set(key: string, thing: Thing): void {
    if (this.#young.size >= this.#most) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, thing)
  }

  delete(key: string): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }

  /** Forgets all that this is true of. */
  deleteWhere(isGone: (thing: Thing) => boolean): void {
    for (const generation of [this.#young, this.#old])
      for (const [key, thing] of generation) if (isGone(thing)) generation.delete(key)
  }
}
