import type { Engine } from '../engine.ts'
import { orThrow } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

const CHANGES_SHOWN = 10
const DAY_SECONDS = 24 * 60 * 60
/** Answers in one run of the job. */
const SWEPT_MOST = 10_000

/** What counts, its default, who changed it, and how many were asked and given in the last day. */
export async function readProofs({ house }: Engine) {
  const { now } = await readNow(house)
  const [changes, inLastDay] = await house.flight((on) =>
    Promise.all([
      queries.listChanges(on, CHANGES_SHOWN),
      queries.sumProofs(on, later(now, -DAY_SECONDS)),
    ]),
  )
  const { fromPercent, least, most } = changes[0] ?? rules.usualSetting
  return { fromPercent, least, most, usual: rules.usualSetting, inLastDay, changes }
}

/** Sets it, unless it is so already. Problem: proof-work-order. */
export async function setProofs(
  engine: Engine,
  { changedBy, ...setting }: rules.Setting & { readonly changedBy: string },
): Promise<void> {
  orThrow(rules.maySet(setting))
  await engine.house.transaction(async (tx) => {
    await queries.lockSetting(tx)
    const is = (await queries.readSetting(tx)) ?? rules.usualSetting
    const isSame = (['fromPercent', 'least', 'most'] as const).every(
      (name) => is[name] === setting[name],
    )
    if (!isSame) await queries.insertSetting(tx, { id: engine.newId(), ...setting, changedBy })
  })
}

/** A job: removes answers that have ended, and counts that nobody is shown. */
export async function sweepProofs({ house }: Engine): Promise<number> {
  const { now } = await readNow(house)
  await queries.removeOldCounts(house.patient, later(now, -2 * DAY_SECONDS))
  return queries.removeEnded(house.patient, now, SWEPT_MOST)
}
