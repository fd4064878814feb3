import { type Engine, perEngine } from '../../engine.ts'
import { sharedLookUp } from '../../kernel/shared-read.ts'
import * as queries from './verified-queries.ts'

/** The verified number of an account as its blind index; undefined: it has none. Concurrent callers share a read. */
export const verifiedIndexOf = (engine: Engine, accountId: string): Promise<string | undefined> =>
  lookUps(engine)(accountId)

const lookUps = perEngine(({ house }: Engine) =>
  sharedLookUp(async (accountIds: readonly string[]) => {
    const found = await queries.listVerifiedPhones(house, accountIds)
    return new Map(found.map(({ accountId, phoneIndex }) => [accountId, phoneIndex]))
  }),
)
