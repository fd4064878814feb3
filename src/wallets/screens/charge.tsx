import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { priceText } from '../../kernel/format.ts'
import { askAgainMs, type Stage, stageOf } from '../../payments/screens/checkout/stage.ts'
import { CheckingPanel } from '../../payments/screens/checkout/waiting.tsx'
import { Page } from '../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../web/kit/states.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { ChargeOutcome } from './charge-outcome.tsx'
import { ReadyCharge } from './ready-charge.tsx'
import { useWalletText } from './text.ts'
import { type ChargeAnswer, chargeQuery } from './wallet-queries.ts'

/** One charge: pay for it, and come back to the wallet; later, what became of it. */
export function Charge() {
  const t = useWalletText()
  const { orderId } = useParams({ from: '/wallet/charges/$orderId' })
  const { payment } = useSearch({ from: '/wallet/charges/$orderId' })
  const asked = useQuery({
    ...chargeQuery(orderId, payment),
    refetchInterval: ({ state: { data } }) => (data ? askAgainMs(chargeStage(data)) : false),
    placeholderData: (before) => (before?.order.id === orderId ? before : undefined),
  })
  if (asked.data)
    return (
      <ChargePage
        charge={asked.data}
        answeredAt={asked.dataUpdatedAt}
        isUnderway={payment !== undefined}
        onNews={asked.refetch}
      />
    )
  return (
    <Page title={t('chargePage.title')} narrow>
      {asked.isError ? (
        <Failure problem={asked.error} onRetry={asked.refetch} />
      ) : (
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      )}
    </Page>
  )
}

const chargeStage = ({ order, payment }: ChargeAnswer): Stage =>
  stageOf({ status: order.status, payment })

interface ChargePageProps {
  readonly charge: ChargeAnswer
  /** When it was answered, by the reader's clock. */
  readonly answeredAt: number
  readonly isUnderway: boolean
  readonly onNews: () => Promise<void>
}

function ChargePage({ charge, answeredAt, isUnderway, onNews }: ChargePageProps) {
  const t = useWalletText()
  const language = useLanguage()
  const stage = chargeStage(charge)
  useWayBack(charge, stage === 'paid' && isUnderway)
  const price = priceText(charge.order.price, language)
  return (
    <Page title={t(`chargePage.${stage}`, { price })} narrow>
      {stage === 'checking' ? <CheckingPanel /> : null}
      {stage === 'form' || stage === 'paying' || stage === 'deposit' ? (
        <ReadyCharge {...{ charge, stage, answeredAt, onNews }} />
      ) : null}
      {stage === 'paid' || stage === 'canceled' || stage === 'expired' ? (
        <ChargeOutcome charge={charge} stage={stage} onNews={onNews} />
      ) : null}
    </Page>
  )
}

/** What was paid just now is in the wallet: there is nothing more to do here. */
function useWayBack({ order: { id } }: ChargeAnswer, isPaid: boolean): void {
  const navigate = useNavigate()
  const client = useQueryClient()
  useEffect(() => {
    if (!isPaid) return
    void client.invalidateQueries({ queryKey: ['wallet'] })
    void navigate({ to: '/wallet', search: { charged: id }, replace: true })
  }, [id, isPaid, navigate, client])
}
