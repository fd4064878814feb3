import { type FormEvent, useState } from 'react'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Submit } from '../../../web/kit/button.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { type BusinessAnswer, businessQuery } from './business-query.ts'
import { useBusinessText } from './text.ts'

const fields = [
  { name: 'company', most: 100 },
  { name: 'representative', most: 100 },
  { name: 'businessNumber', most: 20 },
  { name: 'mailOrderNumber', most: 50 },
  { name: 'address', most: 300 },
  { name: 'phone', most: 30 },
  { name: 'email', most: 254 },
] as const

/** Who sells at a store: the same form at every desk. */
export function BusinessForm({ storeId }: { readonly storeId: string }) {
  const t = useBusinessText()
  const query = useQuery(businessQuery(storeId))
  return (
    <section className="grid gap-4 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('title')}</h2>
      <p className="text-soft">{t('lead')}</p>
      <Loaded query={query}>{(known) => <Form {...{ storeId, known }} />}</Loaded>
    </section>
  )
}

interface FormProps {
  readonly storeId: string
  readonly known: BusinessAnswer
}

function Form({ storeId, known }: FormProps) {
  const t = useBusinessText()
  const client = useQueryClient()
  const [draft, setDraft] = useState(known)
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.setStoreBusiness>('PUT /v1/stores/:storeId/business', {
        params: { storeId },
        body: { ...draft, email: draft.email || null },
      }),
    )
    if (!sent?.ok) return
    setDraft(sent.answer)
    await client.invalidateQueries({ queryKey: businessQuery(storeId).queryKey })
    announce(t('saved'))
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {fields.map(({ name, most }) => (
        <Field
          key={name}
          label={t(name)}
          maxLength={most}
          value={draft[name] ?? ''}
          onChange={({ target }) => setDraft({ ...draft, [name]: target.value })}
        />
      ))}
      <Refused problem={problem} />
      <Submit pending={pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
        {t('save')}
      </Submit>
    </form>
  )
}
