import { useNavigate } from '@tanstack/react-router'
import { priceText } from '../../../kernel/format.ts'
import type * as wallets from '../../../wallets/contract.ts'
import { call } from '../../../web/call.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { newKey } from '../../../web/new-key.ts'
import { useSend } from '../../../web/use-send.ts'
import { useCheckoutText } from './text.ts'
import { chargeFor } from './topped-up.ts'
import type { Choosing } from './use-choice.ts'

/** Charges the wallet with what it lacks, and comes back to pay with it. */
export function TopUp({ choosing: { price, available, missing } }: { choosing: Choosing }) {
  const t = useCheckoutText()
  const language = useLanguage()
  const navigate = useNavigate()
  const { pending, problem, send } = useSend()
  if (missing === 0) return null
  const text = (amount: number) => priceText({ ...price, amount }, language)
  const charge = async () => {
    const sent = await send(() =>
      call<typeof wallets.chargeWallet>('PATCH /v1/wallet', {
        key: newKey(),
        body: { amount: missing },
      }),
    )
    if (!sent?.ok) return
    chargeFor(sent.answer.id, location.pathname)
    await navigate({ to: '/wallet/charges/$orderId', params: { orderId: sent.answer.id } })
  }
  return (
    <div className="grid gap-2 rounded-2xl border border-dashed border-edge px-4 py-3">
      <p className="text-soft">{t('topUp.lead', { has: text(available) })}</p>
      <Refused problem={problem} />
      <Button kind="quiet" pending={pending} className="justify-self-start" onClick={charge}>
        {t('topUp.button', { price: text(missing) })}
      </Button>
    </div>
  )
}
