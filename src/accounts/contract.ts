import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Instant, Nothing, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import * as rules from './rules.ts'

export const AccountView = Shape({
  id: Uuid,
  email: Type.String(),
  name: Type.String(),
  role: Type.Enum(['customer', 'owner', 'admin']),
})

/** Null while nobody is signed in; never an error. */
export const getMe = endpoint({
  method: 'GET',
  path: '/v1/me',
  summary: 'The signed-in account, or null',
  role: 'anyone',
  answer: OrNull(AccountView),
  problems: [],
})

export const becomeOwner = endpoint({
  method: 'POST',
  path: '/v1/me/owner',
  summary: 'Become an owner, who may open stores',
  role: 'customer',
  answer: AccountView,
  problems: [],
})

const Password = Type.String({ minLength: 1, maxLength: rules.PASSWORD_LENGTH.most })

export const leave = endpoint({
  method: 'DELETE',
  path: '/v1/me',
  summary: 'Delete your account: orders stay with the stores, your personal data does not',
  role: 'customer',
  /**
   * `moneyBack`: where later refunds to the wallet go. `gateway` (default): back to where the
   * wallet was charged from. `by-hand`: kept, and paid out on request.
   */
  body: Shape({
    password: Password,
    moneyBack: Type.Optional(Type.Enum(['gateway', 'by-hand'])),
  }),
  answer: Nothing,
  problems: [rules.passwordWrong, rules.stillSelling],
})

// ── signing in ──

const Email = Type.String({
  maxLength: 254,
  pattern:
    "^(?!\\.)(?!.*\\.\\.)[A-Za-z0-9_'+\\-.]*[A-Za-z0-9_+\\-]@([A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$",
})

/** Browsers also get a cookie; other clients send the token as a bearer. */
const SignedIn = Shape({ token: Type.String(), user: AccountView })

export const signUp = endpoint({
  method: 'POST',
  path: '/v1/auth/sign-up/email',
  summary: 'Open an account with an e-mail and a password; you are signed in at once',
  role: 'anyone',
  body: Shape({
    name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    email: Email,
    password: Password,
  }),
  answer: SignedIn,
  problems: [rules.passwordWeak, rules.emailTaken],
})

export const signIn = endpoint({
  method: 'POST',
  path: '/v1/auth/sign-in/email',
  summary: 'Sign in',
  role: 'anyone',
  body: Shape({ email: Email, password: Password }),
  answer: SignedIn,
  problems: [rules.credentialsWrong],
})

export const signOut = endpoint({
  method: 'POST',
  path: '/v1/auth/sign-out',
  summary: 'Sign out',
  role: 'anyone',
  answer: Nothing,
  problems: [],
})

export const getSession = endpoint({
  method: 'GET',
  path: '/v1/auth/get-session',
  summary: 'The session and its account, or null',
  role: 'anyone',
  answer: OrNull(Shape({ session: Shape({ expiresAt: Instant }), user: AccountView })),
  problems: [],
})

export const changePassword = endpoint({
  method: 'POST',
  path: '/v1/auth/change-password',
  summary: 'Change the password; all other sessions end',
  role: 'customer',
  body: Shape({ currentPassword: Password, newPassword: Password }),
  answer: SignedIn,
  problems: [rules.passwordWeak, rules.passwordWrong],
})
