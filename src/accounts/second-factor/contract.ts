import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Instant, Nothing, OrNull, Shape } from '../../kernel/shape.ts'
import { limitReached } from '../../limits/rules.ts'
import { OwnCode as Code, Password, SignedIn } from '../contract.ts'
import { credentialsWrong, passwordWrong, signInAgain } from '../rules.ts'
import * as rules from './rules.ts'

/** By what the owner of an account shows that they are there; `confirmedBy` says which of it is asked for. */
export const Confirmation = Shape({
  password: Type.Optional(Password),
  code: Type.Optional(Code),
})
export const confirmationProblems = [
  limitReached,
  passwordWrong,
  rules.codeWrong,
  rules.codeUsed,
  signInAgain,
] as const

export const signInWithCode = endpoint({
  name: 'signInWithCode',
  method: 'POST',
  path: '/v1/auth/sign-in/code',
  summary: 'Sign in, second step: with a code of the authenticator app or a recovery code',
  description:
    'The first step answers `code-needed` with a `challenge`, which is good for 5 minutes. A code is accepted once.',
  role: 'anyone',
  noted: 'sign-in',
  body: Shape({
    challenge: Type.String({ minLength: 1, maxLength: 200 }),
    code: Code,
    remember: Type.Optional(
      Type.Boolean({ description: 'ask for no code on this device for 30 days' }),
    ),
  }),
  answer: SignedIn,
  problems: [
    rules.challengeEnded,
    limitReached,
    rules.secondFactorOff,
    rules.codeWrong,
    rules.codeUsed,
    credentialsWrong,
  ],
})

export const getSecondFactor = endpoint({
  name: 'getSecondFactor',
  method: 'GET',
  path: '/v1/me/second-factor',
  summary: 'How your account is protected besides its password',
  role: 'customer',
  exported: 'secondFactor',
  accountsOnly: true,
  answer: Shape(
    {
      since: OrNull(Instant),
      recoveryCodesLeft: Type.Integer(),
      /** What an administrator can do waits for it. */
      isNeeded: Type.Boolean(),
      confirmedBy: Type.Enum(['password', 'code', 'recent'], {
        description:
          'what is asked before a change of how you sign in; `recent`: a sign-in in the last 10 minutes',
      }),
      isConfirmed: Type.Boolean({
        description:
          'you have confirmed in the last 10 minutes, after signing in: leaving without a password asks for it',
      }),
    },
    'SecondFactor',
  ),
  problems: [],
})

export const beginEnrolment = endpoint({
  name: 'beginSecondFactor',
  method: 'POST',
  path: '/v1/me/second-factor/enrolment',
  summary: 'Begin two-step sign-in: a secret for your authenticator app',
  description: 'Nothing changes until a code of it has come.',
  role: 'customer',
  accountsOnly: true,
  body: Confirmation,
  answer: Shape({
    secret: Type.String({ description: 'base 32', examples: ['GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'] }),
    uri: Type.String({ description: 'the same as a QR code says it' }),
  }),
  problems: [rules.secondFactorNeeded, ...confirmationProblems, rules.secondFactorOn],
})

const RecoveryCodes = Shape({
  recoveryCodes: Type.Array(Type.String({ examples: ['7K3QX-9M2PA'] })),
})

export const confirmEnrolment = endpoint({
  name: 'confirmSecondFactor',
  method: 'POST',
  path: '/v1/me/second-factor',
  summary: 'Turn two-step sign-in on with a first code; your other devices are signed out',
  description: 'The recovery codes in the answer are shown once. Each is good for one sign-in.',
  role: 'customer',
  noted: 'second-factor-on',
  accountsOnly: true,
  body: Shape({ code: Code }),
  answer: RecoveryCodes,
  problems: [
    limitReached,
    rules.enrolmentMissing,
    rules.secondFactorOn,
    rules.codeWrong,
    rules.codeUsed,
  ],
})

const offProblems = [
  limitReached,
  passwordWrong,
  rules.secondFactorOff,
  rules.codeWrong,
  rules.codeUsed,
] as const

export const renewCodes = endpoint({
  name: 'renewRecoveryCodes',
  method: 'POST',
  path: '/v1/me/second-factor/recovery-codes',
  summary: 'Make ten new recovery codes; the old ones end',
  role: 'customer',
  noted: 'recovery-codes',
  accountsOnly: true,
  body: Confirmation,
  answer: RecoveryCodes,
  problems: offProblems,
})

export const turnOff = endpoint({
  name: 'endSecondFactor',
  method: 'DELETE',
  path: '/v1/me/second-factor',
  summary: 'Turn two-step sign-in off, with your password and a code',
  role: 'customer',
  noted: 'second-factor-off',
  accountsOnly: true,
  body: Confirmation,
  answer: Nothing,
  problems: offProblems,
})
