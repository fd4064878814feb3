import { Type } from 'typebox'
import { endpoint, staffRoles } from '../kernel/endpoint.ts'
import { Email, Instant, Nothing, OrNull, PersonName, Shape, Uuid } from '../kernel/shape.ts'
import { limitReached } from '../limits/rules.ts'
import { AcceptedTexts } from '../terms/contract.ts'
import { termsNotAccepted } from '../terms/rules.ts'
import { passwordProblems } from './password-rules.ts'
import * as rules from './rules.ts'
import { codeNeeded, codeUsed, codeWrong } from './second-factor/rules.ts'

export const AccountView = Shape(
  {
    id: Uuid,
    email: OrNull(Type.String({ description: 'null: a guest has none' })),
    name: Type.String(),
    role: Type.Enum(['customer', 'owner', 'admin']),
    /** Buys without an account. */
    isGuest: Type.Boolean(),
    /**
     * Until it is verified, an address is told nothing but that. `lost`: another account has verified it.
     */
    address: Type.Enum(['none', 'unverified', 'verified', 'lost']),
  },
  'Account',
)

const Me = Shape(
  {
    ...AccountView.properties,
    /** Stores of others at which you work, and as what. */
    jobs: Type.Array(Shape({ storeId: Uuid, role: Type.Enum([...staffRoles]) })),
    /** Has yet to accept the terms, before the next claim: `GET /v1/me/acceptances`. */
    mustAccept: Type.Boolean(),
  },
  'Me',
)

/** Null while nobody is signed in; never an error. */
export const getMe = endpoint({
  name: 'getMe',
  method: 'GET',
  path: '/v1/me',
  summary: 'The signed-in account, or null',
  role: 'anyone',
  exported: 'account',
  answer: OrNull(Me),
  problems: [],
})

export const becomeOwner = endpoint({
  name: 'becomeOwner',
  method: 'POST',
  path: '/v1/me/owner',
  summary: 'Become an owner, who may open stores',
  role: 'customer',
  accountsOnly: true,
  noted: 'role-change',
  answer: AccountView,
  problems: [],
})

/** As it is typed; a new one is checked by its rules, which count otherwise. */
export const Password = Type.String({ minLength: 1, maxLength: 600 })

/** Of an account that has one; without one, a sign-in of the last minutes counts. */
export const OwnPassword = Type.Optional(Password)

/** Of the app, or a recovery code. Blanks and dashes do not matter. */
export const OwnCode = Type.String({
  ...{ minLength: 1, maxLength: 40, examples: ['123 456', '7K3QX-9M2PA'] },
})

export const leave = endpoint({
  name: 'deleteMe',
  method: 'DELETE',
  path: '/v1/me',
  summary: 'Delete your account: orders stay with the stores, your personal data does not',
  role: 'customer',
  accountsOnly: true,
  noted: 'erasure',
  proof: ['passwords-network', 'codes-network'],
  description:
    'Confirmed by `password`; without one by a `code` of two-step sign-in, or by a visit to a provider (`confirm`) in the last minutes. A fresh sign-in alone does not count. A verified address gets a last mail.',
  /**
   * `moneyBack`: where later refunds to the wallet go. `gateway` (default): back to where the
   * wallet was charged from. `by-hand`: kept, and paid out on request.
   */
  body: Shape({
    password: OwnPassword,
    code: Type.Optional(OwnCode),
    moneyBack: Type.Optional(Type.Enum(['gateway', 'by-hand'])),
  }),
  answer: Nothing,
  problems: [
    limitReached,
    rules.passwordWrong,
    codeWrong,
    codeUsed,
    rules.signInAgain,
    rules.stillSelling,
  ],
})

// ── signing in ──

/** Browsers also get a cookie; other clients send the token as a bearer. */
export const SignedIn = Shape({ token: Type.String(), user: AccountView }, 'SignedIn')

export const signUp = endpoint({
  name: 'signUp',
  method: 'POST',
  path: '/v1/auth/sign-up/email',
  summary: 'Open an account with an e-mail and a password; you are signed in at once',
  description:
    'A mail goes to the address, with a link that verifies it. The answer does not tell whether the address has an account.',
  role: 'anyone',
  noted: 'sign-up',
  proof: ['sign-ups-network'],
  creates: '/v1/me',
  body: Shape({
    name: PersonName,
    email: Email,
    password: Password,
    accepted: Type.Optional(AcceptedTexts),
  }),
  answer: SignedIn,
  problems: [...passwordProblems, limitReached, termsNotAccepted],
})

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/v1/auth/sign-in/email',
  summary: 'Sign in',
  description:
    'An account with two-step sign-in answers `code-needed`; its `challenge` goes to `signInWithCode` with a code.',
  role: 'anyone',
  noted: 'sign-in',
  proof: ['passwords-network'],
  body: Shape({ email: Email, password: Password }),
  answer: SignedIn,
  problems: [limitReached, rules.credentialsWrong, codeNeeded],
})

export const signOut = endpoint({
  name: 'signOut',
  method: 'POST',
  path: '/v1/auth/sign-out',
  summary: 'Sign out',
  role: 'anyone',
  answer: Nothing,
  problems: [],
})

export const getSession = endpoint({
  name: 'getSession',
  method: 'GET',
  path: '/v1/auth/get-session',
  summary: 'The session and its account, or null',
  role: 'anyone',
  answer: OrNull(Shape({ session: Shape({ expiresAt: Instant }), user: AccountView })),
  problems: [],
})

export const changePassword = endpoint({
  name: 'changePassword',
  method: 'POST',
  path: '/v1/auth/change-password',
  summary: 'Change the password; all other sessions end',
  role: 'customer',
  accountsOnly: true,
  noted: 'password-change',
  proof: ['passwords-network'],
  body: Shape({ currentPassword: Password, newPassword: Password }),
  answer: SignedIn,
  problems: [...passwordProblems, limitReached, rules.passwordWrong],
})

export const proveMyself = endpoint({
  name: 'proveMyself',
  method: 'POST',
  path: '/v1/auth/proof',
  summary: 'Type your password anew, before what asks for a sign-in of the last minutes',
  role: 'customer',
  accountsOnly: true,
  noted: 'proof',
  body: Shape({ password: Password }),
  answer: Nothing,
  problems: [limitReached, rules.passwordWrong],
})
