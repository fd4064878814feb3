import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { addDays, wallDate, wallTime, weekdayOf } from '../../kernel/time.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { onOwn, type StoreAsk } from '../operations.ts'
import { doorUnknown, storeMissing } from '../rules.ts'
import type { ProfileView } from './contract.ts'
import { type Hours, inOrder, openUntil, withDates } from './hours-rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { writeWords } from './words.ts'

type View = Static<typeof ProfileView>

/** What a store says of itself; empty where it says nothing. Problem: store-missing. */
export const showProfile = (engine: Engine, storeId: Id<'Store'>): Promise<View> =>
  readView(engine, engine.cell(storeId), storeId)

async function readView(engine: Engine, on: Queryable, storeId: Id<'Store'>): Promise<View> {
  const found = await queries.readProfile(on, storeId)
  if (!found) throw storeMissing()
  const door = engine.doors.get(found.door)
  const ofDoor = (await door?.openingHours?.(on, storeId)) ?? []
  const { id: _, door: _door, kind, timeZone, now, province, district, ...profile } = found
  const hours: readonly Hours[] = ofDoor.length > 0 ? inOrder(ofDoor) : profile.hours
  const date = wallDate(now, timeZone)
  const weekday = weekdayOf(date)
  const ofDates = (await door?.hoursOfDates?.(on, storeId, [addDays(date, -1), date])) ?? []
  const time = wallTime(now, timeZone)
  return {
    ...profile,
    hours: [...hours],
    tags: [...profile.tags],
    categoryWords: door ? rules.categoryWords(door, profile.category ?? kind) : null,
    area: province === null ? null : { province, district },
    hoursOfDoor: ofDoor.length > 0,
    openUntil: openUntil(withDates(hours, ofDates), { weekday, time }) ?? null,
    weekday,
    categories:
      door && door.kinds.length === 0
        ? Object.entries(door.categories ?? {}).map(([name, words]) => ({ name, words }))
        : [],
  }
}

/** Problems in order: store-missing, those of `rules.profileOf`. */
export const setProfile = (engine: Engine, ask: StoreAsk, asked: rules.Profile): Promise<View> =>
  onOwn(engine, ask, async (tx, { id, door }) => {
    await writeProfile(engine, tx, { id, door }, asked)
    await writeWords(engine, tx, id)
    return readView(engine, tx, id)
  })

/**
 * With the store locked. Hours that were typed before are kept while those of the door are shown instead.
 * Problems: those of `rules.profileOf`.
 */
export async function writeProfile(
  engine: Pick<Engine, 'doors'>,
  tx: Tx,
  { id, door: name }: { readonly id: Id<'Store'>; readonly door: string },
  asked: rules.Profile,
): Promise<void> {
  const door = engine.doors.get(name)
  if (!door) throw doorUnknown({ doors: [...engine.doors.keys()] })
  const profile = orThrow(rules.profileOf(door, asked))
  await queries.writeProfile(tx, id, profile)
  const ofDoor = (await door.openingHours?.(tx, id)) ?? []
  if (ofDoor.length > 0) return
  await queries.deleteHours(tx, id)
  await queries.insertHours(tx, id, profile.hours)
}
