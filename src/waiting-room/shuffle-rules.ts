/**
 * A permutation of 0 … size-1 that follows from its round tables alone: a balanced Feistel network of
 * eight rounds over 2·halfBits bits, walked until the value is below `size` (cycle walking). Nothing
 * is stored for a ticket: a million places are drawn by one write of a seed, and anyone can compute
 * them again. docs/waiting-room.md has the exact bytes and test vectors.
 *
 * @see https://eprint.iacr.org/2002/029 (Black and Rogaway, Ciphers with Arbitrary Finite Domains)
 */
export interface Shuffle {
  readonly size: number
  readonly halfBits: number
  /** For each round, the round function's value for each half: `rounds[round][half]`. */
  readonly rounds: readonly Uint16Array[]
}

export const ROUNDS = 8

/** The least half for which 2·halfBits bits can hold `size` values. */
export function halfBitsOf(size: number): number {
  let halfBits = 1
  while (4 ** halfBits < size) halfBits += 1
  return halfBits
}

/** The place that a number is drawn to. */
export function placeOf(shuffle: Shuffle, number: number): number {
  let value = number
  do value = forth(shuffle, value)
  while (value >= shuffle.size)
  return value
}

/** The number that was drawn to a place. */
export function numberOf(shuffle: Shuffle, place: number): number {
  let value = place
  do value = back(shuffle, value)
  while (value >= shuffle.size)
  return value
}

function forth({ halfBits, rounds }: Shuffle, value: number): number {
  let left = value >>> halfBits
  let right = value & ((1 << halfBits) - 1)
  for (const round of rounds) {
    const mixed = left ^ (round[right] ?? 0)
    left = right
    right = mixed
  }
  return (left << halfBits) | right
}

function back({ halfBits, rounds }: Shuffle, value: number): number {
  let left = value >>> halfBits
  let right = value & ((1 << halfBits) - 1)
  for (let at = rounds.length - 1; at >= 0; at -= 1) {
    const mixed = right ^ (rounds[at]?.[left] ?? 0)
    right = left
    left = mixed
  }
  return (left << halfBits) | right
}
