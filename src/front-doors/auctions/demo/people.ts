import { hashPassword } from '../../../accounts/passwords.ts'
import { findAccountByEmail, insertAccount } from '../../../accounts/queries.ts'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'

const CUSTOMER = 'customer@jari.local'
const BOTS = [
  { email: 'collector@jari.local', name: '이수집' },
  { email: 'bot-1@jari.local', name: '최입찰' },
  { email: 'bot-2@jari.local', name: '정호가' },
] as const

export interface People {
  /** Null where the sandbox has no demo customer any more. */
  readonly customer: Id<'Account'> | null
  readonly collector: Id<'Account'>
  readonly bots: readonly Id<'Account'>[]
}

/** Makes the bots, who never sign in, where they are missing. */
export async function seedPeople(engine: Engine): Promise<People> {
  for (const bot of BOTS) {
    if (await findAccountByEmail(engine.house, bot.email)) continue
    const passwordHash = await hashPassword(engine.newCode(40))
    const account = { ...bot, id: engine.newId(), role: 'customer', isVerified: true } as const
    await insertAccount(engine.house, account, { credentialId: engine.newId(), passwordHash })
  }
  return findPeople(engine)
}

export async function findPeople({ house }: Engine): Promise<People> {
  const emails = [CUSTOMER, ...BOTS.map(({ email }) => email)]
  const found = await Promise.all(emails.map((email) => findAccountByEmail(house, email)))
  const [customer = null, ...bots] = found.map((account) => account?.id ?? null)
  const there = bots.flatMap((id) => id ?? [])
  return { customer, collector: there[0] ?? '', bots: there }
}
