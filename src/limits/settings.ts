import type { Engine } from '../engine.ts'
import { orThrow } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import { defaults, isLimitName, type LimitName, limitNames } from './names.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

const CHANGES_SHOWN = 10
const DAY_SECONDS = 24 * 60 * 60
/** Buckets in one run of the job. */
const SWEPT_MOST = 10_000

/** Every limit: what counts, its default, who changed it, and how often it refused in the last day. */
export async function listLimits(engine: Engine) {
  const { now } = await readNow(engine.house)
  const [changes, refusals] = await engine.house.flight((on) =>
    Promise.all([
      queries.listChanges(on, CHANGES_SHOWN),
      queries.sumRefusals(on, later(now, -DAY_SECONDS)),
    ]),
  )
  const refused = new Map(refusals.map(({ limit, count }) => [limit, count]))
  const changesOf = Map.groupBy(changes, ({ limit }) => limit)
  return limitNames.map((name) => {
    const changed = changesOf.get(name) ?? []
    const [latest = defaults[name]] = changed
    return {
      ...{ name, burst: latest.burst, perHour: latest.perHour, usual: defaults[name] },
      refusedInLastDay: refused.get(name) ?? 0,
      changes: changed,
    }
  })
}

/** A limit as it counts now. */
export async function readLimit(engine: Engine, name: LimitName): Promise<rules.Limit> {
  const settings = await queries.readSettings(engine.house)
  return settings.find(({ limit }) => limit === name) ?? defaults[name]
}

/** Sets a limit, unless it is so already. Problems in order: limit-missing, limit-too-slow. */
export async function setLimit(
  engine: Engine,
  {
    name,
    changedBy,
    ...limit
  }: rules.Limit & { readonly name: string; readonly changedBy: string },
): Promise<void> {
  if (!isLimitName(name)) throw rules.limitMissing()
  orThrow(rules.mayBeLimit(limit))
  await engine.house.transaction(async (tx) => {
    await queries.lockSettings(tx)
    const settings = await queries.readSettings(tx)
    const { burst, perHour } = settings.find((one) => one.limit === name) ?? defaults[name]
    if (burst === limit.burst && perHour === limit.perHour) return
    await queries.insertSetting(tx, { id: engine.newId(), limit: name, ...limit, changedBy })
  })
}

/** A job: removes buckets that are whole again, and refusals that nobody is shown. */
export async function sweepLimits({ house }: Engine): Promise<number> {
  const { now } = await readNow(house)
  const before = later(now, -rules.HOURS_TO_RECOVER_MOST * 60 * 60)
  await queries.removeOldRefusals(house.patient, later(now, -2 * DAY_SECONDS))
  const receipts = await queries.removeOldReceipts(house.patient, before, SWEPT_MOST)
  return receipts + (await queries.removeOldBuckets(house.patient, before, SWEPT_MOST))
}
