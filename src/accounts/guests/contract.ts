import { endpoint } from '../../kernel/endpoint.ts'
import { Email, OrNull, Phone, Shape } from '../../kernel/shape.ts'
import { limitReached } from '../../limits/rules.ts'
import { SignedIn } from '../contract.ts'
import * as rules from './rules.ts'

export const signInAsGuest = endpoint({
  name: 'signInAsGuest',
  method: 'POST',
  path: '/v1/auth/sign-in/anonymous',
  summary: 'Go on as a guest, who buys without an account',
  description:
    'Who is signed in already stays so. What a guest has becomes the account’s when the guest signs in or up with this session.',
  role: 'anyone',
  proof: ['guests-network'],
  answer: SignedIn,
  problems: [limitReached],
})

/** `phone` null: they gave an address only. */
const Contact = Shape({ email: Email, phone: OrNull(Phone) }, 'GuestContact')

export const getContact = endpoint({
  name: 'getContact',
  method: 'GET',
  path: '/v1/me/contact',
  summary: 'How you, a guest, are reached about what you bought, or null',
  role: 'customer',
  answer: OrNull(Contact),
  problems: [],
})

export const keepContact = endpoint({
  name: 'keepContact',
  method: 'PUT',
  path: '/v1/me/contact',
  summary:
    'Say how you, a guest, are reached; encrypted in the row. Without an address nothing is kept, and no mail is sent',
  role: 'customer',
  body: Shape({
    email: OrNull(Email),
    /** Null: the number that is kept stays. */
    phone: OrNull(Phone),
  }),
  answer: OrNull(Contact),
  problems: [rules.guestsOnly, rules.contactNeeded],
})
