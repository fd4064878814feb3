import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Email, Nothing, PersonName, Shape } from '../../kernel/shape.ts'
import { AccountView, OwnPassword, Password, SignedIn } from '../contract.ts'
import { linkEnded, linkOfAnother } from '../mails/rules.ts'
import { passwordProblems } from '../password-rules.ts'
import { passwordWrong, signInAgain } from '../rules.ts'
import { codeNeeded } from '../second-factor/rules.ts'
import * as rules from './rules.ts'

const Token = Type.String({ maxLength: 200, description: 'what follows the # of a link in a mail' })

export const readLink = endpoint({
  name: 'readAccountLink',
  method: 'POST',
  path: '/v1/auth/links/look-up',
  summary: 'What a link in a mail is for; it is not used up',
  role: 'anyone',
  body: Shape({ token: Token }),
  answer: Shape({
    kind: Type.Enum(['confirm', 'reset', 'change', 'changed']),
    email: Type.String(),
    /** The caller is the account that the link is for. */
    isOwn: Type.Boolean(),
  }),
  problems: [linkEnded],
})

export const verifyEmail = endpoint({
  name: 'verifyEmail',
  method: 'POST',
  path: '/v1/auth/verify-email',
  summary: 'Verify your address, or a new one, by the link in a mail',
  description:
    'The link works once, for the account that asked for it. From then on the address is that account’s alone: others that only named it lose it.',
  role: 'customer',
  noted: 'email-verified',
  accountsOnly: true,
  body: Shape({ token: Token }),
  answer: AccountView,
  problems: [linkEnded, linkOfAnother],
})

export const resendConfirmation = endpoint({
  name: 'resendConfirmation',
  method: 'POST',
  path: '/v1/me/email/confirmation',
  summary: 'Send the mail that verifies your address again',
  role: 'customer',
  accountsOnly: true,
  answer: Nothing,
  problems: [rules.addressVerified, rules.addressLost],
})

export const changeEmail = endpoint({
  name: 'changeEmail',
  method: 'POST',
  path: '/v1/me/email',
  summary: 'Change your address: a mail goes to the new one, and its link makes it yours',
  description:
    'The answer does not tell whether the address has an account. Once it is changed, the old address is told, and can take it back for 7 days.',
  role: 'customer',
  noted: 'email-change',
  accountsOnly: true,
  body: Shape({ email: Email, password: OwnPassword }),
  answer: Nothing,
  problems: [passwordWrong, signInAgain, rules.addressSame],
})

export const requestReset = endpoint({
  name: 'requestPasswordReset',
  method: 'POST',
  path: '/v1/auth/request-password-reset',
  summary: 'Ask for a mail with a link that sets a new password',
  description: 'The answer is the same whether or not the address has an account.',
  role: 'anyone',
  noted: 'reset-asked',
  body: Shape({ email: Email }),
  answer: Nothing,
  problems: [],
})

export const resetPassword = endpoint({
  name: 'resetPassword',
  method: 'POST',
  path: '/v1/auth/reset-password',
  summary: 'Set a new password by the link in a mail; all sessions end, and you are signed in',
  description:
    'Also by the link that confirms an address, and by the one that takes a change of address back: each proves its address.',
  role: 'anyone',
  noted: 'password-reset',
  body: Shape({ token: Token, newPassword: Password }),
  answer: SignedIn,
  problems: [linkEnded, ...passwordProblems, codeNeeded],
})

export const changeMe = endpoint({
  name: 'changeMe',
  method: 'PATCH',
  path: '/v1/me',
  summary: 'Change your name',
  role: 'customer',
  accountsOnly: true,
  body: Shape({ name: PersonName }),
  answer: AccountView,
  problems: [],
})
