import { useState } from 'react'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Stepper } from '../../../web/kit/stepper.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../waitlist/contract.ts'
import { useWaitlistText } from './text.ts'
import { type Terms, termsQuery } from './waitlist-queries.ts'

/** Whether a store keeps a waitlist, how long its offers stand, and how many a guest may wait for. */
export function WaitlistTerms({ storeId }: { readonly storeId: string }) {
  const { data } = useQuery(termsQuery(storeId))
  return data ? <TermsForm storeId={storeId} saved={data} /> : null
}

function TermsForm({ storeId, saved }: { readonly storeId: string; readonly saved: Terms }) {
  const t = useWaitlistText()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const [terms, setTerms] = useState(saved)
  const change = (more: Partial<Terms>) => setTerms({ ...terms, ...more })
  const save = async () => {
    const sent = await send(() =>
      call<typeof contract.changeWaitlistTerms>('PUT /v1/stores/:storeId/waitlist-terms', {
        params: { storeId },
        body: terms,
      }),
    )
    if (!sent?.ok) return
    client.setQueryData(termsQuery(storeId).queryKey, sent.answer)
    announce(t('desk.saved'))
  }
  const steps = { lessLabel: t('desk.less'), moreLabel: t('desk.more') }
  return (
    <section className="grid max-w-xl gap-4 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('desk.termsTitle')}</h2>
      <p className="text-soft">{t('desk.termsLead')}</p>
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 shrink-0 accent-accent"
          checked={terms.isOn}
          onChange={({ target }) => change({ isOn: target.checked })}
        />
        {t('desk.on')}
      </label>
      {terms.isOn ? (
        <>
          <Stepper
            label={t('desk.minutes')}
            value={terms.offerMinutes}
            min={10}
            max={120}
            onChange={(offerMinutes) => change({ offerMinutes })}
            {...steps}
          />
          <Stepper
            label={t('desk.entries')}
            value={terms.entriesPerGuest}
            min={1}
            max={10}
            onChange={(entriesPerGuest) => change({ entriesPerGuest })}
            {...steps}
          />
        </>
      ) : null}
      <Refused problem={problem} />
      <div>
        <Button pending={pending} onClick={save}>
          {t('desk.save')}
        </Button>
      </div>
    </section>
  )
}
