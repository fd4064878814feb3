import { type FormEvent, useState } from 'react'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Submit } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../receipts/contract.ts'
import { menuText } from '../text.ts'
import { type Business as Answer, businessQuery } from './desk-queries.ts'
import { useDeskText } from './text.ts'

/** What a return costs; who sells is among the details of the store. */
export function Business({ store }: DeskPartProps) {
  const t = useDeskText()
  const query = useQuery(businessQuery(store.id))
  return (
    <div className="grid max-w-xl gap-5">
      <h2 className="sr-only">{menuText()('tabs.business')}</h2>
      <p className="text-soft">{t('business.feeLead')}</p>
      <Loaded query={query}>{(known) => <Form known={known} marketId={store.id} />}</Loaded>
    </div>
  )
}

function Form({ known, marketId }: { readonly known: Answer; readonly marketId: string }) {
  const t = useDeskText()
  const client = useQueryClient()
  const [draft, setDraft] = useState(known)
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.setBusiness>('PUT /v1/markets/:marketId/business', {
        params: { marketId },
        body: { ...draft, email: draft.email || null },
      }),
    )
    if (!sent?.ok) return
    setDraft(sent.answer)
    await client.invalidateQueries({ queryKey: ['market-business', marketId] })
    announce(t('business.saved'))
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field
        label={t('business.returnFee')}
        type="number"
        inputMode="numeric"
        min={0}
        max={100_000}
        value={draft.returnFee}
        onChange={({ target }) =>
          setDraft({ ...draft, returnFee: Math.max(0, Math.round(target.valueAsNumber) || 0) })
        }
      />
      <Refused problem={problem} />
      <Submit pending={pending} className="justify-self-start">
        {t('business.save')}
      </Submit>
    </form>
  )
}
