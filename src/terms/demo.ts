import type { Engine } from '../engine.ts'
import { setOperator } from './operations.ts'
import { readOperator } from './queries.ts'

/** Who runs a sandbox: nobody. The number has a right check digit. Idempotent. */
export async function seedOperator(engine: Engine, adminId: string): Promise<void> {
  if (await readOperator(engine.house)) return
  const operator = {
    ...{ company: '자리 (연습용)', representative: '김연습', businessNumber: '123-45-67891' },
    ...{ mailOrderNumber: '제2026-연습-0000호', address: '서울특별시 종로구 연습로 1' },
    ...{ phone: '02-0000-0000', email: 'help@jari.local' },
    ...{ hosting: '연습용 서버', privacyOfficer: '김연습' },
  }
  await setOperator(engine, operator, adminId)
}
