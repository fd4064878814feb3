import { expect, test } from 'vitest'
import { emptyForm, formErrors, memberForm, sentForm, splitName } from './form-draft.ts'

const whole = {
  ...emptyForm,
  ...{ first_name: '민지', last_name: '김', email: 'minji@example.com', phone: '01012345678' },
  ...{ postal_code: '06236', city: '서울특별시 강남구', address: '테헤란로 1' },
}

test.each([
  ['김하나', '김', '하나'],
  ['김 하나', '김', '하나'],
  ['남궁민', '남궁', '민'],
  ['황보', '황', '보'],
  ['Minji Kim', 'Kim', 'Minji'],
  ['Anna Maria Rossi', 'Rossi', 'Anna Maria'],
  ['Prince', '', 'Prince'],
  ['김', '김', ''],
])('the name %s is %s and %s', (typed, last_name, first_name) => {
  expect(splitName(typed)).toEqual({ last_name, first_name })
})

test('an empty form lacks what the server needs, and nothing else', () => {
  expect(Object.keys(formErrors(emptyForm)).sort()).toEqual(
    ['address', 'city', 'email', 'first_name', 'last_name', 'phone', 'postal_code'].sort(),
  )
  expect(formErrors(whole)).toEqual({})
})

test.each([
  ['email', 'minji'],
  ['phone', '1'],
  ['postal_code', '6236'],
  ['cashReceipt', '12-ab'],
])('%s is wrong as %s', (name, typed) => {
  expect(formErrors({ ...whole, [name]: typed })).toEqual({ [name]: 'wrong' })
})

test('a postcode that nothing has is said to be none', () => {
  expect(formErrors({ ...whole, postal_code: '99999' })).toEqual({ postal_code: 'unknown' })
})

test('what is left empty is not sent, and spaces around are not', () => {
  expect(sentForm({ ...whole, address: ' 테헤란로 1 ', detail: ' ', memo: '문 앞' })).toEqual({
    ...{ first_name: '민지', last_name: '김', email: 'minji@example.com', phone: '01012345678' },
    ...{ postal_code: '06236', city: '서울특별시 강남구', address: '테헤란로 1', memo: '문 앞' },
  })
})

test('the form of a member has the name, the address and the phone number of the account', () => {
  const me = { name: '김하나', email: 'hana@example.com', isGuest: false }
  expect(memberForm(me, '010-1234-5678')).toEqual({
    ...emptyForm,
    ...{ last_name: '김', first_name: '하나', email: 'hana@example.com', phone: '010-1234-5678' },
  })
  expect(memberForm({ ...me, isGuest: true }, '')).toMatchObject({ last_name: '', first_name: '' })
})
