import type { FastifyReply } from 'fastify'
import type { SignedIn } from './operations.ts'
import type { Account } from './queries.ts'

/** An account as its owner sees it: the address of a guest is none. */
export const accountView = ({ email, ...account }: Account) => ({
  ...account,
  email: account.isGuest ? null : email,
})

export function welcome(reply: FastifyReply, { account, token, cookies }: SignedIn) {
  setCookies(reply, cookies)
  reply.request.signedInAs = account.id
  return { token, user: accountView(account) }
}

export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
}
