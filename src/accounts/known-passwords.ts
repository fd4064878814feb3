import { dictionary } from '@zxcvbn-ts/language-common'

const known = new Set<string>(dictionary['passwords-common'])

/** Whether a password, in lower case, is one of the 49,000 that leak most often (zxcvbn-ts, MIT). */
export const isCommon = (password: string): boolean => known.has(password)
