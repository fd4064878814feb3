import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { priceText } from '../../kernel/format.ts'
import { useNotPaid } from '../../payments/screens/checkout/not-paid.ts'
import { isReady, shownStage } from '../../payments/screens/checkout/shown-stage.ts'
import { askAgainMs, type Stage, stageOf } from '../../payments/screens/checkout/stage.ts'
import { takeCheckoutOf } from '../../payments/screens/checkout/topped-up.ts'
import { useCheckout } from '../../payments/screens/checkout/use-checkout.ts'
import { CheckingPanel } from '../../payments/screens/checkout/waiting.tsx'
import { Page } from '../../web/kit/page.tsx'
import { Failure, Loading, Skeleton } from '../../web/kit/states.tsx'
import { useLanguage } from '../../web/language.ts'
import { useFetching, useQuery, useQueryClient } from '../../web/query.ts'
import { ChargeOutcome } from './charge-outcome.tsx'
import { ReadyCharge } from './ready-charge.tsx'
import { useWalletText } from './text.ts'
import { type ChargeAnswer, chargeQuery } from './wallet-queries.ts'

/** Checkout of a charge; later, its outcome. */
export function Charge() {
  const t = useWalletText()
  const { orderId } = useParams({ from: '/wallet/charges/$orderId' })
  const { payment } = useSearch({ from: '/wallet/charges/$orderId' })
  const { updatedAt } = useFetching(chargeQuery(orderId, payment).queryKey)
  const query = useQuery({
    ...chargeQuery(orderId, payment),
    refetchInterval: ({ state: { data } }) => (data ? askAgainMs(chargeStage(data)) : false),
    placeholderData: (before) => (before?.order.id === orderId ? before : undefined),
  })
  if (query.data)
    return (
      <ChargePage
        charge={query.data}
        answeredAt={updatedAt}
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

/** Payment, method choice and resulting stage of the page. */
function usePaying({ charge, answeredAt, onNews }: ChargePageProps) {
  const { order, payment } = charge
  const navigate = useNavigate()
  const [isChoosing, setChoosing] = useState(false)
  const paymentChanged = useCallback(
    async (begun?: { readonly id: string }) => {
      if (!begun) return onNews()
      setChoosing(false)
      const params = { orderId: order.id }
      const search = { payment: begun.id }
      await navigate({ to: '/wallet/charges/$orderId', params, search, replace: true })
    },
    [onNews, navigate, order.id],
  )
  const { id: orderId, price } = order
  const checkout = useCheckout({ orderId, price, answeredAt, onNews: paymentChanged })
  const stage = shownStage({ status: order.status, payment }, { ...checkout, isChoosing })
  return { checkout, stage, chooseAgain: () => setChoosing(true) }
}

function ChargePage(props: ChargePageProps) {
  const { charge, isUnderway, onNews } = props
  const t = useWalletText()
  const language = useLanguage()
  const { checkout, stage, chooseAgain } = usePaying(props)
  useWayBack(charge, stage === 'paid' && isUnderway)
  const notPaid = useNotPaid(charge.payment)
  const price = priceText(charge.order.price, language)
  const title = stage === 'notPaid' ? notPaid?.title : t(`chargePage.${stage}`, { price })
  return (
    <Page
      title={title ?? ''}
      stage={stage}
      lead={stage === 'notPaid' ? notPaid?.lead : undefined}
      narrow
    >
      {stage === 'checking' ? <CheckingPanel /> : null}
      {isReady(stage) ? <ReadyCharge {...{ charge, stage, checkout, chooseAgain }} /> : null}
      {stage === 'paid' || stage === 'canceled' || stage === 'expired' ? (
        <ChargeOutcome charge={charge} stage={stage} onNews={onNews} />
      ) : null}
    </Page>
  )
}

/** Once the charge is paid: returns to the checkout that it was for, else to the wallet. */
function useWayBack({ order: { id } }: ChargeAnswer, isPaid: boolean): void {
  const navigate = useNavigate()
  const client = useQueryClient()
  useEffect(() => {
    if (!isPaid) return
    void client.invalidateQueries({ queryKey: ['wallet'] })
    const checkout = takeCheckoutOf(id)
    if (checkout) {
      void navigate({ to: checkout, replace: true })
      return
    }
    void navigate({ to: '/wallet', search: { charged: id }, replace: true })
  }, [id, isPaid, navigate, client])
}
