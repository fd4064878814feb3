import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Select } from '../../../web/kit/select.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../history/contract.ts'
import { refusalQuery } from './terms-query.ts'
import { useNoShowText } from './text.ts'

/** From how many no-shows on a store takes no more online bookings of a guest. */
export function GuestRefusal({ storeId }: { readonly storeId: string }) {
  const t = useNoShowText()
  const client = useQueryClient()
  const { data } = useQuery(refusalQuery(storeId))
  const { pending, problem, send } = useSend()
  if (!data) return null
  const set = async (noShows: number | null) => {
    const sent = await send(() =>
      call<typeof contract.changeGuestRefusal>('PUT /v1/stores/:storeId/guest-refusal', {
        params: { storeId },
        body: { noShows },
      }),
    )
    if (!sent?.ok) return
    client.setQueryData(refusalQuery(storeId).queryKey, sent.answer)
    announce(t('refusal.saved'))
  }
  return (
    <section className="grid max-w-xl gap-3 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('refusal.title')}</h2>
      <p className="text-soft">{t('refusal.lead')}</p>
      <Refused problem={problem} />
      <Select
        label={t('refusal.label')}
        value={data.noShows ?? ''}
        disabled={pending}
        onChange={({ target }) => set(target.value ? Number(target.value) : null)}
      >
        <option value="">{t('refusal.never')}</option>
        {[1, 2, 3, 4, 5].map((count) => (
          <option key={count} value={count}>
            {t('refusal.from', { count })}
          </option>
        ))}
      </Select>
    </section>
  )
}
