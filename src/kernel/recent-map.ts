/**
 * An approximate LRU map: keeps at least the latest `most` entries and at most twice as many. When
 * the young generation is full, the old one is dropped whole. (Deleting the oldest key of a `Map`
 * one by one walks over all deleted ones before it: measured as 5 % of a claim.)
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

  deleteWhere(isGone: (thing: Thing) => boolean): void {
    for (const generation of [this.#young, this.#old])
      for (const [key, thing] of generation) if (isGone(thing)) generation.delete(key)
  }
}
