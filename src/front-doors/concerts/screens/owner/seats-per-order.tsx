import { useState } from 'react'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { SEATS_PER_ORDER_MOST } from '../../seat-rules.ts'
import { concertQuery } from '../concerts/concert-queries.ts'
import { useRefreshConcert } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

/** How many seats one order may have, at every performance. */
export function SeatsPerOrder({ store }: Pick<DeskPartProps, 'store'>) {
  const { data } = useQuery(concertQuery(store.id))
  return data ? <Limit store={store} key={data.seatsPerOrder} now={data.seatsPerOrder} /> : null
}

function Limit({ store, now }: Pick<DeskPartProps, 'store'> & { readonly now: number }) {
  const t = useOrganiserText()
  const { pending, problem, send } = useSend()
  const refresh = useRefreshConcert(store.id)
  const [most, setMost] = useState(now)
  const save = async () => {
    const sent = await send(() =>
      call<typeof owner.setSeatsPerOrder>('PUT /v1/concerts/:concertId/seats-per-order', {
        params: { concertId: store.id },
        body: { seatsPerOrder: most },
      }),
    )
    if (!sent?.ok) return
    announce(t('limit.saved', { most }))
    await refresh()
  }
  return (
    <section
      aria-label={t('limit.label')}
      className="grid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5"
    >
      <div className="flex flex-wrap items-end gap-3">
        <Stepper
          label={t('limit.label')}
          value={most}
          min={1}
          max={SEATS_PER_ORDER_MOST}
          onChange={setMost}
          lessLabel={t('limit.less')}
          moreLabel={t('limit.more')}
        />
        {most === now ? null : (
          <Button kind="quiet" pending={pending} onClick={save}>
            {t('save')}
          </Button>
        )}
      </div>
      <p className="text-sm text-soft">{t('limit.hint')}</p>
      <Refused problem={problem} />
    </section>
  )
}
