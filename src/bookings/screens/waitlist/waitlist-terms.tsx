import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { TermsForm } from '../../../web/kit/terms-form.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import type * as contract from '../../waitlist/contract.ts'
import { useWaitlistText } from './text.ts'
import { termsQuery } from './waitlist-queries.ts'

/** Whether a store keeps a waitlist, how long its offers stand, and how many a guest may wait for. */
export function WaitlistTerms({ storeId }: { readonly storeId: string }) {
  const t = useWaitlistText()
  const client = useQueryClient()
  const { data } = useQuery(termsQuery(storeId))
  if (!data) return null
  return (
    <TermsForm
      title={t('desk.termsTitle')}
      lead={t('desk.termsLead')}
      saved={data}
      on={t('desk.on')}
      steps={[
        { name: 'offerMinutes', label: t('desk.minutes'), min: 10, max: 120 },
        { name: 'entriesPerGuest', label: t('desk.entries'), min: 1, max: 10 },
      ]}
      words={{ less: t('desk.less'), more: t('desk.more'), save: t('desk.save') }}
      request={(terms) =>
        call<typeof contract.changeWaitlistTerms>('PUT /v1/stores/:storeId/waitlist-terms', {
          params: { storeId },
          body: terms,
        })
      }
      onSaved={(answer) => {
        client.setQueryData(termsQuery(storeId).queryKey, answer)
        announce(t('desk.saved'))
      }}
    />
  )
}
