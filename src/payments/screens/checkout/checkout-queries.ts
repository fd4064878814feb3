import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Currency } from '../../../kernel/money.ts'
import type * as wallets from '../../../wallets/contract.ts'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type * as contract from '../../contract.ts'

export type PaymentAnswer = AnswerOf<typeof contract.getPayment>
export type WalletAnswer = AnswerOf<typeof wallets.getWallet>

/** Payment methods rarely change: cached for five minutes. */
export const methodsQuery = (currency: Currency) => ({
  queryKey: ['payment-methods', currency],
  staleTime: 300_000,
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.listMethods>('GET /v1/payment-methods', {
        query: { currency },
        signal,
      }),
    ),
})

export const walletQuery = {
  queryKey: ['wallet'],
  queryFn: ({ signal }: Asking) =>
    answerOf(call<typeof wallets.getWallet>('GET /v1/wallet', { signal })),
}
