import { type FormEvent, useState } from 'react'
import { Submit } from '../../../web/kit/button.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import { useStoresText } from '../text.ts'
import { type HoldTerms, holdTermsQuery, setHoldTerms } from './hold-terms-query.ts'

/** What the store asks before it holds something for somebody who has not paid. */
export function HoldTermsDesk({ storeId }: { readonly storeId: string }) {
  const t = useStoresText()
  const { data } = useQuery(holdTermsQuery(storeId))
  return (
    <section className="grid gap-3 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('holdTerms.title')}</h2>
      <p className="text-soft">{t('holdTerms.lead')}</p>
      {data ? <TermsForm storeId={storeId} known={data} /> : null}
    </section>
  )
}

const terms = ['phone', 'payAtOnce'] as const

function TermsForm({ storeId, known }: { readonly storeId: string; readonly known: HoldTerms }) {
  const t = useStoresText()
  const client = useQueryClient()
  const [chosen, setChosen] = useState(known)
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, send } = useSend()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() => setHoldTerms(storeId, chosen))
    setSaved(sent?.ok === true)
    if (sent?.ok) client.setQueryData(holdTermsQuery(storeId).queryKey, sent.answer)
  }
  return (
    <form onSubmit={save} className="grid gap-4">
      <Refused problem={problem} />
      {isSaved ? <Notice tone="good" title={t('form.saved')} /> : null}
      {terms.map((name) => (
        <label key={name} className="flex min-h-11 items-start gap-3">
          <input
            type="checkbox"
            className="mt-1.5"
            checked={chosen[name]}
            onChange={({ target }) => {
              setSaved(false)
              setChosen({ ...chosen, [name]: target.checked })
            }}
          />
          <span className="grid gap-0.5">
            <span className="font-semibold">{t(`holdTerms.${name}`)}</span>
            <span className="text-soft">{t(`holdTerms.${name}Lead`)}</span>
          </span>
        </label>
      ))}
      <Submit pending={pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
        {t('form.save')}
      </Submit>
    </form>
  )
}
