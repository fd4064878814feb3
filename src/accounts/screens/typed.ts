import type { ProblemBody } from '../../web/call.ts'

/** What looks like an address; the server reads it. */
export const isAddress = (text: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text.trim())

/** Why a new password was refused, for its field. */
export const passwordRefusal = (problem: ProblemBody | undefined): string | undefined =>
  problem?.type.startsWith('password-') && problem.type !== 'password-wrong'
    ? problem.title
    : undefined

export const PASSWORD_LEAST = 8
export const PASSWORD_MOST = 128
