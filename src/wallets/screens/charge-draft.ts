import type { Money } from '../../kernel/money.ts'

/** Copies of the limits in `wallets/rules.ts`; the server enforces them. */
export const CHARGE_LEAST = 1_000
export const BALANCE_MOST = 2_000_000

/** Suggested amounts, in won. */
export const usualAmounts = [10_000, 30_000, 50_000, 100_000] as const

/** The amount that may still be charged. */
export const roomOf = (charged: Money): number => Math.max(0, BALANCE_MOST - charged.amount)

/** Parses `12,000` or `12000` as won; undefined if it is not a whole number. */
export function amountOf(typed: string): number | undefined {
  const digits = typed.replaceAll(/[,\s]|원$/g, '')
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}

/** The message key of an invalid amount. */
export function chargeError(
  amount: number | undefined,
  room: number,
): 'amountWrong' | 'tooLittle' | 'tooMuch' | undefined {
  if (amount === undefined) return 'amountWrong'
  if (amount < CHARGE_LEAST) return 'tooLittle'
  return amount > room ? 'tooMuch' : undefined
}
