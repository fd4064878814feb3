import { at, type Hall } from './hall.ts'

/** Which seats cannot be had, by their ids: bit `id - 1`, lowest bit first. */
export interface SeatStates {
  readonly version: number
  readonly taken: Uint8Array
  readonly heldBack: Uint8Array
  readonly remaining: number
}

export interface SeatChanges {
  readonly taken: readonly number[]
  readonly free: readonly number[]
}

export const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

const isSet = (bits: Uint8Array, id: number): boolean =>
  (((bits[(id - 1) >> 3] ?? 0) >> ((id - 1) & 7)) & 1) === 1

export const isGone = (states: SeatStates, id: number): boolean =>
  isSet(states.taken, id) || isSet(states.heldBack, id)

export const isHeldBack = (states: SeatStates, id: number): boolean => isSet(states.heldBack, id)

/** The states after seats were taken or came back. */
export function changed(states: SeatStates, { taken, free }: SeatChanges): SeatStates {
  const most = Math.max(0, ...taken, ...free)
  const bits = new Uint8Array(Math.max(states.taken.length, (most + 7) >> 3))
  bits.set(states.taken)
  let remaining = states.remaining
  const set = (id: number, isTaken: boolean) => {
    if (isSet(bits, id) === isTaken) return
    const byte = (id - 1) >> 3
    bits[byte] = (bits[byte] ?? 0) ^ (1 << ((id - 1) & 7))
    if (!isSet(states.heldBack, id)) remaining += isTaken ? -1 : 1
  }
  for (const id of taken) set(id, true)
  for (const id of free) set(id, false)
  return { ...states, taken: bits, remaining }
}

/** One number a seat of the hall: 1 for one that cannot be had. */
export function goneOf({ ids, size }: Hall, states: SeatStates | undefined): Uint8Array {
  const gone = new Uint8Array(size)
  if (states)
    for (let seat = 0; seat < size; seat++) if (isGone(states, at(ids, seat))) gone[seat] = 1
  return gone
}
