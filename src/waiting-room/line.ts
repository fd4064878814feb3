import { setImmediate as breathe } from 'node:timers/promises'
import { later, latest } from '../kernel/time.ts'
import type { Call } from './call-queries.ts'
import { slowedBy } from './call-rules.ts'
import { PACE_SECONDS, paceOf, pollAfter, waitOf } from './pace-rules.ts'
import { getBit, Presence, WINDOW_MS, windowAt } from './presence.ts'
import type { DrawnRoom } from './queries.ts'
import { bytesOf, drawOf, undrawn } from './shuffle.ts'

export type ReadRoom = Omit<DrawnRoom, 'secret'> & { readonly now: Date }

/** Up to so many waiting, those ahead are counted one by one. */
const EXACT_MOST = 16_384
/** Above, in blocks of so many places. */
const BLOCK = 256
/** Places that are counted before other requests have their turn. */
const STRETCH = 65_536

/** Where a ticket stands. `called`: it may enter. `late`: it had its turn; entering asks for another. */
export interface Standing {
  readonly status: 'waiting' | 'called' | 'late'
  /** 1 is next; null while there is no order yet, and when it had its turn. */
  readonly position: number | null
  /** Of those before it, how many are present. */
  readonly ahead: number | null
}

/**
 * A room as this process knows it: the last read of its row and calls, and who is present. Whatever is
 * asked of it is arithmetic; it asks no database.
 */
export class Line {
  readonly presence = new Presence()
  readonly idBytes: Buffer
  room: ReadRoom
  /** The last calls, oldest first. */
  calls: readonly Call[] = []
  #draw = undrawn
  /** Of the database, before the clock of this process. */
  #aheadMs = 0
  /** Present tickets before each block of places from `#countedFrom`. */
  #present: Uint32Array = new Uint32Array(1)
  #countedFrom = 0
  #block = 1
  #isCounting = false
  #pace = 0
  /** Since when somebody has waited all along. */
  #waitedSince = new Date(0)

  constructor(room: ReadRoom) {
    this.room = room
    this.idBytes = bytesOf(room.id)
    this.update(room, [])
  }

  update(room: ReadRoom, calls: readonly Call[]): void {
    this.#aheadMs = room.now.getTime() - Date.now()
    this.room = room
    const keptFrom = later(room.now, -Math.max(PACE_SECONDS, room.claimSeconds))
    this.calls = [...this.calls, ...calls].filter(({ at }) => at > keptFrom)
    if (room.head === room.tail) this.#waitedSince = room.now
    this.#pace = this.#paceNow()
    this.presence.grow(room.tail, this.window)
    if (this.#draw === undrawn) this.#draw = drawOf(room)
    void this.#count()
  }

  get now(): Date {
    return new Date(this.nowMs)
  }

  get nowMs(): number {
    return Date.now() + this.#aheadMs
  }

  get window(): number {
    return windowAt(this.nowMs)
  }

  get waiting(): number {
    return this.room.tail - this.room.head
  }

  /** Places a second, as of the last read. */
  get pace(): number {
    return this.#pace
  }

  /** How many were called in the last minute, as of the last read. */
  get calledLately(): number {
    return this.#calledSince(later(this.room.now, -PACE_SECONDS))
  }

  #calledSince(since: Date): number {
    const lately = this.calls.filter(({ at }) => at > since)
    return lately.reduce((sum, call) => sum + call.called + call.late, 0)
  }

  #paceNow(): number {
    const { now } = this.room
    const waitedSince = this.#waitedSince
    const called = this.#calledSince(latest(later(now, -PACE_SECONDS), waitedSince))
    const isSlowed = slowedBy(this.room, this.room.inside) !== null
    return paceOf(this.room, called, { now, waitedSince, isSlowed })
  }

  placeOf(number: number): number {
    return this.#draw.placeOf(number)
  }

  numberAt(place: number): number {
    return this.#draw.numberAt(place)
  }

  standingOf(number: number): Standing {
    const { openedAt, head } = this.room
    if (!openedAt) return { status: 'waiting', position: null, ahead: null }
    const place = this.placeOf(number)
    if (place >= head)
      return { status: 'waiting', position: place - head + 1, ahead: this.#aheadOf(place) }
    const call = this.calls.findLast(({ headFrom, headTo }) => place >= headFrom && place < headTo)
    const mayEnter = call && getBit(call.present, place - call.headFrom) && this.now < call.until
    return { status: mayEnter ? 'called' : 'late', position: null, ahead: null }
  }

  /** Seconds until somebody with so many before them is called; null: it is not known. */
  waitOf(ahead: number | null): number | null {
    if (this.room.openedAt) return waitOf(ahead ?? 0, this.pace)
    return Math.max(0, Math.ceil((this.room.opensAt.getTime() - this.nowMs) / 1000))
  }

  #aheadOf(place: number): number {
    const at = (place - this.#countedFrom) / this.#block
    const block = Math.min(Math.max(0, Math.floor(at)), this.#present.length - 1)
    const before = this.#present[block] ?? 0
    const inBlock = (this.#present[block + 1] ?? before) - before
    const called =
      this.#present[
        Math.min(
          Math.max(0, Math.floor((this.room.head - this.#countedFrom) / this.#block)),
          this.#present.length - 1,
        )
      ]
    const ahead = before + Math.round(inBlock * (at - block)) - (called ?? 0)
    return Math.min(place - this.room.head, Math.max(0, ahead))
  }

  /** Counts who is present before each place; a long line in stretches, between requests. */
  async #count(): Promise<void> {
    if (this.#isCounting || !this.room.openedAt) return
    this.#isCounting = true
    const { head, tail } = this.room
    const { window, pace } = this
    const block = tail - head <= EXACT_MOST ? 1 : BLOCK
    const present = new Uint32Array(Math.ceil((tail - head) / block) + 1)
    let count = 0
    for (let at = 0; at < present.length - 1; at += 1) {
      present[at] = count
      const back = windowsBack(at * block, pace, tail - head)
      const from = head + at * block
      for (let place = from; place < Math.min(tail, from + block); place += 1)
        if (this.presence.isPresent(this.numberAt(place), window, back)) count += 1
      if ((at * block) % STRETCH === STRETCH - block) await breathe()
    }
    present[present.length - 1] = count
    this.#present = present
    this.#countedFrom = head
    this.#block = block
    this.#isCounting = false
  }
}

/** For how many windows somebody counts as present after a poll: twice until the next one is due. */
export function windowsBack(ahead: number, pace: number, waiting: number): number {
  const pause = pollAfter(waitOf(ahead, pace), waiting)
  return 1 + Math.ceil((2 * pause * 1000) / WINDOW_MS)
}
