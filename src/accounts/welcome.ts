import type { FastifyReply } from 'fastify'
import type { SignedIn } from './operations.ts'
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

export function welcome(reply: FastifyReply, { account, token, cookies }: SignedIn) {
  setCookies(reply, cookies)
  reply.request.signedInAs = account.id
  return { token, user: accountView(account) }
}

export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
}
