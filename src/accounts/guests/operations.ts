import { type Engine, perEngine } from '../../engine.ts'
import { GroupCommit } from '../../kernel/group-commit.ts'
import { take } from '../../limits/take.ts'
import { auth } from '../auth.ts'
import type { Asker } from '../check-password.ts'
import { type SignedIn, signedIn } from '../operations.ts'
import { sessions } from '../sessions.ts'
import type { Joining } from './join.ts'
import * as queries from './queries.ts'
import { contactNeeded, guestsOnly } from './rules.ts'

/** Makes a guest and signs them in. Problem: limit-reached. */
export async function signInAsGuest(engine: Engine, asker: Asker | undefined): Promise<SignedIn> {
  if (asker) await take(engine, [{ limit: 'guests-network', of: asker.network }])
  const { headers, response } = await auth(engine).api.signInAnonymous({
    headers: new Headers(),
    returnHeaders: true,
  })
  return signedIn(engine, response.user.id, headers)
}

/** Whoever is signed in stays so: the same session again. */
export async function sameSession(
  engine: Engine,
  accountId: string,
  headers: Parameters<ReturnType<typeof sessions>['tokenOf']>[0],
): Promise<SignedIn> {
  const carried = new Headers({ 'set-auth-token': sessions(engine).tokenOf(headers) ?? '' })
  return signedIn(engine, accountId, carried)
}

export interface Contact {
  readonly email: string
  /** Empty: they gave an address only. */
  readonly phone: string
}

/** How a guest is reached; null until they say so. */
export async function readContact(
  { house, keyRing }: Engine,
  accountId: string,
): Promise<Contact | null> {
  const [kept] = await queries.readContacts(house, [accountId])
  return kept ? { email: keyRing.open(kept.email), phone: keyRing.open(kept.phone) } : null
}

/** No mail is sent to a guest from now on. Problem: contact-needed. */
export async function forgetContact(
  engine: Engine,
  accountId: string,
  isWaiting: Joining['isWaiting'],
): Promise<void> {
  if (await isWaiting?.(engine, accountId)) throw contactNeeded()
  await queries.removeContact(engine.house, accountId)
}

/** Concurrent callers share a statement. Problem: guests-only. */
export const keepContact = (engine: Engine, accountId: string, contact: Contact): Promise<void> =>
  contacts(engine).submit('', { accountId, ...contact })

const contacts = perEngine(
  ({ house, keyRing }) =>
    new GroupCommit<Contact & { readonly accountId: string }, void>(async (asks) => {
      const last = new Map(asks.map((ask) => [ask.accountId, ask])) // a row is written once a statement
      const sealed = [...last.values()].map(({ accountId, email, phone }) => ({
        ...{ accountId, email: keyRing.seal(email), phone: keyRing.seal(phone) },
      }))
      const guests = new Set(
        (await queries.writeContacts(house, sealed)).map((row) => row.accountId),
      )
      return asks.map(({ accountId }) => (guests.has(accountId) ? undefined : guestsOnly()))
    }),
)
