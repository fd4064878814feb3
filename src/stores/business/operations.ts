import type { Engine } from '../../engine.ts'
import {
  type BusinessDetails,
  businessNumberOf,
  businessNumberWrong,
  nobody,
} from '../../kernel/business.ts'
import type { Id } from '../../kernel/id.ts'
import type { Tx } from '../../postgres/sql.ts'
import { onOwn, type StoreAsk } from '../operations.ts'
import { readStore } from '../queries.ts'
import { storeMissing } from '../rules.ts'
import * as queries from './queries.ts'

/** Who sells at a store; empty until its owner has said. Problem: store-missing. */
export async function showBusiness(engine: Engine, storeId: Id<'Store'>): Promise<BusinessDetails> {
  const cell = engine.cell(storeId)
  const [store, business] = await Promise.all([
    readStore(cell, storeId),
    queries.readBusiness(cell, storeId),
  ])
  if (!store) throw storeMissing()
  return business ?? nobody
}

/** Problem: business-number-wrong. */
export async function writeBusiness(
  tx: Tx,
  storeId: Id<'Store'>,
  given: BusinessDetails,
): Promise<BusinessDetails> {
  const businessNumber = businessNumberOf(given.businessNumber)
  if (businessNumber === undefined) throw businessNumberWrong()
  const business = { ...given, businessNumber }
  await queries.writeBusiness(tx, storeId, business)
  return business
}

/** Problems in order: store-missing, business-number-wrong. */
export const setBusiness = (
  engine: Engine,
  ask: StoreAsk,
  given: BusinessDetails,
): Promise<BusinessDetails> => onOwn(engine, ask, (tx, { id }) => writeBusiness(tx, id, given))
