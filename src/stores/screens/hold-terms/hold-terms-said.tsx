import { verifiedQuery } from '../../../accounts/screens/phone/verified-query.ts'
import { Notice } from '../../../web/kit/notice.tsx'
import { useQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { useStoresText } from '../text.ts'
import { holdTermsQuery } from './hold-terms-query.ts'

interface HoldTermsSaidProps {
  readonly storeId: string
  /** What a reader is about to do there. */
  readonly to: 'book' | 'order' | 'bid'
}

/** Says before a claim what the store asks: a verified number, unless the reader has one, and to pay at once. */
export function HoldTermsSaid({ storeId, to }: HoldTermsSaidProps) {
  const t = useStoresText()
  const me = useMe()
  const { data } = useQuery(holdTermsQuery(storeId))
  const verified = useQuery({ ...verifiedQuery, enabled: Boolean(me && data?.phone) })
  const asksPhone = data?.phone && !verified.data?.phone
  const asksPayment = data?.payAtOnce && to !== 'bid'
  if (!asksPhone && !asksPayment) return null
  return (
    <Notice>
      {asksPhone ? <p>{t(`holdTerms.said.${to}`)}</p> : null}
      {asksPayment ? (
        <p>{t(to === 'order' ? 'holdTerms.said.payOrder' : 'holdTerms.said.pay')}</p>
      ) : null}
    </Notice>
  )
}
