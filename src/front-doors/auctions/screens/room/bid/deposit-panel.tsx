import { useNavigate } from '@tanstack/react-router'
import { priceText } from '../../../../../kernel/format.ts'
import { walletQuery } from '../../../../../payments/screens/checkout/checkout-queries.ts'
import { PayTerms } from '../../../../../payments/screens/checkout/pay-terms.tsx'
import { startPayment } from '../../../../../payments/screens/checkout/start-payment.ts'
import { chargeFor } from '../../../../../payments/screens/checkout/topped-up.ts'
import type * as wallets from '../../../../../wallets/contract.ts'
import { call } from '../../../../../web/call.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../../../web/kit/notice.tsx'
import { Skeleton } from '../../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { newKey } from '../../../../../web/new-key.ts'
import { isPhone } from '../../../../../web/pay-window.ts'
import { useQuery, useQueryClient } from '../../../../../web/query.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type { Lot } from '../../lots/lot-queries.ts'
import { ofLot } from '../../lots/lot-queries.ts'
import { claimingDeposit } from '../../mine/claiming.ts'
import { useRoomText } from '../text.ts'

/** As in `wallets/rules.ts`; the server enforces it. */
const CHARGE_LEAST = 1_000

/** Places the deposit from the wallet, which is charged first with what it lacks. */
export function DepositPanel({ lot }: { readonly lot: Lot }) {
  const t = useRoomText()
  const language = useLanguage()
  const wallet = useQuery(walletQuery)
  const { place, charge, pending, problem } = useDeposit(lot)
  const { deposit } = lot.terms
  const text = (amount: number) => priceText({ amount, currency: lot.currency }, language)
  const has = wallet.data
  const available = has ? has.charged.amount + has.granted.amount : 0
  const missing = deposit - available
  return (
    <section
      aria-labelledby="deposit"
      className="grid gap-3 rounded-2xl border border-edge bg-card p-4"
    >
      <div className="grid gap-1">
        <h2 id="deposit" className="text-lg font-bold">
          {t('deposit.title', { deposit: text(deposit) })}
        </h2>
        <p className="text-sm text-soft">{t('deposit.lead')}</p>
      </div>
      <Refused problem={problem} />
      {wallet.isError && !has ? <Notice tone="bad">{t('deposit.noWallet')}</Notice> : null}
      {wallet.isPending ? <Skeleton className="h-11" /> : null}
      {has && missing <= 0 ? (
        <>
          <PayTerms />
          <Button pending={pending} onClick={place}>
            {t('deposit.pay', { deposit: text(deposit) })}
          </Button>
        </>
      ) : null}
      {has && missing > 0 ? (
        <>
          <p className="text-sm">{t('deposit.short', { available: text(available) })}</p>
          <Button pending={pending} onClick={() => charge(Math.max(CHARGE_LEAST, missing))}>
            {t('deposit.charge', { missing: text(Math.max(CHARGE_LEAST, missing)) })}
          </Button>
        </>
      ) : null}
    </section>
  )
}

function useDeposit(lot: Lot) {
  const { auctionId, lotId } = lot
  const client = useQueryClient()
  const navigate = useNavigate()
  const { pending, problem, send } = useSend()
  const path = { auctionId, lotId }
  const place = async () => {
    await send(async () => {
      const claimed = await claimingDeposit.place(path, newKey(), lot.terms.deposit)
      if (!claimed.ok) return claimed
      const device = isPhone() ? 'mobile' : 'desktop'
      return startPayment(claimed.answer.id, { gateway: 'wallet', device })
    })
    void client.invalidateQueries({ queryKey: walletQuery.queryKey })
    void client.invalidateQueries({ queryKey: ['bookings'] })
    await client.invalidateQueries({ queryKey: ofLot(path) })
  }
  const charge = async (amount: number) => {
    const sent = await send(() =>
      call<typeof wallets.chargeWallet>('PATCH /v1/wallet', { key: newKey(), body: { amount } }),
    )
    if (!sent?.ok) return
    chargeFor(sent.answer.id, location.pathname)
    await navigate({ to: '/wallet/charges/$orderId', params: { orderId: sent.answer.id } })
  }
  return { place, charge, pending, problem }
}
