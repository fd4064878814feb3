import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { orThrow } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { readOwnStore } from '../stores/queries.ts'
import { type By, storeMissing } from '../stores/rules.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** Policy kinds available to stores of a front door. */
export const policiesOf = ({ doors }: Engine, frontDoor: string): readonly rules.Kind[] =>
  doors.get(frontDoor)?.policies ?? ['free']

/**
 * Adds a policy to a store the caller may manage. It applies to orders made a minute later or after;
 * earlier orders keep their policy.
 * Problems in order: store-missing, those of `rules.choosePolicy`.
 */
export const changePolicy = (
  engine: Engine,
  ask: By & {
    readonly storeId: Id<'Store'>
    readonly kind: rules.Kind
    readonly tiers?: readonly rules.Tier[]
  },
): Promise<void> =>
  engine.cell(ask.storeId).transaction(async (tx) => {
    const store = await readOwnStore(tx, ask, ask.storeId)
    if (!store) throw storeMissing()
    const policy = orThrow(rules.choosePolicy(policiesOf(engine, store.door), ask))
    const appliesAt = later(tx.now, rules.APPLIES_AFTER_SECONDS)
    await queries.insertPolicy(tx, ask.storeId, {
      ...policy,
      id: engine.newId<'Policy'>(),
      appliesAt,
    })
  })
