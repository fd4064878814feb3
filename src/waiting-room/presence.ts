/** Presence is known by windows of this length. */
export const WINDOW_MS = 20_000
/** Tickets in a row of the database. */
export const BUCKET = 4_096

export const windowAt = (nowMs: number): number => Math.floor(nowMs / WINDOW_MS)

/**
 * When the tickets of a room were last seen, by window: two bytes a ticket. What this process saw in
 * the current window waits to be flushed for the others, as a bit a ticket.
 */
export class Presence {
  /** Windows modulo 65,536, which is two weeks. */
  #seen = new Uint16Array(BUCKET)
  #count = 0
  #window = 0
  readonly #dirty = new Set<number>()
  readonly #bits = new Map<number, Buffer>()

  /** Tickets that this process has not known before were given just now: they count as seen. */
  grow(count: number, window: number): void {
    if (count <= this.#count) return
    if (count > this.#seen.length) {
      const larger = new Uint16Array(Math.max(count, this.#seen.length * 2))
      larger.set(this.#seen)
      this.#seen = larger
    }
    this.#seen.fill(window, this.#count, count)
    this.#count = count
  }

  mark(number: number, window: number): void {
    this.grow(number + 1, window)
    this.#seen[number] = window
    if (window !== this.#window) {
      this.#window = window
      this.#bits.clear()
      this.#dirty.clear()
    }
    const bucket = Math.floor(number / BUCKET)
    const bits = this.#bits.get(bucket) ?? Buffer.alloc(BUCKET / 8)
    this.#bits.set(bucket, bits)
    if (getBit(bits, number % BUCKET)) return
    setBit(bits, number % BUCKET)
    this.#dirty.add(bucket)
  }

  /** Whether a ticket was seen in this window or in one of the `back` before it. */
  isPresent(number: number, window: number, back: number): boolean {
    return number >= this.#count || ((window - (this.#seen[number] ?? 0)) & 0xffff) <= back
  }

  /** What others have to be told; told once. */
  takeDirty(): { readonly window: number; readonly buckets: readonly [number, Buffer][] } {
    const buckets = [...this.#dirty].map((bucket): [number, Buffer] => [
      bucket,
      this.#bits.get(bucket) ?? Buffer.alloc(BUCKET / 8),
    ])
    this.#dirty.clear()
    return { window: this.#window, buckets }
  }

  /** What another process saw. */
  merge(bucket: number, window: number, seen: Buffer): void {
    for (let byte = 0; byte < seen.length; byte += 1) {
      const bits = seen[byte] ?? 0
      if (bits === 0) continue
      for (let bit = 0; bit < 8; bit += 1) {
        const number = bucket * BUCKET + byte * 8 + bit
        if ((bits & (1 << bit)) === 0 || number >= this.#count) continue
        const age = (window - (this.#seen[number] ?? 0)) & 0xffff
        if (age < 0x8000) this.#seen[number] = window
      }
    }
  }
}

/** Bits as PostgreSQL counts them in a bytea: the lowest of the first byte is the first. */
export const getBit = (bits: Buffer, at: number): boolean =>
  ((bits[at >> 3] ?? 0) & (1 << (at & 7))) !== 0

export function setBit(bits: Buffer, at: number): void {
  bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7))
}
