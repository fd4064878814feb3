import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Nothing, OrNull, Shape, Uuid } from '../kernel/shape.ts'
import * as rules from './rules.ts'

export const AccountView = Shape({
  id: Uuid,
  email: Type.String(),
  name: Type.String(),
  role: Type.Enum(['customer', 'owner', 'admin']),
})

/** Null while nobody is signed in: asking who you are is never an error. */
export const getMe = endpoint({
  method: 'GET',
  path: '/v1/me',
  summary: 'Who you are',
  role: 'anyone',
  answer: OrNull(AccountView),
  problems: [],
})

/** A customer who wants to sell becomes an owner. */
export const becomeOwner = endpoint({
  method: 'POST',
  path: '/v1/me/owner',
  summary: 'Become the owner of stores',
  role: 'customer',
  answer: AccountView,
  problems: [],
})

export const leave = endpoint({
  method: 'DELETE',
  path: '/v1/me',
  summary: 'Delete your account: what you bought stays with the stores, who you are does not',
  role: 'customer',
  body: Shape({ password: Type.String({ minLength: 1, maxLength: 200 }) }),
  answer: Nothing,
  problems: [rules.passwordWrong, rules.stillSelling],
})
