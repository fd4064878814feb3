import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import { type Channel, type SocketReader, textFrame } from '../../http/socket.ts'
import type { LotAsk } from './bid-queries.ts'
import { listLatestMessages } from './chat/queries.ts'
import { lineView } from './chat/view.ts'
import type * as contract from './live-contract.ts'
import * as queries from './live-queries.ts'
import * as rules from './rules.ts'
import { bidLineView, stateView } from './view.ts'

type Frame = Static<typeof contract.LotFrame>

/** At most one frame in this time. */
export const TICK_MS = 100
/** After a read that failed. */
const AGAIN_MS = 500
/** Bids and messages of a frame. */
const LATEST = 50
/** What clients show of messages: removals of older ones are not told. */
const SHOWN_MESSAGES = 200
const TIMER_MOST_MS = 3_600_000

/** What this process knows of a lot. */
interface Known {
  readonly lot: rules.Lot
  readonly nowAt: { readonly now: Date; readonly ms: number }
  readonly messageCount: number
  readonly isFrozen: boolean
  /** The latest, oldest first. */
  readonly bids: Frame['bids']
  readonly messages: Frame['messages']
  readonly removed: readonly number[]
}

/** What the last frame has told. */
interface Told {
  readonly bids: number
  readonly messages: number
  readonly removed: ReadonlySet<number>
  /** Of what else is in a frame. */
  readonly mark: string
}

const nothingTold: Told = { bids: 0, messages: 0, removed: new Set(), mark: '' }

/**
 * The room of one lot in this process. It reads the lot once for a change, whoever watches, and makes one
 * frame for all. Reads follow each other, so that no frame is older than the one before.
 */
export class LotFeed implements Channel {
  readonly readers = new Set<SocketReader>()
  readonly ask: LotAsk
  readonly #engine: Engine
  readonly #elsewhere: () => number
  readonly #emptied: () => void
  #known: Known | undefined
  #told = nothingTold
  #whole: { readonly frame: Buffer; readonly ms: number } | undefined
  #first: Promise<void> | undefined
  #isStale = true
  #isReading = false
  #tick: NodeJS.Timeout | undefined
  #turn: NodeJS.Timeout | undefined
  #tickedMs = Number.NEGATIVE_INFINITY

  /**
   * @param elsewhere how many watch at other processes
   * @param emptied called when the last reader has left
   */
  constructor(
    engine: Engine,
    ask: LotAsk,
    { elsewhere, emptied }: { readonly elsewhere: () => number; readonly emptied: () => void },
  ) {
    this.#engine = engine
    this.ask = ask
    this.#elsewhere = elsewhere
    this.#emptied = emptied
  }

  /** Resolves once the lot is known. Problem: lot-missing. */
  async ready(): Promise<void> {
    if (this.#known) return
    this.#first ??= this.#readFirst()
    await this.#first
  }

  async #readFirst(): Promise<void> {
    try {
      const known = await this.#read()
      this.#told = this.#toldOf(known) // whoever comes is sent the whole
    } finally {
      this.#first = undefined
      if (this.#isStale) this.#schedule(0)
    }
  }

  /** The lot has changed, or may have. */
  touch(): void {
    this.#isStale = true
    this.#schedule(0)
  }

  /** Something else of the frame may have changed: how many watch. */
  recount(): void {
    if (this.#known && this.#markOf(this.#known) !== this.#told.mark) this.#schedule(0)
  }

  left(): void {
    if (this.readers.size === 0) this.#emptied()
  }

  close(): void {
    clearTimeout(this.#tick)
    clearTimeout(this.#turn)
  }

  whole(): Buffer | undefined {
    if (!this.#known) return undefined
    const ms = performance.now()
    if (!this.#whole || ms - this.#whole.ms > TICK_MS) {
      const { bids, messages, removed } = this.#known
      this.#whole = { frame: this.#frame(this.#known, bids, messages, removed), ms }
    }
    return this.#whole.frame
  }

  #schedule(least: number): void {
    if (this.#tick || this.#isReading || this.#first) return
    const wait = Math.max(least, this.#tickedMs + TICK_MS - performance.now())
    this.#tick = setTimeout(() => void this.#run(), wait)
  }

  async #run(): Promise<void> {
    this.#tickedMs = performance.now()
    this.#isReading = true
    this.#tick = undefined
    let again = 0
    try {
      if (this.#isStale) await this.#read()
      this.#tell()
    } catch (error) {
      if ((error as { is?: unknown }).is === rules.lotMissing) this.#end()
      else again = AGAIN_MS
    }
    this.#isReading = false
    if (this.#isStale && this.readers.size > 0) this.#schedule(again)
  }

  /** Later statements see what earlier ones count: what is newer than that is left for the next read. */
  async #read(): Promise<Known> {
    this.#isStale = false
    const { ask } = this
    const before = this.#known
    try {
      const [found, bids, messages, removed] = await this.#engine
        .cell(ask.storeId)
        .flight((on) =>
          Promise.all([
            queries.readWatched(on, ask),
            queries.listLatestBids(on, ask, before?.lot.bids ?? 0, LATEST),
            listLatestMessages(on, ask, before?.messageCount ?? 0, LATEST),
            queries.listRemoved(on, ask, SHOWN_MESSAGES),
          ]),
        )
      if (!found) throw rules.lotMissing()
      const { messages: messageCount, isFrozen, now, ...lot } = found
      const gone = new Set(removed.map(({ number }) => number))
      const added = messages.filter(({ message }) => message <= messageCount).map(lineView)
      const known: Known = {
        lot,
        nowAt: { now, ms: performance.now() },
        ...{ messageCount, isFrozen },
        bids: [
          ...(before?.bids ?? []),
          ...bids.filter(({ number }) => number <= lot.bids).map(bidLineView),
        ].slice(-LATEST),
        messages: [...(before?.messages ?? []), ...added]
          .filter(({ number }) => !gone.has(number))
          .slice(-LATEST),
        removed: [...gone],
      }
      this.#known = known
      this.#whole = undefined
      this.#wakeAtTurn(known)
      return known
    } catch (error) {
      this.#isStale = true
      throw error
    }
  }

  /** Nothing is written when a lot starts, or its time is up: whoever watches is told by this clock. */
  #wakeAtTurn({ lot }: Known): void {
    clearTimeout(this.#turn)
    const now = this.#now()
    const next = [lot.startsAt, lot.endsAt].find((at) => at > now)
    if (lot.state !== 'open' || !next) return
    const wait = Math.min(next.getTime() - now.getTime() + 1, TIMER_MOST_MS)
    this.#turn = setTimeout(() => this.touch(), wait).unref()
  }

  /** Sends what is new to all, if anything is. */
  #tell(): void {
    const known = this.#known
    if (!known) return
    const before = this.#told
    const now = this.#toldOf(known)
    const removed = known.removed.filter((number) => !before.removed.has(number))
    if (now.mark === before.mark && now.messages === before.messages && removed.length === 0) return
    const bids = known.bids.filter(({ number }) => number > before.bids)
    const messages = known.messages.filter(({ number }) => number > before.messages)
    this.#told = now
    this.#whole = undefined
    const frame = this.#frame(known, bids, messages, removed)
    for (const reader of this.readers) reader.send(frame)
  }

  #toldOf(known: Known): Told {
    const { lot, messageCount, removed } = known
    const mark = this.#markOf(known)
    return { bids: lot.bids, messages: messageCount, removed: new Set(removed), mark }
  }

  #markOf({ lot, isFrozen }: Known): string {
    return [lot.version, rules.stageAt(lot, this.#now()), isFrozen, this.#viewers()].join(' ')
  }

  #viewers(): number {
    return this.readers.size + this.#elsewhere()
  }

  /** The database's clock, which went on since the last read. */
  #now(): Date {
    const { now, ms } = this.#known?.nowAt ?? { now: new Date(0), ms: 0 }
    return new Date(now.getTime() + performance.now() - ms)
  }

  #frame(
    { lot, isFrozen }: Known,
    bids: Frame['bids'],
    messages: Frame['messages'],
    removed: readonly number[],
  ): Buffer {
    const frame: Frame = {
      state: stateView(lot, this.#now()),
      viewers: this.#viewers(),
      ...{ bids, messages, removed: [...removed], isFrozen },
    }
    return textFrame(JSON.stringify(frame))
  }

  /** The lot is no longer to be seen. */
  #end(): void {
    this.#known = undefined
    for (const reader of this.readers) reader.close(GONE)
  }
}

/** A normal closure: there is nothing to come back for. */
const GONE = 1000
