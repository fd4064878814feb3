import { type Problem, problem } from '../kernel/problem.ts'
import { texts } from './literal.ts'
import { type Many, type Queryable, sql, type Tx } from './sql.ts'

/** The key under which a request's effect and answer are written once. */
export interface Once {
  /** The account: one person's key means nothing to another. */
  readonly scope: string
  readonly key: string
  /** SHA-256 of method, path and body: the same key with another request is a problem. */
  readonly fingerprint: string
}

export const keyMissing = problem('idempotency-key-missing', 'malformed', {
  ko: 'Idempotency-Key 헤더가 필요해요.',
  en: 'This request needs an Idempotency-Key header.',
})
export const keyInFlight = problem('idempotency-key-in-flight', 'conflict', {
  ko: '같은 요청을 처리하고 있어요. 잠시 뒤에 다시 시도해 주세요.',
  en: 'The same request is still running. Try again in a moment.',
})
export const keyReused = problem('idempotency-key-reused', 'invalid', {
  ko: '이미 다른 요청에 사용한 Idempotency-Key예요.',
  en: 'This Idempotency-Key was used for another request.',
})

/** What is known under a key: the answer, null while it is still running, undefined if new. */
export type Recalled = string | null | undefined

/**
 * Takes a key for the rest of the transaction, and reads what was answered under it. Read under the
 * key's lock, so that of the same request sent to many processes at once one runs, and the others get
 * its answer or idempotency-key-in-flight: never a refusal by what the first one changed.
 *
 * @returns the answer, or undefined: the request has to run
 * @throws idempotency-key-in-flight while another transaction has it, or a request waits for an outside
 *   call; idempotency-key-reused when the key belongs to another request
 */
export const takeKey = (tx: Tx, once: Once): Promise<string | undefined> =>
  tx.together<Once, string | undefined>(takeEach, '', once)

const takeEach: Many<Once, string | undefined> = async (tx, onces) => {
  // Pipelined in this order: the answers are read under the locks.
  const [locks, known] = await Promise.all([lockKeys(tx, onces), recallMany(tx, onces)])
  return known.map((answer, at) => {
    if (!locks[at]?.isTaken || answer === null) return keyInFlight()
    return answer
  })
}

/** Never waits: a key that another transaction has is not taken. */
const lockKeys = (tx: Tx, onces: readonly Once[]) =>
  tx.rows<{ isTaken: boolean }>(sql`
    select pg_try_advisory_xact_lock(hashtextextended(scope || ' ' || key, 0)) as "isTaken"
      from unnest(
             ${onces.map(({ scope }) => scope)}::text[],
             ${onces.map(({ key }) => key)}::text[]
           ) with ordinality as asked (scope, key, place)
     order by place
  `)

/** What was answered under these keys, in their order, with one query; a reused key is a problem in its place. */
export async function recallMany(
  on: Queryable,
  onces: readonly Once[],
): Promise<(Recalled | Problem)[]> {
  const rows = await on.rows<Row>(sql`
    select known.scope, known.key, known.fingerprint, known.answer
      from unnest(
             ${onces.map(({ scope }) => scope)}::text[],
             ${onces.map(({ key }) => key)}::text[]
           ) as asked (scope, key)
      join idempotency_keys as known using (scope, key)
  `)
  const known = new Map(rows.map((row) => [`${row.scope} ${row.key}`, row]))
  return onces.map(({ scope, key, fingerprint }) => {
    const row = known.get(`${scope} ${key}`)
    return row && row.fingerprint !== fingerprint ? keyReused() : row?.answer
  })
}

/** An answer that was given before. */
export interface Replay {
  readonly stored: string
  readonly replayed: true
}

/** What has been answered before, to those of a batch who ask with the same key again. */
export async function replaysOf<Ask extends { readonly once?: Once | undefined }>(
  on: Queryable,
  asks: readonly Ask[],
): Promise<Map<Ask, Replay | Problem>> {
  const keyed = asks.flatMap((ask) => (ask.once ? { ask, once: ask.once } : []))
  if (keyed.length === 0) return new Map()
  const known = await recallMany(
    on,
    keyed.map(({ once }) => once),
  )
  return new Map(
    keyed.flatMap(({ ask }, at): [Ask, Replay | Problem][] => {
      const answer = known[at]
      if (typeof answer === 'string') return [[ask, { stored: answer, replayed: true }]]
      return answer ? [[ask, answer]] : []
    }),
  )
}

/** How an answer is stored that must not be read in the table. */
export interface Sealing {
  seal(text: string): string
  open(sealed: string): string
}

/**
 * Does `work` once a key: stores its answer with its effect, or replays what is stored. Concurrent
 * requests with one key, in all processes, have one effect.
 * Problems in order: idempotency-key-in-flight, idempotency-key-reused, those of `work`.
 */
export async function answerOnce<Answer>(
  tx: Tx,
  once: Once | undefined,
  work: () => Promise<Answer>,
  sealing: Sealing = { seal: (text) => text, open: (text) => text },
): Promise<Answer | Replay> {
  if (!once) return work()
  const known = await takeKey(tx, once)
  if (known !== undefined) return { stored: sealing.open(known), replayed: true }
  const answer = await work()
  await remember(tx, once, sealing.seal(JSON.stringify(answer)))
  return answer
}

/**
 * Writes the answer with the effect, or null before an outside call and the answer after it.
 * @throws idempotency-key-in-flight when another process was faster: all is rolled back, and a
 *   repetition gets that one's answer
 */
export const remember = (tx: Tx, once: Once, answer: string | null): Promise<void> =>
  tx.together(rememberEach, '', { once, answer })

interface Remembered {
  readonly once: Once
  readonly answer: string | null
}

const rememberEach: Many<Remembered, void> = async (tx, rows) => {
  await rememberMany(tx, rows)
  return rows.map(() => undefined)
}

/** The same for a batch with one statement. One that was beaten refuses the whole batch. */
export async function rememberMany(tx: Tx, rows: readonly Remembered[]): Promise<void> {
  const written = await tx.run(sql`
    insert into idempotency_keys (scope, key, fingerprint, answer, created_at)
    select scope, key, fingerprint, answer, ${tx.now}
      from unnest(
             ${rows.map(({ once }) => once.scope)}::text[],
             ${rows.map(({ once }) => once.key)}::text[],
             ${rows.map(({ once }) => once.fingerprint)}::text[],
             ${texts(rows.map(({ answer }) => answer))}::text[]
           ) as given (scope, key, fingerprint, answer)
     order by scope, key
        on conflict (scope, key) do update set answer = excluded.answer
     where idempotency_keys.answer is null
       and excluded.answer is not null
       and idempotency_keys.fingerprint = excluded.fingerprint
  `)
  if (written !== rows.length) throw keyInFlight()
}

/**
 * The same for keys that were just found to be free: PostgreSQL itself refuses the batch when one of
 * them was beaten, so that a commit may be sent along.
 */
export async function rememberFresh(
  tx: Tx,
  rows: readonly { readonly once: Once; readonly answer: string }[],
): Promise<void> {
  try {
    await tx.run(sql`
      insert into idempotency_keys (scope, key, fingerprint, answer, created_at)
      select scope, key, fingerprint, answer, ${tx.now}
        from unnest(
               ${rows.map(({ once }) => once.scope)}::text[],
               ${rows.map(({ once }) => once.key)}::text[],
               ${rows.map(({ once }) => once.fingerprint)}::text[],
               ${texts(rows.map(({ answer }) => answer))}::text[]
             ) as given (scope, key, fingerprint, answer)
       order by scope, key
    `)
  } catch (error) {
    if ((error as { code?: string }).code === '23505') throw keyInFlight()
    throw error
  }
}

interface Row {
  readonly scope: string
  readonly key: string
  readonly fingerprint: string
  readonly answer: string | null
}

/** Frees a key whose request had no effect after an outside call: the same may be asked again. */
export const forget = (on: Queryable, { scope, key }: Once) =>
  on.run(
    sql`delete from idempotency_keys where scope = ${scope} and key = ${key} and answer is null`,
  )

/** Frees a key whose answer names what came to nothing: the same may be asked again. */
export const takeBack = (on: Queryable, { scope, key }: Once, answer: string) =>
  on.run(
    sql`delete from idempotency_keys where scope = ${scope} and key = ${key} and answer = ${answer}`,
  )

/** Removes every key of an account, and the answers with it. */
export async function forgetScope(tx: Tx, scope: string): Promise<void> {
  await tx.run(sql`delete from idempotency_keys where scope = ${scope}`)
}
