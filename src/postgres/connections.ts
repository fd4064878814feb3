import type { Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Bounds, CONNECT_MS, FULL_RETRY_MS, HANGS_MS, settingsOf } from './bounds.ts'
import { clientTo, Primary } from './hosts.ts'
import { busy, cannotWrite, isLost, isServerFull, outageOf } from './rules.ts'
import type { Statement } from './statement.ts'

// What `pg` knows of a connection and has no types for.
interface Inside {
  readonly connection: { readonly stream: Writable & { setTimeout(ms: number): unknown } }
  readonly _activeQuery: unknown
  readonly _sentQueryQueue: readonly unknown[]
}
const inside = (client: pg.ClientBase) => client as unknown as Inside

const owesAnswer = (client: pg.ClientBase): boolean => {
  const { _activeQuery, _sentQueryQueue } = inside(client)
  return Boolean(_activeQuery) || _sentQueryQueue.length > 0
}

/**
 * Takes care of a connection for all of its life. What goes wrong with it is told to whoever asked
 * something over it; without a listener of its own, an `error` event ends the process. A server that
 * owes an answer and says nothing for `answerMs` is given up: it may be gone without a word.
 *
 * @param silent told before the connection is ended
 */
export function own(client: pg.ClientBase, { answerMs }: Bounds, silent = () => {}): void {
  client.on('error', () => {})
  if (answerMs === 0) return
  const { stream } = inside(client).connection
  stream.setTimeout(answerMs) // of silence in both directions
  stream.on('timeout', () => {
    if (!owesAnswer(client)) return
    silent()
    stream.destroy()
  })
}

/** A single connection, with an owner from its first moment. */
export function openClient(
  url: string,
  name: string,
  bounds: Bounds,
  settings: readonly string[] = [],
): pg.Client {
  const primary = new Primary(url)
  const client = new (clientTo(primary))({
    connectionString: primary.hosts[0].url,
    application_name: name,
    ...settingsOf(bounds, settings),
  })
  client.on('error', () => {}) // while it connects
  client.once('connect', () => own(client, bounds))
  return client
}

/** The pool, and what is known of its connections. */
export class Connections {
  readonly pool: pg.Pool
  readonly #open = new Set<pg.PoolClient>()
  readonly #idle = new Set<pg.PoolClient>()
  readonly #askedAt = new Map<pg.PoolClient, number>()
  readonly #primary: Primary
  readonly #most: number
  #peer: Connections | undefined
  #silences = 0
  #refusals = 0

  /**
   * @param ask.settings of every connection, as PostgreSQL writes them: `name=value`
   * @param ask.peer another pool of the same server: when one goes silent, both are given up
   */
  constructor(
    url: string,
    ask: {
      readonly most: number
      readonly bounds: Bounds
      readonly name?: string
      readonly settings?: readonly string[]
      readonly peer?: Connections
    },
  ) {
    this.#peer = ask.peer
    if (ask.peer) ask.peer.#peer = this
    this.#primary = new Primary(url)
    this.#most = ask.most
    this.pool = new pg.Pool({
      Client: clientTo(this.#primary),
      connectionString: this.#primary.hosts[0].url,
      max: ask.most,
      application_name: ask.name ?? 'jari',
      pipeline: true, // statements that do not wait for each other's answers share a round trip
      ...settingsOf(ask.bounds, ask.settings),
    })
    this.pool.on('error', () => {}) // an idle connection died; the next query opens another
    this.pool.on('connect', (client) => {
      this.#open.add(client)
      own(client, ask.bounds, () => this.#silent())
    })
    this.pool.on('acquire', (client) => this.#idle.delete(client))
    this.pool.on('release', (_, client) => {
      this.#idle.add(client)
      this.#askedAt.delete(client)
    })
    this.pool.on('remove', (client) => {
      this.#open.delete(client)
      this.#idle.delete(client)
    })
  }

  /**
   * A free connection, or a new one. Where the server has no room for another, one of ours will be
   * free soon; where the primary has moved, the next try finds it.
   *
   * @throws busy, unavailable: no connection in time, and nothing was asked yet
   */
  async take(): Promise<pg.PoolClient> {
    const giveUpAt = performance.now() + CONNECT_MS
    for (let triesLeft = this.#primary.isAlone ? 0 : 1; ; triesLeft -= 1) {
      try {
        return await this.pool.connect()
      } catch (error) {
        const isFull = isServerFull(error) && performance.now() < giveUpAt
        const mayHaveMoved = isLost(error) && triesLeft > 0
        if (!isFull && !mayHaveMoved) throw causedBy(isServerFull(error), error)
        if (isFull) await this.#stayWithin()
      }
    }
  }

  /** Lets the pool wait for its own connections for a while, instead of opening more. */
  async #stayWithin(): Promise<void> {
    const { options } = this.pool
    const open = this.#open.size // without those that are only trying
    if (open === 0) return pause(FULL_RETRY_MS)
    if (options.max > open) {
      options.max = open
      setTimeout(() => {
        options.max = this.#most
      }, CONNECT_MS).unref()
    }
  }

  /** Connections that are open and idle, and requests that wait for one. */
  get use(): { open: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool
    return { open: totalCount, idle: idleCount, waiting: waitingCount }
  }

  /**
   * Asks, with what the same turn asks.
   *
   * @param refused told in the order in which PostgreSQL refuses
   */
  send(
    client: pg.PoolClient,
    statement: Statement,
    refused: (error: Error) => void = () => {},
  ): Promise<pg.QueryResult> {
    this.gather(client)
    return new Promise((resolve, reject) => {
      statement.callback = (error, answer) => {
        if (!error) return resolve(answer)
        refused(error)
        reject(error)
      }
      client.query(statement as never)
    })
  }

  /**
   * What is asked in one turn leaves in one write: a write costs as much as what it carries. (Seen:
   * 55 µs a claim for the twelve statements of a batch, each in a write of its own.)
   */
  gather(client: pg.PoolClient): void {
    const { stream } = inside(client).connection
    if (stream.writableCorked > 0) return
    this.#askedAt.set(client, performance.now())
    stream.cork()
    process.nextTick(() => stream.uncork())
  }

  /** How often a server was given up because it said nothing. */
  get silences(): number {
    return this.#silences
  }

  /** How often it was heard that nothing can be written. */
  get refusals(): number {
    return this.#refusals
  }

  failed(error: unknown): void {
    if (cannotWrite(error)) this.#refusals += 1
    if (isLost(error)) this.#primary.doubt()
  }

  /** Whether somebody has waited for an answer for longer than PostgreSQL lets anybody wait. */
  get isHanging(): boolean {
    const before = performance.now() - HANGS_MS
    return [...this.#askedAt].some(([client, at]) => at < before && owesAnswer(client))
  }

  /** Whoever takes an idle connection to the same server would wait as long. */
  #silent(): void {
    this.#silences += 1
    this.#primary.doubt()
    this.#dropIdle()
    if (this.#peer) this.#peer.#dropIdle()
  }

  #dropIdle(): void {
    for (const client of this.#idle) inside(client).connection.stream.destroy()
  }
}

/** Nothing was asked yet: no connection means that nothing has happened. */
function causedBy(isFull: boolean, error: unknown): unknown {
  const outage = isFull ? busy() : outageOf(error, false)
  return outage ? Object.assign(outage, { cause: error }) : error
}
