import { endpoint } from '../../kernel/endpoint.ts'
import { Nothing, OrNull, Phone, Shape } from '../../kernel/shape.ts'

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
