import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Email, Instant, Nothing, OrNull, PersonName, Shape } from '../../kernel/shape.ts'
import { limitReached } from '../../limits/rules.ts'
import { AcceptedTexts } from '../../terms/contract.ts'
import { termsNotAccepted } from '../../terms/rules.ts'
import { SignedIn } from '../contract.ts'
import { signInAgain } from '../rules.ts'
import { providerNames } from './provider.ts'
import * as rules from './rules.ts'

const Provider = Type.Enum([...providerNames])
const OfProvider = Shape({ provider: Provider })
/** A path of this site (kernel/return-path.ts); the screen reads it again before it goes there. */
const ReturnPath = Type.String({ format: 'return-path', maxLength: 1_000, examples: ['/account'] })
const Started = Shape(
  { url: Type.String({ description: 'where to send the browser' }) },
  'ProviderVisit',
)

export const startProviderSignIn = endpoint({
  name: 'startProviderSignIn',
  method: 'POST',
  path: '/v1/auth/providers/:provider/visits',
  summary: 'Sign in by Kakao, Naver or Google: where to send the browser',
  description:
    'The answer sets a cookie: the visit ends in the same browser within ten minutes. The provider sends it back to `/sign-in/:provider`.',
  role: 'anyone',
  params: OfProvider,
  body: Shape({ returnPath: Type.Optional(ReturnPath) }),
  answer: Started,
  problems: [rules.providerMissing, rules.providerUnavailable],
})

export const finishProviderVisit = endpoint({
  name: 'finishProviderVisit',
  method: 'POST',
  path: '/v1/auth/providers/:provider/return',
  summary: 'End a visit to a provider with what it has sent back',
  description:
    'Signs in whoever is known, also by an address that both the provider and an account have verified. `sign-up`: nobody yet; the browser is told apart by a cookie for half an hour.',
  role: 'anyone',
  noted: 'sign-in',
  params: OfProvider,
  body: Shape({
    state: Type.String({ maxLength: 200 }),
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 })),
    error: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  answer: Shape({
    next: Type.Enum(['signed-in', 'sign-up', 'connected', 'confirmed']),
    returnPath: OrNull(Type.String()),
    signedIn: OrNull(SignedIn),
  }),
  problems: [
    rules.visitEnded,
    rules.providerCanceled,
    rules.providerRefused,
    rules.providerAccountGone,
    rules.providerUnavailable,
    rules.providerTaken,
    rules.providerConnected,
    rules.providerOfAnother,
  ],
})

export const getArrival = endpoint({
  name: 'getProviderArrival',
  method: 'GET',
  path: '/v1/auth/arrival',
  summary: 'Who has come from a provider in this browser and has no account yet, or null',
  role: 'anyone',
  answer: OrNull(
    Shape({
      provider: Provider,
      name: Type.String(),
      email: OrNull(Type.String({ description: 'null: the provider was not allowed to tell' })),
      /** The provider vouches for the address. */
      isVerified: Type.Boolean(),
      returnPath: OrNull(Type.String()),
    }),
  ),
  problems: [],
})

export const signUpArrival = endpoint({
  name: 'signUpArrival',
  method: 'POST',
  path: '/v1/auth/arrival/sign-up',
  summary: 'Open an account without a password for whoever has come from a provider',
  description:
    'Once, and never into an account that is there: that takes another visit. An address for which the provider vouches is verified at once; any other is confirmed by mail.',
  role: 'anyone',
  noted: 'sign-up',
  creates: '/v1/me',
  body: Shape({ name: PersonName, email: Email, accepted: Type.Optional(AcceptedTexts) }),
  answer: SignedIn,
  problems: [rules.arrivalEnded, rules.arrivalKnown, limitReached, termsNotAccepted],
})

export const connectArrival = endpoint({
  name: 'connectArrival',
  method: 'POST',
  path: '/v1/auth/arrival/connection',
  summary: 'Connect whoever has come from a provider to the account that has just signed in',
  role: 'customer',
  accountsOnly: true,
  noted: 'provider-connected',
  answer: Nothing,
  problems: [rules.arrivalEnded, signInAgain, rules.providerTaken, rules.providerConnected],
})

export const listSignIns = endpoint({
  name: 'listMySignIns',
  method: 'GET',
  path: '/v1/me/sign-ins',
  exported: 'signIns',
  summary: 'How you sign in: whether by a password, and by which providers',
  role: 'customer',
  accountsOnly: true,
  answer: Shape({
    hasPassword: Type.Boolean(),
    data: Type.Array(
      Shape(
        {
          provider: Provider,
          /** Who you are there; it says nothing elsewhere. */
          subject: Type.String(),
          connectedAt: Instant,
        },
        'SignInOfProvider',
      ),
    ),
  }),
  problems: [],
})

export const startOwnVisit = endpoint({
  name: 'startOwnProviderVisit',
  method: 'POST',
  path: '/v1/me/sign-ins/:provider/visits',
  summary: 'Visit a provider to connect its sign-in, or to confirm that it is you',
  description:
    '`connect` needs a sign-in of the last minutes. `confirm` counts as one where the provider is connected.',
  role: 'customer',
  accountsOnly: true,
  params: OfProvider,
  body: Shape({
    purpose: Type.Enum(['connect', 'confirm']),
    returnPath: Type.Optional(ReturnPath),
  }),
  answer: Started,
  problems: [signInAgain, rules.providerMissing, rules.providerUnavailable],
})

export const disconnect = endpoint({
  name: 'disconnectProvider',
  method: 'DELETE',
  path: '/v1/me/sign-ins/:provider',
  summary: 'End the sign-in of a provider; never your last way in',
  role: 'customer',
  accountsOnly: true,
  noted: 'provider-disconnected',
  params: OfProvider,
  answer: Nothing,
  problems: [signInAgain, rules.providerNotConnected, rules.lastWayIn],
})
