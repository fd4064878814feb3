import { expect, test } from 'vitest'
import { bookerErrors } from './booker-draft.ts'

test.each([
  ['김손님', '010-1234-5678', {}],
  ['김손님', '02-123-4567', {}],
  ['Ada Lovelace', '+44 20 7946 0958', {}],
  ['   ', '010-1234-5678', { name: 'nameMissing' }],
  ['김손님', '', { phone: 'phoneMissing' }],
  ['김손님', '010-12', { phone: 'phoneWrong' }],
  ['', '010', { name: 'nameMissing', phone: 'phoneWrong' }],
])('booker "%s" with phone "%s" is told %o', (name, phone, expected) => {
  expect(bookerErrors({ name, phone, message: '' })).toEqual(expected)
})
