import { Link, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Tabs } from '../../../stores/screens/desk/tabs.tsx'
import { buttonLook } from '../../../web/kit/button.tsx'
import { MoreButton } from '../../../web/kit/more-button.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../web/kit/states.tsx'
import { useInfiniteQuery, useQueryClient } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { Outcome } from './outcome.tsx'
import { ReviewCard } from './review-card.tsx'
import { type Decided, type Review, reviewsQuery } from './review-queries.ts'
import { useReviewText } from './text.ts'
import { Unclaimed } from './unclaimed.tsx'

/** All payments in review and unclaimed balances, for admins. */
export const Reviews = () => <ReviewList below={<Unclaimed />} />

/** Payments in review of one store, read-only for its owner. */
export function StoreReviews() {
  const { storeId } = useParams({ from: '/stores/$storeId/reviews' })
  return <ReviewList storeId={storeId} />
}

/** The last decision on this page. */
interface Settled {
  readonly review: Review
  readonly decided: Decided
}

function ReviewList({ storeId, below }: { storeId?: string; below?: ReactNode }) {
  const t = useReviewText()
  const client = useQueryClient()
  const query = useInfiniteQuery(reviewsQuery(storeId))
  const [settled, setSettled] = useState<Settled>()
  const reviews = query.data?.pages.flatMap(({ data }) => data) ?? []
  const decide = async (review: Review, decided: Decided) => {
    await client.invalidateQueries({ queryKey: ['reviews'] })
    setSettled({ review, decided })
  }
  return (
    <Page
      title={t('title')}
      lead={t(storeId ? 'storeLead' : 'lead')}
      aside={storeId ? <ToPayments storeId={storeId} /> : undefined}
    >
      {storeId ? <Tabs storeId={storeId} here="payments" /> : null}
      {settled ? (
        <Outcome
          {...settled}
          isStillThere={reviews.some(({ paymentId }) => paymentId === settled.review.paymentId)}
        />
      ) : null}
      {query.isError && !query.data ? (
        <Failure problem={query.error} onRetry={() => query.refetch()} />
      ) : null}
      {query.isPending ? (
        <Loading>
          <Skeleton className="h-96" />
        </Loading>
      ) : null}
      {query.data && reviews.length === 0 ? (
        <EmptyState title={t('none')}>{t('noneLead')}</EmptyState>
      ) : null}
      <Cards reviews={reviews} onDecided={decide} />
      <MoreButton of={query}>{t('more')}</MoreButton>
      {below}
    </Page>
  )
}

function ToPayments({ storeId }: { storeId: string }) {
  const t = useReviewText()
  return (
    <Link
      to="/desk/$storeId"
      params={{ storeId }}
      search={{ tab: 'payments' }}
      className={buttonLook('quiet')}
    >
      {t('toPayments')}
    </Link>
  )
}

interface CardsProps {
  readonly reviews: readonly Review[]
  readonly onDecided: (review: Review, decided: Decided) => void
}

function Cards({ reviews, onDecided }: CardsProps) {
  const isAdmin = useMe()?.role === 'admin'
  if (reviews.length === 0) return null
  return (
    <ul className="grid gap-6">
      {reviews.map((review) => (
        <li key={review.paymentId}>
          <ReviewCard
            review={review}
            {...(isAdmin && { onDecided: (decided: Decided) => onDecided(review, decided) })}
          />
        </li>
      ))}
    </ul>
  )
}
