import type { Money } from '../../kernel/money.ts'

/** As `wallets/rules.ts` has them; the server has the last word. */
export const CHARGE_LEAST = 1_000
export const BALANCE_MOST = 2_000_000

/** What most people charge, in won. */
export const usualAmounts = [10_000, 30_000, 50_000, 100_000] as const

/** What may still be charged to a wallet. */
export const roomOf = (charged: Money): number => Math.max(0, BALANCE_MOST - charged.amount)

/** `12,000` or `12000` as won; nothing that is no whole number. */
export function amountOf(typed: string): number | undefined {
  const digits = typed.replaceAll(/[,\s]|원$/g, '')
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined
}

/** The key of the sentence that says what is wrong with an amount, if anything is. */
export function chargeError(
  amount: number | undefined,
  room: number,
): 'amountWrong' | 'tooLittle' | 'tooMuch' | undefined {
  if (amount === undefined) return 'amountWrong'
  if (amount < CHARGE_LEAST) return 'tooLittle'
  return amount > room ? 'tooMuch' : undefined
}
