import { problem } from '../kernel/problem.ts'

/** Whether what was typed is a Korean postcode, as they are since 2015. */
export const isPostal = (typed: string): boolean => /^\d{5}$/.test(typed.trim())

/** By the first three digits: provinces have those from here, */
const FIRST = '010'
/** to before these. */
const END = '637'

/**
 * Whether a postcode may be one. The data knows the provinces, and so surely that there is none outside of all of
 * them; within them it knows no streets, and new ones are made there: those are taken as they are typed.
 */
export const mayExist = (postalCode: string): boolean =>
  isPostal(postalCode) && FIRST <= postalCode.trim() && postalCode.trim() < END

export const postcodeUnknown = problem<{ postalCode: string }>('postcode-unknown', 'invalid', {
  ko: '없는 우편번호예요. 다시 확인해 주세요.',
  en: 'There is no such postcode. Please check it.',
})
