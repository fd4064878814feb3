import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { Instant, Nothing, OrNull, Phone, Shape } from '../../kernel/shape.ts'
import { limitReached } from '../../limits/rules.ts'
import * as rules from './rules.ts'

const PhoneView = Shape({ phone: OrNull(Phone) })

export const getPhone = endpoint({
  name: 'getPhone',
  method: 'GET',
  path: '/v1/me/phone',
  summary: 'The phone number that you keep for your next booking, or null',
  role: 'customer',
  exported: 'phone',
  answer: PhoneView,
  problems: [],
})

export const keepPhone = endpoint({
  name: 'keepPhone',
  method: 'PUT',
  path: '/v1/me/phone',
  summary: 'Keep a phone number for your next booking, encrypted in the row',
  role: 'customer',
  body: Shape({ phone: Phone }),
  answer: PhoneView,
  problems: [],
})

export const forgetPhone = endpoint({
  name: 'forgetPhone',
  method: 'DELETE',
  path: '/v1/me/phone',
  summary: 'Forget the phone number that you keep',
  role: 'customer',
  answer: Nothing,
  problems: [],
})

const VerifiedPhone = Shape({ phone: OrNull(Phone), verifiedAt: OrNull(Instant) }, 'VerifiedPhone')

export const getVerifiedPhone = endpoint({
  name: 'getVerifiedPhone',
  method: 'GET',
  path: '/v1/me/verified-phone',
  summary: 'The mobile number that you have proven to have, or null',
  role: 'customer',
  exported: 'verifiedPhone',
  answer: VerifiedPhone,
  problems: [],
})

export const sendPhoneCode = endpoint({
  name: 'sendPhoneCode',
  method: 'POST',
  path: '/v1/me/verified-phone/code',
  summary: 'Send a code by text message to a mobile number of yours',
  description:
    'Six digits that work once, for 5 minutes and five tries. The code before it ends. Sent in the language of the request.',
  role: 'customer',
  asksTerms: true,
  noted: 'phone-code',
  proof: rules.SUSPECT_LIMITS,
  body: Shape({ phone: Phone }),
  answer: Shape({
    phone: Phone,
    expiresAt: Instant,
    isSure: Type.Boolean({ description: 'false: it may not arrive' }),
    inbox: OrNull(Type.String({ description: 'of a sandbox: where the text is shown' })),
  }),
  problems: [rules.textsOff, rules.phoneUnfit, limitReached, rules.textRefused],
})

export const verifyPhone = endpoint({
  name: 'verifyPhone',
  method: 'POST',
  path: '/v1/me/verified-phone',
  summary: 'Prove a mobile number by the code that was sent to it',
  description:
    'A number is of one account. Another account that had proven it loses it, and is told by mail.',
  role: 'customer',
  noted: 'phone-verified',
  body: Shape({ code: Type.String({ pattern: '^\\d{6}$', examples: ['123456'] }) }),
  answer: VerifiedPhone,
  problems: [limitReached, rules.codeEnded, rules.codeWrong],
})

export const removeVerifiedPhone = endpoint({
  name: 'removeVerifiedPhone',
  method: 'DELETE',
  path: '/v1/me/verified-phone',
  summary: 'Remove the number that you have proven',
  role: 'customer',
  noted: 'phone-removed',
  answer: Nothing,
  problems: [],
})
