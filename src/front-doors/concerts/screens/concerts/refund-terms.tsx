import { policyQuery, type StorePolicy } from '../../../../policies/screens/store/policy-query.ts'
import { Skeleton } from '../../../../web/kit/states.tsx'
import { useQuery } from '../../../../web/query.ts'
import { useConcertText } from './text.ts'

/** What comes back when a booking is canceled, by when. */
export function RefundTerms({ concertId }: { readonly concertId: string }) {
  const t = useConcertText()
  const { data, isPending } = useQuery(policyQuery(concertId))
  if (isPending) return <Skeleton className="h-44" />
  if (!data) return null
  const { tiers, grace } = data.policy
  return (
    <section aria-labelledby="refunds" className="grid gap-3">
      <h2 id="refunds" className="text-xl font-bold">
        {t('refunds.title')}
      </h2>
      <ul className="grid max-w-xl gap-1 rounded-3xl bg-well px-5 py-4">
        {tiers.map((tier) => (
          <Tier key={JSON.stringify(tier)} tier={tier} />
        ))}
      </ul>
      {grace ? (
        <p className="max-w-xl text-sm text-soft">
          {t('refunds.grace', { hours: grace.hours, days: grace.daysBefore })}
        </p>
      ) : null}
    </section>
  )
}

function Tier({ tier }: { readonly tier: StorePolicy['policy']['tiers'][number] }) {
  const t = useConcertText()
  const until =
    'daysBefore' in tier
      ? t('refunds.days', { days: tier.daysBefore })
      : t('refunds.hours', { hours: tier.hoursBefore })
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4">
      <span className="text-soft">{until}</span>
      <span className="font-semibold">
        {t('refunds.back', { percent: 100 - tier.keptPercent })}
      </span>
    </li>
  )
}
