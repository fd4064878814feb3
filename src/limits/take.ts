import { createHmac } from 'node:crypto'
import { type Engine, perEngine } from '../engine.ts'
import { GroupCommit } from '../kernel/group-commit.ts'
import { Problem } from '../kernel/problem.ts'
import { sharedLookUp } from '../kernel/shared-read.ts'
import type { Queryable, Tx } from '../postgres/sql.ts'
import { askingOf } from '../proofs/asking.ts'
import { challengeFor, readAnswer } from '../proofs/challenges.ts'
import { proofNeeded } from '../proofs/rules.ts'
import { defaults, type LimitName } from './names.ts'
import { type Needed, Proofs, type Proving, readProofs } from './proofs.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { withWider } from './wider.ts'

/** What a request takes out of one bucket. */
export interface Take {
  readonly limit: LimitName
  /**
   * Whom the bucket is of: an account, a network; of what else it is, follows a space. Stored as a keyed hash only.
   */
  readonly of: string
  /**
   * How much of it; a function gets what is spent of each bucket of the same request. Default: 1.
   */
  readonly amount?: number | ((spent: readonly number[]) => number)
  /** Whoever asks this bucket for more than is left loses the rest. Default: nothing is taken. */
  readonly isForfeit?: boolean
}

/**
 * Takes from all of these buckets, and from those of wider networks, or from none: then throws what says when to come
 * back. Requests that
 * arrive at once share a transaction of the house; the buckets are those of every process.
 * Problems in order: limit-reached; proof-needed, at an endpoint that asks for one.
 *
 * @param receipt an id under which all of it can be given back later
 */
export async function take(
  engine: Engine,
  takes: readonly Take[],
  receipt?: string,
): Promise<void> {
  const asking = askingOf()
  const proving = asking && { ...asking, answered: await readAnswer(engine, asking) }
  const request = { takes: hashedOf(engine, takes), isBack: false, receipt, proving }
  const needed = await batches(engine).submit('', request)
  if (asking && needed) throw proofNeeded(await challengeFor(engine, asking, needed))
}

/** Gives back what was taken, as far as it has not come back with time. */
export async function giveBack(engine: Engine, takes: readonly Take[]): Promise<void> {
  await batches(engine).submit('', { takes: hashedOf(engine, takes), isBack: true })
}

/** Gives back what was taken under a receipt, once; false: there is none, or no more. */
export async function giveBackReceipt(engine: Engine, receipt: string): Promise<boolean> {
  const taken = await receipts(engine)(receipt)
  if (!taken) return false
  const byKey = Map.groupBy(taken, ([, key]) => key)
  const takes = [...byKey].flatMap(([key, some]) => {
    const amount = some.reduce((sum, [, , one]) => sum + one, 0)
    return some[0] ? [{ limit: some[0][0], key, amount }] : []
  })
  await batches(engine).submit('', { takes, isBack: true })
  return true
}

/** What was taken under one receipt is given back under another from now on. */
export const moveReceipt = ({ house }: Engine, from: string, to: string): Promise<number> =>
  house.transaction((tx) => queries.moveReceipt(tx, from, to))

const receipts = perEngine(({ house }) =>
  sharedLookUp(async (ids: readonly string[]) => {
    const found = await queries.takeReceipts(house, ids)
    return new Map(found.map(({ id, taken }) => [id, taken]))
  }),
)

interface HashedTake extends Required<Pick<Take, 'limit' | 'amount'>>, Pick<Take, 'isForfeit'> {
  readonly key: string
}

interface Request {
  readonly takes: readonly HashedTake[]
  readonly isBack: boolean
  readonly receipt?: string | undefined
  readonly proving?: Proving | undefined
}

const secrets = perEngine(({ secret }) => createHmac('sha256', secret).update('limits').digest())

const hashedOf = (engine: Engine, takes: readonly Take[]): readonly HashedTake[] =>
  withWider(takes).map(hashed(engine))

/** 128 bits of a keyed hash: whoever reads the table learns no address and no account. */
const hashed =
  (engine: Engine) =>
  ({ limit, of, amount = 1, isForfeit = false }: Take): HashedTake => {
    const hmac = createHmac('sha256', secrets(engine)).update(`${limit} ${of}`)
    const hex = hmac.digest('hex')
    const groups = [
      [0, 8],
      [8, 12],
      [12, 16],
      [16, 20],
      [20, 32],
    ] as const
    return { limit, amount, isForfeit, key: groups.map((group) => hex.slice(...group)).join('-') }
  }

const batches = perEngine(
  ({ house }) =>
    new GroupCommit<Request, Needed | undefined>(async (requests) => {
      for (let left = MADE_MEANWHILE_MOST; ; left -= 1)
        try {
          return await house.transactionAfter(
            (on) => lockAndRead(on, requests),
            (tx, read) => decide(tx, requests, read),
          )
        } catch (error) {
          if (left === 0 || (error as { code?: unknown }).code !== UNIQUE) throw error
        }
    }),
)

/** PostgreSQL's code of a row that is there already: another process has made the same bucket. */
const UNIQUE = '23505'
const MADE_MEANWHILE_MOST = 5

async function lockAndRead(on: Queryable, requests: readonly Request[]) {
  const keys = new Set(requests.flatMap(({ takes }) => takes.map(({ key }) => key)))
  const [kept, settings, proofs] = await Promise.all([
    queries.lockBuckets(on, [...keys]),
    queries.readSettings(on),
    readProofs(
      on,
      requests.flatMap(({ proving }) => proving ?? []),
    ),
  ])
  return { kept, settings: new Map(settings.map(({ limit, ...is }) => [limit, is])), proofs }
}

/** Decides in order of arrival, each on what the requests before it have left, and commits. */
async function decide(
  tx: Tx,
  requests: readonly Request[],
  { kept, settings, ...read }: Awaited<ReturnType<typeof lockAndRead>>,
): Promise<(undefined | Problem | Needed)[]> {
  const old = new Map(kept.map((bucket) => [bucket.key, bucket]))
  const buckets = new Map<string, queries.KeptBucket>(old)
  const limitOf = (name: LimitName): rules.Limit => settings.get(name) ?? defaults[name]
  const receipts: queries.Receipt[] = []
  const proofs = new Proofs(read.proofs, tx.now)
  const answers = requests.map((request) => {
    const { taken, refusal, ...decided } = decideOne(request, buckets, limitOf, proofs)
    for (const bucket of decided.buckets) buckets.set(bucket.key, bucket)
    const { receipt: id } = request
    if (id !== undefined && taken) receipts.push({ id, taken })
    return refusal
  })
  const written = [...buckets.values()].filter((bucket) => bucket !== old.get(bucket.key))
  const fresh = written.filter(({ key }) => !old.has(key))
  const changed = written.filter(({ key }) => old.has(key))
  const refusals = refusalsOf(answers)
  await tx.commitWith([
    ...proofs.write(tx),
    ...(fresh.length > 0 ? [queries.insertBuckets(tx, fresh)] : []),
    ...(changed.length > 0 ? [queries.updateBuckets(tx, changed)] : []),
    ...(receipts.length > 0 ? [queries.insertReceipts(tx, receipts)] : []),
    ...(refusals.size > 0 ? [queries.countRefusals(tx, refusals)] : []),
  ])
  return answers
}

interface Decided {
  readonly buckets: readonly queries.KeptBucket[]
  readonly taken?: readonly queries.Taken[]
  readonly refusal?: Problem | Needed
}

/**
 * Decides one request: the buckets afterwards, or the refusal of the one that takes longest to come back
 * with what is forfeited, or the work that its network has to prove first.
 */
function decideOne(
  { takes, isBack, proving }: Request,
  buckets: ReadonlyMap<string, queries.KeptBucket>,
  limitOf: (name: LimitName) => rules.Limit,
  proofs: Proofs,
): Decided {
  const { now } = proofs
  const spent = takes.map(({ key, limit }) => rules.spentAt(buckets.get(key), limitOf(limit), now))
  const taken: queries.Taken[] = []
  const after: queries.KeptBucket[] = []
  const forfeited: queries.KeptBucket[] = []
  let refused: { readonly limit: LimitName; readonly until: Date } | undefined
  for (const { limit, key, amount, isForfeit } of takes) {
    const wanted = typeof amount === 'number' ? amount : amount(spent)
    const decide = isBack ? rules.giveBack : rules.take
    const done = decide(buckets.get(key), limitOf(limit), wanted, now)
    if (!(done instanceof Date)) {
      after.push({ key, ...done })
      taken.push([limit, key, wanted])
      continue
    }
    const until = isForfeit ? rules.forfeit(limitOf(limit), wanted, now) : done
    if (isForfeit) forfeited.push({ key, spent: limitOf(limit).burst, at: now })
    if (!refused || until > refused.until) refused = { limit, until }
  }
  if (refused)
    return { buckets: forfeited, refusal: rules.reached(refused.limit, refused.until, now) }
  const shares = takes.map(
    ({ limit }, at) => [limit, (spent[at] ?? 0) / limitOf(limit).burst] as const,
  )
  const needed = proving && proofs.decide(proving, shares)
  return needed ? { buckets: [], refusal: needed } : { buckets: after, taken }
}

function refusalsOf(
  answers: readonly (undefined | Problem | Needed)[],
): ReadonlyMap<LimitName, number> {
  const counts = new Map<LimitName, number>()
  for (const answer of answers) {
    if (!(answer instanceof Problem)) continue
    const { limit } = answer.facts as { limit: LimitName }
    counts.set(limit, (counts.get(limit) ?? 0) + 1)
  }
  return counts
}
