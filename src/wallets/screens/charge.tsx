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

/** Checkout of a charge; later, its outcome. */
export function Charge() {
  const t = useWalletText()
  const { orderId } = useParams({ from: '/wallet/charges/$orderId' })
  const { payment } = useSearch({ from: '/wallet/charges/$orderId' })
  const query = useQuery({
    ...chargeQuery(orderId, payment),
    refetchInterval: ({ state: { data } }) => (data ? askAgainMs(chargeStage(data)) : false),
    placeholderData: (before) => (before?.order.id === orderId ? before : undefined),
  })
  if (query.data)
    return (
      <ChargePage
        charge={query.data}
        answeredAt={query.dataUpdatedAt}
        isUnderway={payment !== undefined}
        onNews={query.refetch}
      />
    )
  return (
    <Page title={t('chargePage.title')} narrow>
      {query.isError ? (
        <Failure problem={query.error} onRetry={query.refetch} />
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
  /** When the answer arrived, by the browser's clock. */
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

/** Returns to the wallet once the charge is paid. */
function useWayBack({ order: { id } }: ChargeAnswer, isPaid: boolean): void {
  const navigate = useNavigate()
  const client = useQueryClient()
  useEffect(() => {
    if (!isPaid) return
    void client.invalidateQueries({ queryKey: ['wallet'] })
    void navigate({ to: '/wallet', search: { charged: id }, replace: true })
  }, [id, isPaid, navigate, client])
}
