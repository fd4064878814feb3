import { Type } from 'typebox'
import { problem } from './problem.ts'
import { Email, Line, OrNull } from './shape.ts'

/** Who sells, as 전자상거래법 §10 and §13 want it said; all of it is public. Empty: not said yet. */
export interface BusinessDetails {
  readonly company: string
  readonly representative: string
  readonly businessNumber: string
  readonly mailOrderNumber: string
  readonly address: string
  readonly phone: string
  readonly email: string | null
}

export const nobody: BusinessDetails = {
  ...{ company: '', representative: '', businessNumber: '', mailOrderNumber: '', address: '' },
  ...{ phone: '', email: null },
}

export const businessNumberWrong = problem('business-number-wrong', 'invalid', {
  ko: '사업자등록번호를 다시 확인해 주세요.',
  en: 'Check the business number: it has ten digits, of which the last one does not fit.',
})

/** What an owner types. */
export const draftMembers = {
  company: Line({ least: 0, most: 100 }),
  representative: Line({ least: 0, most: 100 }),
  businessNumber: Line({ least: 0, most: 20 }),
  mailOrderNumber: Line({ least: 0, most: 50 }),
  address: Line({ least: 0, most: 300 }),
  phone: Line({ least: 0, most: 30 }),
  email: OrNull(Email),
}

/** What everybody reads. */
export const shownMembers = {
  company: Type.String(),
  representative: Type.String(),
  businessNumber: Type.String(),
  mailOrderNumber: Type.String(),
  address: Type.String(),
  phone: Type.String(),
  email: OrNull(Type.String()),
}

const BUSINESS_DIGITS = /^\d{10}$/
const WEIGHTS = [1, 3, 7, 1, 3, 7, 1, 3, 5] as const

/** `123-45-67891` of whatever is typed; undefined where the check digit is wrong. */
export function businessNumberOf(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').replaceAll(/[\s-]/g, '')
  if (digits === '') return ''
  if (!BUSINESS_DIGITS.test(digits)) return undefined
  const at = (position: number) => Number(digits[position])
  const sum = WEIGHTS.reduce<number>((so, weight, position) => so + weight * at(position), 0)
  const check = (10 - ((sum + Math.floor((5 * at(8)) / 10)) % 10)) % 10
  if (check !== at(9)) return undefined
  return `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`
}
