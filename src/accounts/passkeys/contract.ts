import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Instant, Line, Nothing, OrNull, Shape, Uuid } from '../../kernel/shape.ts'
import { SignedIn } from '../contract.ts'
import { credentialsWrong } from '../rules.ts'
import { Confirmation, confirmationProblems } from '../second-factor/contract.ts'
import { secondFactorNeeded } from '../second-factor/rules.ts'
import * as rules from './rules.ts'

const Base64Url = Type.String({ pattern: '^[\\w-]*$', maxLength: 8_000 })

/** As browsers write them (WebAuthn 3, § 5.1); what they add later is let through. */
const Registration = Type.Unsafe<RegistrationResponseJSON>({
  type: 'object',
  required: ['id', 'rawId', 'type', 'response'],
  properties: {
    id: { ...Base64Url, maxLength: 1_400 },
    rawId: Base64Url,
    type: { const: 'public-key' },
    response: {
      type: 'object',
      required: ['clientDataJSON', 'attestationObject'],
      properties: {
        clientDataJSON: Base64Url,
        attestationObject: Base64Url,
        transports: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 20 } },
      },
      additionalProperties: true,
    },
  },
  additionalProperties: true,
})
const Assertion = Type.Unsafe<AuthenticationResponseJSON>({
  type: 'object',
  required: ['id', 'rawId', 'type', 'response'],
  properties: {
    id: { ...Base64Url, maxLength: 1_400 },
    rawId: Base64Url,
    type: { const: 'public-key' },
    response: {
      type: 'object',
      required: ['clientDataJSON', 'authenticatorData', 'signature'],
      properties: {
        clientDataJSON: Base64Url,
        authenticatorData: Base64Url,
        signature: Base64Url,
      },
      additionalProperties: true,
    },
  },
  additionalProperties: true,
})
const CreationOptions = Type.Unsafe<PublicKeyCredentialCreationOptionsJSON>({
  type: 'object',
  additionalProperties: true,
})
const RequestOptions = Type.Unsafe<PublicKeyCredentialRequestOptionsJSON>({
  type: 'object',
  additionalProperties: true,
})

const Name = Line({ most: 60 })
const PasskeyView = Shape(
  {
    id: Uuid,
    name: Type.String(),
    /** Kept by the maker of the device, on all devices of the person. */
    isSynced: Type.Boolean(),
    createdAt: Instant,
    lastUsedAt: OrNull(Instant),
    /** When a sign-in was refused because there may be a copy. */
    regressedAt: OrNull(Instant),
  },
  'Passkey',
)
const byId = { params: Shape({ passkeyId: Uuid }) }

export const listPasskeys = endpoint({
  name: 'listPasskeys',
  method: 'GET',
  path: '/v1/me/passkeys',
  summary: 'The passkeys that sign in to your account',
  role: 'customer',
  exported: 'passkeys',
  accountsOnly: true,
  answer: Shape({ data: Type.Array(PasskeyView) }),
  problems: [],
})

export const beginPasskey = endpoint({
  name: 'beginPasskey',
  method: 'POST',
  path: '/v1/me/passkeys/options',
  summary: 'Begin a passkey: options for navigator.credentials.create(), good for 5 minutes',
  role: 'customer',
  accountsOnly: true,
  body: Confirmation,
  answer: CreationOptions,
  problems: [secondFactorNeeded, ...confirmationProblems, rules.tooManyPasskeys],
})

export const addPasskey = endpoint({
  name: 'addPasskey',
  method: 'POST',
  path: '/v1/me/passkeys',
  summary: 'Add a passkey that your browser has made',
  role: 'customer',
  creates: '/v1/me/passkeys',
  noted: 'passkey-added',
  accountsOnly: true,
  body: Shape({ name: Name, response: Registration }),
  answer: PasskeyView,
  problems: [rules.passkeyRefused, rules.tooManyPasskeys, rules.passkeyKnown],
})

export const renamePasskey = endpoint({
  name: 'renamePasskey',
  method: 'PATCH',
  path: '/v1/me/passkeys/:passkeyId',
  summary: 'Rename a passkey',
  role: 'customer',
  accountsOnly: true,
  ...byId,
  body: Shape({ name: Name }),
  answer: PasskeyView,
  problems: [rules.passkeyMissing],
})

export const removePasskey = endpoint({
  name: 'removePasskey',
  method: 'DELETE',
  path: '/v1/me/passkeys/:passkeyId',
  summary: 'Remove a passkey; you keep a way to sign in',
  role: 'customer',
  noted: 'passkey-removed',
  accountsOnly: true,
  ...byId,
  body: Confirmation,
  answer: Nothing,
  problems: [secondFactorNeeded, ...confirmationProblems, rules.lastWayIn, rules.passkeyMissing],
})

export const beginSignIn = endpoint({
  name: 'beginPasskeySignIn',
  method: 'POST',
  path: '/v1/auth/sign-in/passkey/options',
  summary: 'Begin to sign in with a passkey: options for navigator.credentials.get()',
  role: 'anyone',
  answer: RequestOptions,
  problems: [],
})

export const signInWithPasskey = endpoint({
  name: 'signInWithPasskey',
  method: 'POST',
  path: '/v1/auth/sign-in/passkey',
  summary: 'Sign in with a passkey, which counts as two factors',
  description: 'Each challenge is answered once, within 5 minutes.',
  role: 'anyone',
  noted: 'sign-in',
  body: Assertion,
  answer: SignedIn,
  problems: [rules.passkeyUnknown, rules.passkeyRefused, rules.passkeyCopied, credentialsWrong],
})
