import { readEmail } from '../../../../kernel/email.ts'
import { readPhone } from '../../../../kernel/phone.ts'
import { isPostal, mayExist } from '../../../../postcodes/rules.ts'
import type { Me } from '../../../../web/session.ts'

/** The order form as it is typed. */
export interface FormDraft {
  readonly first_name: string
  readonly last_name: string
  readonly email: string
  readonly phone: string
  readonly postal_code: string
  readonly city: string
  readonly address: string
  readonly detail: string
  readonly memo: string
  readonly cashReceipt: string
  /** To the store, about what is booked. */
  readonly message: string
}

export type FormField = keyof FormDraft

export const emptyForm: FormDraft = {
  ...{ first_name: '', last_name: '', email: '', phone: '', postal_code: '', city: '' },
  ...{ address: '', detail: '', memo: '', cashReceipt: '', message: '' },
}

/** Family names of two syllables; all others have one. */
const LONG_NAMES = ['남궁', '황보', '제갈', '사공', '선우', '서문', '독고', '동방', '망절', '어금']

/** A whole name as the form's two: the family's first in Korean, last elsewhere. */
export function splitName(typed: string): Pick<FormDraft, 'first_name' | 'last_name'> {
  const words = typed.trim().split(/\s+/)
  const [first = ''] = words
  if (!/\p{Script=Hangul}/u.test(typed)) {
    const last = words.length > 1 ? (words.at(-1) ?? '') : ''
    return { first_name: (last ? words.slice(0, -1) : words).join(' '), last_name: last }
  }
  if (words.length > 1) return { last_name: first, first_name: words.slice(1).join(' ') }
  const isLong = first.length > 2 && LONG_NAMES.some((name) => first.startsWith(name))
  const length = isLong ? 2 : 1
  return { last_name: first.slice(0, length), first_name: first.slice(length) }
}

/** The form of an order, to be changed; what is only of that order is left out. */
export const draftOf = (form: Partial<FormDraft>): FormDraft => ({
  ...emptyForm,
  ...form,
  ...{ memo: '', cashReceipt: '', message: '' },
})

/** The form of the first order of a member, with what the account knows. */
export const memberForm = (
  { name, email, isGuest }: Pick<NonNullable<Me>, 'name' | 'email' | 'isGuest'>,
  phone: string,
): FormDraft => ({
  ...emptyForm,
  ...(name && !isGuest && splitName(name)),
  email: email ?? '',
  phone,
})

export const noAddress = { postal_code: '', city: '', address: '', detail: '' }

type FormErrors = { [Name in FormField]?: 'missing' | 'wrong' | 'unknown' }

/** What the form lacks: missing, or wrong; of a postcode, that there is none such. */
export function formErrors(draft: FormDraft): FormErrors {
  const errors: FormErrors = {}
  for (const name of needed) if (!draft[name].trim()) errors[name] = 'missing'
  const isWrong = (name: FormField, right: boolean) => {
    if (draft[name].trim() && !right) errors[name] = 'wrong'
  }
  isWrong('email', typeof readEmail(draft.email) === 'string')
  isWrong('phone', typeof readPhone(draft.phone) === 'string')
  isWrong('postal_code', isPostal(draft.postal_code))
  if (isNoPostcode(draft.postal_code)) errors.postal_code = 'unknown'
  isWrong('cashReceipt', /^\d[\d-]{8,20}\d$/.test(draft.cashReceipt.trim()))
  return errors
}

/** It is one as they are written, but none is. */
export const isNoPostcode = (typed: string): boolean => isPostal(typed) && !mayExist(typed)

const needed = [
  ...(['last_name', 'first_name', 'email', 'phone'] as const),
  ...(['postal_code', 'city', 'address'] as const),
] as const
export type Needed = (typeof needed)[number]

/** As the server takes it: what is left empty is left out. */
export function sentForm(draft: FormDraft) {
  const {
    detail,
    memo,
    cashReceipt,
    message: _,
    ...whole
  } = Object.fromEntries(
    Object.entries(draft).map(([name, typed]) => [name, typed.trim()]),
  ) as unknown as FormDraft
  return {
    ...whole,
    ...(detail && { detail }),
    ...(memo && { memo }),
    ...(cashReceipt && { cashReceipt }),
  }
}

const drafts = new Map<string, FormDraft>()
/** What was typed stays until the page is left for good. */
export const keepForm = (marketId: string, draft: FormDraft) => drafts.set(marketId, draft)
export const keptForm = (marketId: string): FormDraft | undefined => drafts.get(marketId)
