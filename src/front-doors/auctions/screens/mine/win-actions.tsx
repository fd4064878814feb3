import { PriceChanged } from '../../../../bookings/screens/claim/price-changed.tsx'
import { useClaim } from '../../../../bookings/screens/claim/use-claim.ts'
import { priceText } from '../../../../kernel/format.ts'
import type * as payments from '../../../../payments/contract.ts'
import { call } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { newKey } from '../../../../web/new-key.ts'
import { useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as wins from '../../win-contract.ts'
import { clockParts } from '../clock/lot-clock.tsx'
import { useSecondsLeft } from '../clock/server-clock.ts'
import { ofAuctions, type Win } from '../lots/lot-queries.ts'
import { claimingWin } from './claiming.ts'
import { useMineText } from './text.ts'

/** The next step with a lot that was won: pay, wait for it, say that it has arrived. */
export function WinActions({ win }: { readonly win: Win }) {
  const t = useMineText()
  const { stage } = win
  if (stage === 'to-pay') return <ToPay win={win} />
  if (stage === 'paid') return <Paid win={win} />
  return <Notice tone={stage === 'lapsed' ? 'bad' : 'plain'}>{t(`ended.${stage}`)}</Notice>
}

function ToPay({ win }: { readonly win: Win }) {
  const t = useMineText()
  const language = useLanguage()
  const { auctionId, lotId, amount, currency, expiresAt, kind } = win
  const left = useSecondsLeft(expiresAt)
  const claim = useClaim(claimingWin)
  const price = { amount, currency }
  return (
    <div className="grid gap-2">
      {kind === 'second-chance' ? <p>{t('secondChance')}</p> : null}
      <p role="timer" aria-live="off" className="font-semibold">
        {t('toPay', clockParts(left))}
      </p>
      <Refused problem={claim.refused?.problem} />
      <div className="flex flex-wrap gap-2">
        <Button
          className="grow"
          pending={claim.pending !== undefined}
          onClick={() => claim.take({ auctionId, lotId }, price)}
        >
          {t(kind === 'second-chance' ? 'accept' : 'pay', { price: priceText(price, language) })}
        </Button>
        {kind === 'second-chance' ? <Decline win={win} /> : null}
      </div>
      <PriceChanged claim={claim} />
    </div>
  )
}

/** Declines a second chance; the order that was made of it is canceled first. */
export function Decline({ win: { auctionId, lotId, orderId } }: { readonly win: Win }) {
  const t = useMineText()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const decline = async () => {
    const sent = await send(async () => {
      const canceled = orderId ? await cancel(orderId) : undefined
      if (canceled && !canceled.ok && canceled.problem.type !== 'order-over') return canceled
      return call<typeof wins.declineWin>('POST /v1/auctions/:auctionId/lots/:lotId/win/decline', {
        params: { auctionId, lotId },
      })
    })
    void client.invalidateQueries({ queryKey: ['bookings'] })
    if (sent?.ok) await client.invalidateQueries({ queryKey: ofAuctions })
  }
  return (
    <>
      <Button kind="quiet" pending={pending} onClick={decline}>
        {t('decline')}
      </Button>
      <Refused problem={problem} />
    </>
  )
}

const cancel = (orderId: string) =>
  call<typeof payments.cancelOrder>('POST /v1/orders/:orderId/cancellation', {
    params: { orderId },
    key: newKey(),
    body: { refund: 0 },
  })

function Paid({ win: { auctionId, lotId, handedOverAt, receivedAt } }: { readonly win: Win }) {
  const t = useMineText()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  if (receivedAt) return <Notice tone="good">{t('received')}</Notice>
  const receive = async () => {
    const sent = await send(() =>
      call<typeof wins.confirmReceipt>('POST /v1/auctions/:auctionId/lots/:lotId/win/receipt', {
        params: { auctionId, lotId },
      }),
    )
    if (sent?.ok) await client.invalidateQueries({ queryKey: ofAuctions })
  }
  return (
    <div className="grid gap-2">
      <p>{t(handedOverAt ? 'handedOver' : 'paid')}</p>
      <Refused problem={problem} />
      <Button
        kind={handedOverAt ? 'primary' : 'quiet'}
        className="justify-self-start"
        pending={pending}
        onClick={receive}
      >
        {t('receive')}
      </Button>
    </div>
  )
}
