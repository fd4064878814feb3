import type { ReactNode } from 'react'
import type { Booking } from '../../../../bookings/screens/booking-queries.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Skeleton } from '../../../../web/kit/states.tsx'
import { useQuery } from '../../../../web/query.ts'
import { type Delivery, deliveryQuery } from './checkout-queries.ts'
import { useCheckoutText } from './text.ts'

/** Whom an order is for and where it goes, as the checkout has asked. */
export function Recipient({ booking }: { readonly booking: Booking }) {
  const t = useCheckoutText()
  const query = useQuery(deliveryQuery(booking.id))
  const { booker } = booking
  return (
    <section aria-labelledby="recipient" className="grid gap-3">
      <h2 id="recipient" className="text-xl font-bold">
        {t('recipient.title')}
      </h2>
      <dl className="grid gap-2.5">
        {booker ? <Fact label={t('recipient.name')}>{booker.name}</Fact> : null}
        {booker?.phone ? <Fact label={t('form.phone')}>{booker.phone}</Fact> : null}
      </dl>
      <Loaded query={query} loading={<Skeleton className="h-18" />}>
        {({ form }) => <Where form={form} />}
      </Loaded>
    </section>
  )
}

function Where({ form }: Pick<Delivery, 'form'>) {
  const t = useCheckoutText()
  const where = [form.postal_code, form.city, form.address, form.detail]
  return (
    <dl className="grid gap-2.5">
      <Fact label={t('recipient.where')}>{where.filter(Boolean).join(' ')}</Fact>
      {form.memo ? <Fact label={t('form.memo')}>{form.memo}</Fact> : null}
      <Fact label={t('form.email')}>{form.email}</Fact>
    </dl>
  )
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="flex items-baseline justify-between gap-x-4">
    <dt className="shrink-0 text-soft">{label}</dt>
    <dd className="ml-auto text-right wrap-anywhere">{children}</dd>
  </div>
)
