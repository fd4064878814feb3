import type {
  AuthenticationResponseJSON,
  AuthenticatorTransportFuture,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Engine } from '../../engine.ts'
import type { Account } from '../queries.ts'
import { isOurs, newChallenge } from './challenges.ts'
import type { KeptCredential } from './queries.ts'
import { CHALLENGE_SECONDS, passkeyRefused } from './rules.ts'

/** 27 MB and a third of a second: loaded when somebody uses a passkey. */
const library = () => import('@simplewebauthn/server')

const SITE_NAME = '자리'

const siteOf = ({ publicUrl }: Engine) => {
  const { origin, hostname } = new URL(publicUrl)
  return { expectedOrigin: origin, expectedRPID: hostname }
}

interface Known {
  readonly id: string
  readonly transports: readonly string[]
}

/** What a browser needs to make a passkey: one that is found without a name, and verifies who uses it. */
export async function registrationOptions(
  engine: Engine,
  account: Account,
  known: readonly Known[],
) {
  const { generateRegistrationOptions } = await library()
  return generateRegistrationOptions({
    rpName: SITE_NAME,
    rpID: siteOf(engine).expectedRPID,
    userName: account.email,
    userDisplayName: account.name,
    userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
    challenge: await newChallenge(engine, account.id),
    timeout: CHALLENGE_SECONDS * 1000,
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({
      id,
      transports: [...transports] as AuthenticatorTransportFuture[],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** What a browser needs to ask for any passkey of this site: every page for signing in does. */
export async function signInOptions(
  engine: Engine,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = await newChallenge(engine, 'sign-in')
  return {
    rpId: siteOf(engine).expectedRPID,
    challenge: Buffer.from(challenge).toString('base64url'),
    timeout: CHALLENGE_SECONDS * 1000,
    userVerification: 'required',
  }
}

/** A new passkey of an account, and the challenge that it answers. Problem: passkey-refused. */
export async function readRegistration(
  engine: Engine,
  accountId: string,
  response: RegistrationResponseJSON,
) {
  const { verifyRegistrationResponse } = await library()
  const { registrationInfo } = await orRefused(() =>
    verifyRegistrationResponse({
      ...siteOf(engine),
      response,
      expectedChallenge: (came) => isOurs(engine, accountId, came),
      requireUserVerification: true,
    }),
  )
  if (!registrationInfo) throw passkeyRefused()
  const challenge = challengeIn(response.response.clientDataJSON)
  const { credential, credentialBackedUp: isSynced } = registrationInfo
  const publicKey = Buffer.from(credential.publicKey).toString('base64url')
  return {
    challenge,
    credentialId: credential.id,
    publicKey,
    counter: credential.counter,
    isSynced,
  }
}

/**
 * What an authenticator has signed. Its counter is compared by us, behind a lock, and not by the library, which looks
 * at it before the signature. Problem: passkey-refused.
 */
export async function readAssertion(
  engine: Engine,
  { publicKey }: KeptCredential,
  response: AuthenticationResponseJSON,
) {
  const { verifyAuthenticationResponse } = await library()
  const { verified, authenticationInfo } = await orRefused(() =>
    verifyAuthenticationResponse({
      ...siteOf(engine),
      response,
      expectedChallenge: (came) => isOurs(engine, 'sign-in', came),
      credential: {
        id: response.id,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter: 0,
      },
      requireUserVerification: true,
    }),
  )
  if (!verified) throw passkeyRefused()
  const challenge = challengeIn(response.response.clientDataJSON)
  const { newCounter: counter, credentialBackedUp: isSynced } = authenticationInfo
  return { challenge, counter, isSynced }
}

/** What was verified to be one of ours. */
const challengeIn = (clientDataJson: string): string =>
  JSON.parse(Buffer.from(clientDataJson, 'base64url').toString()).challenge

/** The library throws at whatever is not right. */
async function orRefused<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch {
    throw passkeyRefused()
  }
}
