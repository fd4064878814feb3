import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Engine } from '../../engine.ts'
import { orThrow } from '../../kernel/problem.ts'
import { type Confirmation, confirmOwner } from '../confirm-owner.ts'
import { findAccount, lockAccount } from '../queries.ts'
import { notSignedIn } from '../rules.ts'
import { type By, refuseWeak, tell } from '../second-factor/operations.ts'
import { strengthenSession, weakenSessions } from '../second-factor/queries.ts'
import { sessions, sessionTokenOf } from '../sessions.ts'
import { takeChallenge } from './challenges.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { readRegistration, registrationOptions } from './web-authn.ts'

/** Problems in order: second-factor-needed, those of the confirmation, too-many-passkeys. */
export async function beginPasskey(engine: Engine, by: By, confirmation: Confirmation) {
  const { accountId } = by.caller
  await refuseWeak(engine, by.caller)
  await confirmOwner(engine, accountId, { ...by, ...confirmation })
  const account = await findAccount(engine.house, accountId)
  if (!account) throw notSignedIn()
  const known = await queries.listCredentials(engine.house, accountId)
  orThrow(rules.freeSlot(known.map(({ slot }) => slot)))
  return registrationOptions(engine, account, known)
}

/**
 * Keeps a passkey that a browser has made for `beginPasskey`. Who has it in their hand has proven two factors.
 * Problems in order: passkey-refused, too-many-passkeys, passkey-known.
 */
export async function addPasskey(
  engine: Engine,
  { caller: { accountId }, headers }: By,
  { name, response }: { readonly name: string; readonly response: RegistrationResponseJSON },
): Promise<queries.PasskeyRow> {
  const { challenge, ...made } = await readRegistration(engine, accountId, response)
  const transports = response.response.transports ?? []
  const passkey = await engine.house.transaction(async (tx) => {
    const account = await lockAccount(tx, accountId)
    if (!account) throw notSignedIn()
    await takeChallenge(tx, challenge)
    const known = await queries.listCredentials(tx, accountId)
    const slot = orThrow(rules.freeSlot(known.map((one) => one.slot)))
    const id = engine.newId()
    const added = await queries.insertPasskey(tx, {
      ...{ ...made, id, accountId, slot, name, transports },
    })
    if (!added) throw rules.passkeyKnown()
    await strengthenSession(tx, sessionTokenOf(engine, headers))
    await tell(engine, tx, account, 'passkey-added')
    return added
  })
  sessions(engine).evictAccount(accountId)
  return passkey
}

/** Problem: passkey-missing. */
export async function renamePasskey(
  engine: Engine,
  accountId: string,
  ask: { readonly id: string; readonly name: string },
): Promise<queries.PasskeyRow> {
  const renamed = await queries.renamePasskey(engine.house, { accountId, ...ask })
  if (!renamed) throw rules.passkeyMissing()
  return renamed
}

/**
 * Removes a passkey; an account keeps a way in.
 * Problems in order: second-factor-needed, those of the confirmation, last-way-in, passkey-missing.
 */
export async function removePasskey(
  engine: Engine,
  by: By,
  { id, ...confirmation }: Confirmation & { readonly id: string },
): Promise<void> {
  const { accountId } = by.caller
  await refuseWeak(engine, by.caller)
  await confirmOwner(engine, accountId, { ...by, ...confirmation })
  await engine.house.transaction(async (tx) => {
    const account = await lockAccount(tx, accountId)
    if (!account) throw notSignedIn()
    orThrow(rules.mayRemove(await queries.countOthers(tx, accountId, id)))
    if ((await queries.removePasskey(tx, accountId, id)) === 0) throw rules.passkeyMissing()
    await weakenSessions(tx, accountId)
    await tell(engine, tx, account, 'passkey-removed')
  })
  sessions(engine).evictAccount(accountId)
}
