import type { Engine } from '../../engine.ts'
import { Problem } from '../../kernel/problem.ts'
import { spending } from '../../limits/spend.ts'
import { type Take, take } from '../../limits/take.ts'
import type { Asker } from '../check-password.ts'

// Whom Jari writes to because somebody typed an address. Each kind has a budget of its own: what strangers ask
// for never uses up the reset of whoever reads the mails of an address.

/** What a mail costs of a budget of which one comes back in an hour: four at once, four more in a day. */
const MAIL = 6

/**
 * Writes to an address that anybody may have typed; what is not written after all is given back, so that
 * nobody spends the budget of an address without a mail to it. Problem: limit-reached.
 */
export function writingToStranger<Answer>(
  engine: Engine,
  { email, asker }: { readonly email: string; readonly asker: Asker | undefined },
  work: () => Promise<Answer>,
): Promise<Answer> {
  if (!asker) return work()
  const takes = [ofAddress(email), { limit: 'account-mails-network', of: asker.network }] as const
  return spending(engine, takes, work)
}

/** Whether an address may get another mail of a sign-up, which succeeds without it all the same. */
export const mayWriteSignUp = async (engine: Engine, email: string, asker: Asker | undefined) =>
  !asker || isTaken(engine, [ofAddress(email)])

/**
 * Whether another reset is mailed to an address. Where it is not, those that were mailed still work: a link for
 * half an hour, and another one in twelve minutes. Problem: limit-reached, by the network.
 */
export async function mayWriteReset(
  engine: Engine,
  email: string,
  asker: Asker | undefined,
): Promise<boolean> {
  if (!asker) return true
  await take(engine, [{ limit: 'account-mails-network', of: asker.network }])
  return isTaken(engine, [{ limit: 'reset-mails-address', of: email.toLowerCase() }])
}

/** The same for an address that nobody verified, whose links work for three days. */
export const mayWriteUnverified = (engine: Engine, email: string): Promise<boolean> =>
  isTaken(engine, [{ limit: 'reset-mails-unverified', of: email.toLowerCase(), amount: MAIL }])

const ofAddress = (email: string): Take => ({
  ...{ limit: 'account-mails-address', of: email.toLowerCase(), amount: MAIL },
})

async function isTaken(engine: Engine, takes: readonly Take[]): Promise<boolean> {
  try {
    await take(engine, takes)
    return true
  } catch (error) {
    if (error instanceof Problem && error.is.kind === 'limited') return false
    throw error
  }
}
