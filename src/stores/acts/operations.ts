import type { Caller } from '../../accounts/caller.ts'
import type { Engine } from '../../engine.ts'
import type { ActKind } from '../../kernel/act-kind.ts'
import { csvHead, csvRow, escapeFormula } from '../../kernel/csv.ts'
import type { Endpoint } from '../../kernel/endpoint.ts'
import type { Id } from '../../kernel/id.ts'
import type { Language } from '../../kernel/language.ts'
import { idOf, page } from '../../kernel/page.ts'
import { later, wallDate, wallTime, withOffset } from '../../kernel/time.ts'
import { inCells } from '../../postgres/cells.ts'
import { readNow } from '../../postgres/now.ts'
import { readOwn, type StoreAsk } from '../operations.ts'
import { detailText, kindWords } from './kind-words.ts'
import * as queries from './queries.ts'
import { type Asked, actOf, KEPT_DAYS, namedIn, type Subject, subjectsOf } from './rules.ts'
import { commonWords } from './words.ts'

interface Acted extends Asked {
  readonly caller: Caller
  /** Before it was done. */
  readonly was: Subject | undefined
  readonly subjectOf: SubjectOf
}

/** What an order of a store is about now. */
export type SubjectOf = (storeId: Id<'Store'>, orderId: Id<'Order'>) => Promise<Subject | undefined>

/** Writes that somebody did something at a store, after it was done; nothing where it is no act. */
export async function recordAct(
  engine: Engine,
  endpoint: Endpoint,
  { caller, was, subjectOf, ...asked }: Acted,
): Promise<void> {
  const kind = actOf(endpoint)
  const named = kind && namedIn(endpoint, asked)
  if (!named) return
  const { storeId, orderId, detail } = named
  const became = orderId
    ? await subjectOf(storeId as Id<'Store'>, orderId as Id<'Order'>)
    : undefined
  const act = {
    ...subjectsOf(was, became),
    ...{ id: engine.newId<'Act'>(), kind, operation: endpoint.name, detail },
    ...{ storeId: storeId as Id<'Store'>, orderId: orderId as Id<'Order'> | null },
    ...{ byId: caller.accountId as Id<'Account'>, byKey: caller.key !== undefined },
  }
  await engine.cell(act.storeId).transaction((tx) => queries.insertAct(tx, act))
}

interface ActsAsk extends StoreAsk {
  readonly kind?: ActKind
  /** Only what this person did. */
  readonly person?: string | undefined
}

const PAGE = 30

/** Who did what at a store and when, latest first. Problem: store-missing. */
export async function listActs(
  engine: Engine,
  {
    cursor,
    limit = PAGE,
    kind,
    person,
    ...ask
  }: ActsAsk & { readonly cursor?: string; readonly limit?: number },
) {
  const { id } = await readOwn(engine, ask)
  const filter = { kind, byId: person as Id<'Account'> | undefined, after: cursor }
  const found = await queries.listActs(engine.cell(id), id, { ...filter, limit: limit + 1 })
  const { data, nextCursor } = page(found, limit, idOf)
  const nameOf = await namesOf(engine, data)
  return {
    data: data.map(({ byId, orderId: _, at, guest, ...act }) => ({
      ...act,
      at: at.toISOString(),
      said: saidOf(engine, act.operation),
      guest: guest && engine.keyRing.open(guest),
      by: (byId && nameOf.get(byId)) ?? null,
    })),
    nextCursor,
  }
}

/** What an operation is called; null where its kind says it all. */
export function saidOf({ doors }: Pick<Engine, 'doors'>, operation: string) {
  const all = [commonWords, ...[...doors.values()].map(({ actWords = {} }) => actWords)]
  const [ko, en] = all.find((words) => Object.hasOwn(words, operation))?.[operation] ?? []
  return ko && en ? { ko, en } : null
}

async function namesOf({ house }: Engine, acts: readonly queries.ShownAct[]) {
  const ids = [...new Set(acts.flatMap(({ byId }) => byId ?? []))]
  const names = ids.length > 0 ? await queries.readNames(house, ids) : []
  return new Map(names.map(({ id, name }) => [id, name]))
}

/** Everybody who did something at a store. Problem: store-missing. */
export async function listActors(engine: Engine, ask: StoreAsk) {
  const { id } = await readOwn(engine, ask)
  const actors = await queries.listActors(engine.cell(id), id)
  const names = await queries.readNames(
    engine.house,
    actors.map(({ byId }) => byId),
  )
  return {
    data: names
      .map(({ id: accountId, name }) => ({ accountId, name }))
      .toSorted((one, other) => one.name.localeCompare(other.name, 'ko')),
  }
}

const columns: readonly Record<Language, string>[] = [
  { ko: '시각', en: 'At' },
  { ko: '한 사람', en: 'Who' },
  { ko: '종류', en: 'Kind' },
  { ko: '작업', en: 'Operation' },
  { ko: '상세', en: 'Detail' },
  { ko: '주문 번호', en: 'Order number' },
  { ko: '예약자', en: 'Guest' },
  { ko: '바꾸기 전', en: 'Before' },
  { ko: '예약 내용', en: 'Booking' },
]

const PAGE_ROWS = 1_000

/** The same as CSV, a page of rows at a time, in constant memory. Problem: store-missing. */
export async function actsCsv(
  engine: Engine,
  { kind, person, ...ask }: ActsAsk,
  language: Language,
): Promise<AsyncGenerator<string>> {
  const store = await readOwn(engine, ask)
  const filter = { kind, byId: person as Id<'Account'> | undefined, limit: PAGE_ROWS }
  return rowsOf(engine, store, filter, language)
}

async function* rowsOf(
  engine: Engine,
  { id, timeZone }: { readonly id: Id<'Store'>; readonly timeZone: string },
  filter: queries.ActFilter,
  language: Language,
): AsyncGenerator<string> {
  yield csvHead(columns.map(({ [language]: title }) => title))
  let after: string | undefined
  do {
    const found = await queries.listActs(engine.cell(id).patient, id, { ...filter, after })
    const nameOf = await namesOf(engine, found)
    const about = (subject: Subject | null) =>
      escapeFormula(subject ? subjectText(subject, timeZone, language) : '')
    const rows = found.map(({ at, byId, kind, operation, detail, orderNumber, ...act }) =>
      csvRow([
        withOffset(at, timeZone),
        escapeFormula((byId && nameOf.get(byId)) ?? ''),
        kindWords[kind][language],
        (saidOf(engine, operation) ?? kindWords[kind])[language],
        detailText(detail, language) ?? '',
        escapeFormula(orderNumber ?? ''),
        escapeFormula(act.guest ? engine.keyRing.open(act.guest) : ''),
        ...[about(act.was), about(act.became)],
      ]),
    )
    if (rows.length > 0) yield rows.join('')
    after = found.length === PAGE_ROWS ? found.at(-1)?.id : undefined
  } while (after)
}

/** `2026-12-05 19:00, 4명, 홀 3`. */
function subjectText(
  { startsAt, what, where }: Subject,
  timeZone: string,
  language: Language,
): string {
  const at = startsAt && new Date(startsAt)
  const when = at && `${wallDate(at, timeZone)} ${wallTime(at, timeZone)}`
  return [when, what[language], where?.[language]].filter(Boolean).join(', ')
}

const REMOVED_MOST = 5_000
const DAY_SECONDS = 86_400

/** A job: what was done is kept for a year. */
export const removeOldActs = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) => {
    const { now } = await readNow(on.patient)
    return queries.removeOldActs(on.patient, later(now, -KEPT_DAYS * DAY_SECONDS), REMOVED_MOST)
  })
