import type { ProblemBody, Result } from '../../../web/call.ts'
import { type KeptTicket, markUsed, readTicket, writeTicket } from '../kept.ts'
import { askPosition, enter, isMissing, join, type Position, type Room } from '../room-queries.ts'
import { type Estimate, moved, polled } from './place-estimate.ts'

/**
 * `turn`: may enter. `ended`: the visit is over; joining again gives a new place. `gone`: the store has
 * no room. `refused`: the server's words say why.
 */
export type Stage = 'asking' | 'waiting' | 'turn' | 'late' | 'inside' | 'ended' | 'refused' | 'gone'

export interface Standing {
  readonly stage: Stage
  /** The last answer; it stays while the connection is lost. */
  readonly position?: Position
  /** When it came, by the local clock. */
  readonly answeredAt: number
  readonly estimate?: Estimate | undefined
  /** The first position that was known. */
  readonly first?: number | undefined
  readonly isLost: boolean
  /** Until when the store is open to this visitor. */
  readonly until?: string
  readonly ended?: string | undefined
  readonly problem?: ProblemBody | undefined
}

const JITTER = 0.15
/** A hidden page asks less often, but within the time in which its visitor counts as present. */
const HIDDEN_FACTOR = 1.5
const RETRY_SECONDS = [3, 6, 12, 20]
const LATE_SECONDS_LEAST = 3
const REJOINS_MOST = 2
/** In other stages nothing is asked by itself. */
const asking: readonly Stage[] = ['asking', 'waiting', 'turn', 'late']

const isSeen = (): boolean => document.visibilityState === 'visible'

/** A visitor in the room of a store: joins, asks as often as the server says, and enters. */
export class Visit {
  standing: Standing = { stage: 'asking', answeredAt: 0, isLost: false }
  readonly #listeners = new Set<() => void>()
  readonly #storeId: string
  readonly #accountId: string
  #timer: ReturnType<typeof setTimeout> | undefined
  #isAsking = false
  #isStopped = false
  #failures = 0
  #rejoins = 0
  #dueAt = Number.POSITIVE_INFINITY
  #roomId: string | undefined

  constructor(storeId: string, accountId: string) {
    this.#storeId = storeId
    this.#accountId = accountId
  }

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly read = (): Standing => this.standing

  /** Begins, and catches up whenever the page is seen or online again. */
  start(): () => void {
    this.#isStopped = false
    document.addEventListener('visibilitychange', this.#catchUp)
    addEventListener('online', this.#catchUp)
    if (this.#isAskingStage) void this.ask()
    return () => {
      this.#isStopped = true
      clearTimeout(this.#timer)
      document.removeEventListener('visibilitychange', this.#catchUp)
      removeEventListener('online', this.#catchUp)
    }
  }

  get #isAskingStage(): boolean {
    return asking.includes(this.standing.stage)
  }

  readonly #catchUp = (): void => {
    if (!this.#isAskingStage) return
    const { stage, isLost } = this.standing
    const isDue = stage === 'late' || (isLost && navigator.onLine) || Date.now() > this.#dueAt
    if (isSeen() && isDue) void this.ask()
  }

  /** Asks for the position; joins first where this account has no ticket here. */
  async ask(): Promise<void> {
    const { stage } = this.standing
    if (stage === 'late' && isSeen()) return this.enter()
    const known = readTicket(this.#storeId)
    const isKnown = known?.accountId === this.#accountId && !known.isUsed
    await this.#send(
      () => (isKnown ? askPosition(this.#storeId) : join(this.#storeId)),
      (answer) => {
        if ('number' in answer) this.#keepTicket(Number(answer.number))
        else this.#rejoins = 0
        this.#answered(answer)
      },
    )
  }

  /** Joins; after a visit that has ended it gives a new ticket. */
  async joinAgain(): Promise<void> {
    writeTicket(this.#storeId, undefined)
    this.#set({ stage: 'asking', ended: undefined, problem: undefined, estimate: undefined })
    await this.ask()
  }

  async enter(): Promise<void> {
    await this.#send(
      () => enter(this.#storeId),
      ({ status, until }) => {
        if (status === 'pass' && until) {
          clearTimeout(this.#timer)
          markUsed(this.#storeId)
          return this.#set({ stage: 'inside', until })
        }
        this.#set({ stage: 'late' })
        const { pollAfterSeconds = 0 } = this.standing.position ?? {}
        this.#plan(Math.max(LATE_SECONDS_LEAST, pollAfterSeconds))
      },
    )
  }

  /** Shows that the visit has ended, until the visitor joins again. */
  end(ended: string): void {
    clearTimeout(this.#timer)
    this.#set({ stage: 'ended', ended })
  }

  /** The shared document, as it comes: moves the numbers between polls. */
  hear({ roomId, head, openedAt }: Pick<Room, 'roomId' | 'head' | 'openedAt'>): void {
    this.#roomId = roomId
    const { stage, estimate } = this.standing
    if (stage !== 'waiting' || !openedAt) return
    if (!estimate) return void this.#soon()
    const now = moved(estimate, head)
    this.#set({ estimate: now })
    if (now.shown === 0) this.#soon()
  }

  /** The order was drawn, or the line has reached this place: asks now, not all at the same moment. */
  #soon(): void {
    if (this.#isAsking || this.#dueAt - Date.now() < 1_000) return
    this.#plan(0.2 + 0.6 * Math.random())
  }

  #answered(position: Position): void {
    const stage = position.status === 'pass' ? 'turn' : position.status
    const { estimate } = this.standing
    this.#set({
      stage,
      position,
      estimate: position.position === null ? undefined : polled(position.position, estimate),
      first: this.#firstOf(position),
    })
    // the time inside begins with entering: a page that nobody sees does not ask for another turn
    if (stage === 'late' && isSeen()) void this.enter()
    else this.#plan(position.pollAfterSeconds)
  }

  #firstOf({ position }: Position): number | undefined {
    const ticket = readTicket(this.#storeId)
    if (!ticket || ticket.first !== undefined || position === null) return ticket?.first
    writeTicket(this.#storeId, { ...ticket, first: position })
    return position
  }

  #keepTicket(number: number): void {
    const known = readTicket(this.#storeId)
    const isSame = known?.number === number && known.roomId === this.#roomId
    const ticket: KeptTicket = {
      accountId: this.#accountId,
      roomId: this.#roomId,
      number,
      isUsed: false,
      first: isSame ? known.first : undefined,
    }
    writeTicket(this.#storeId, ticket)
    if (!isSame) this.#set({ estimate: undefined })
  }

  async #send<Answer>(
    request: () => Promise<Result<Answer>>,
    onAnswer: (answer: Answer) => void,
  ): Promise<void> {
    if (this.#isAsking || this.#isStopped) return
    this.#isAsking = true
    clearTimeout(this.#timer)
    const result = await request()
    this.#isAsking = false
    if (this.#isStopped) return
    if (!result.ok) return this.#refused(result.problem)
    this.#failures = 0
    this.#set({ isLost: false, answeredAt: Date.now(), problem: undefined })
    onAnswer(result.answer)
  }

  #refused(problem: ProblemBody): void {
    const { type, status } = problem
    if (isMissing(problem)) this.#set({ stage: 'gone' })
    else if (type === 'waiting-token-unknown' || type === 'waiting-pass-of-another')
      this.#joinAnew(problem)
    else if (type === 'waiting-pass-ended') {
      markUsed(this.#storeId)
      this.#set({ stage: 'ended', ended: String(problem.ended) })
    } else if (type === 'still-waiting') {
      this.#set({ stage: 'waiting' })
      this.#plan(1)
    } else if (type === 'waiting-room-not-open') this.#plan(1)
    else if (status === 0 || status === 429 || status >= 500) {
      this.#failures += 1
      this.#set({ isLost: true, problem })
      this.#plan(RETRY_SECONDS[Math.min(this.#failures, RETRY_SECONDS.length) - 1] ?? 20)
    } else this.#set({ stage: 'refused', problem })
  }

  /** The ticket is of an earlier room or of another account. Again and again: cookies are blocked. */
  #joinAnew(problem: ProblemBody): void {
    writeTicket(this.#storeId, undefined)
    this.#rejoins += 1
    if (this.#rejoins > REJOINS_MOST) this.#set({ stage: 'refused', problem })
    else {
      this.#set({ estimate: undefined })
      this.#plan(0.5)
    }
  }

  #plan(seconds: number): void {
    clearTimeout(this.#timer)
    const factor = isSeen() ? 1 : HIDDEN_FACTOR
    const ms = seconds * 1000 * factor * (1 - JITTER + 2 * JITTER * Math.random())
    this.#dueAt = Date.now() + ms
    this.#timer = setTimeout(() => void this.ask(), ms)
  }

  #set(changed: Partial<Standing>): void {
    this.standing = { ...this.standing, ...changed }
    for (const listener of this.#listeners) listener()
  }
}
