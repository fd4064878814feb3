import type { FastifyReply } from 'fastify'
import type { Engine } from '../engine.ts'
import type { SignedIn } from './operations.ts'
import { keepArrivalFor } from './providers/arrived.ts'
import type { Account } from './queries.ts'

/** An account as its owner sees it: the address of a guest is none. */
export const accountView = ({ id, email, name, role, isGuest, ...of }: Account) => ({
  id,
  name,
  role,
  isGuest,
  email: isGuest ? null : email,
  address: isGuest ? ('none' as const) : addressState(of),
})

function addressState({
  isVerified,
  isAddressLost,
}: Pick<Account, 'isVerified' | 'isAddressLost'>): 'verified' | 'unverified' | 'lost' {
  if (isVerified) return 'verified'
  return isAddressLost ? 'lost' : 'unverified'
}

/** What every sign-in ends with. */
export async function welcome(
  engine: Engine,
  reply: FastifyReply,
  { account, token, cookies }: SignedIn,
) {
  const { headers } = reply.request
  setCookies(reply, cookies)
  if (!account.isGuest) setCookies(reply, await keepArrivalFor(engine, headers, account.id))
  reply.request.signedInAs = account.id
  return { token, user: accountView(account) }
}

export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
}
