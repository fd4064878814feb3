import type { BusinessDetails } from '../../kernel/business.ts'
import type { Id } from '../../kernel/id.ts'
import type { Tx } from '../../postgres/sql.ts'
import { writeBusiness } from './operations.ts'

/** Who sells at a demo store: nobody. The number has a right check digit, and says what it is for. */
export const demoBusiness = (name: string): BusinessDetails => ({
  ...{ company: `${name} (연습용)`, representative: '김연습', businessNumber: '123-45-67891' },
  ...{ mailOrderNumber: '제2026-연습-0001호', address: '서울특별시 종로구 연습로 1' },
  ...{ phone: '02-0000-0000', email: null },
})

export const writeDemoBusiness = (tx: Tx, storeId: Id<'Store'>, name: string): Promise<unknown> =>
  writeBusiness(tx, storeId, demoBusiness(name))
