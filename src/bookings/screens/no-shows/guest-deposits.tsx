import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Select } from '../../../web/kit/select.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../history/deposit-contract.ts'
import { depositsQuery } from './deposit-query.ts'
import { useNoShowText } from './text.ts'

const USUAL = { noShows: 1, days: 180 }

/** Of which guests a store asks the deposits of its tables. */
export function GuestDeposits({ storeId }: { readonly storeId: string }) {
  const t = useNoShowText()
  const client = useQueryClient()
  const { data } = useQuery(depositsQuery(storeId))
  const { pending, problem, send } = useSend()
  if (!data) return null
  const { onlyOf } = data
  const set = async (chosen: typeof onlyOf) => {
    const sent = await send(() =>
      call<typeof contract.changeGuestDeposits>('PUT /v1/stores/:storeId/guest-deposits', {
        params: { storeId },
        body: { onlyOf: chosen },
      }),
    )
    if (!sent?.ok) return
    client.setQueryData(depositsQuery(storeId).queryKey, sent.answer)
    announce(t('deposits.saved'))
  }
  return (
    <section className="grid max-w-xl gap-3 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('deposits.title')}</h2>
      <p className="text-soft">{t('deposits.lead')}</p>
      <Refused problem={problem} />
      <Select
        required
        label={t('deposits.of')}
        value={onlyOf ? 'some' : ''}
        disabled={pending}
        onChange={({ target }) => set(target.value ? USUAL : null)}
      >
        <option value="">{t('deposits.everybody')}</option>
        <option value="some">{t('deposits.some')}</option>
      </Select>
      {onlyOf ? (
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            required
            label={t('deposits.noShows')}
            value={onlyOf.noShows}
            disabled={pending}
            onChange={({ target }) => set({ ...onlyOf, noShows: Number(target.value) })}
          >
            {[1, 2, 3, 4, 5].map((count) => (
              <option key={count} value={count}>
                {t('deposits.times', { count })}
              </option>
            ))}
          </Select>
          <Select
            required
            label={t('deposits.days')}
            value={onlyOf.days}
            disabled={pending}
            onChange={({ target }) => set({ ...onlyOf, days: Number(target.value) })}
          >
            {[...new Set([30, 90, 180, 365, onlyOf.days])].map((days) => (
              <option key={days} value={days}>
                {t('deposits.recent', { days })}
              </option>
            ))}
          </Select>
        </div>
      ) : null}
    </section>
  )
}
