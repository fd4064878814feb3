import { type FormEvent, useState } from 'react'
import { call } from '../../web/call.ts'
import { announce } from '../../web/kit/announce.tsx'
import { Submit } from '../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../web/kit/field.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { useQueryClient } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { type Operator, operatorQuery } from './terms-queries.ts'
import { useTermsPageText } from './text.ts'

const fields = [
  { name: 'company', most: 100 },
  { name: 'representative', most: 100 },
  { name: 'businessNumber', most: 20 },
  { name: 'mailOrderNumber', most: 50 },
  { name: 'address', most: 300 },
  { name: 'phone', most: 30 },
  { name: 'email', most: 254 },
  { name: 'hosting', most: 100 },
  { name: 'privacyOfficer', most: 100 },
] as const

/** Small businesses need none. */
const isOptional = (name: keyof Operator): boolean => name === 'mailOrderNumber'

/** Who runs the site. What was typed stays when it is refused. */
export function OperatorForm({ known }: { readonly known: Operator }) {
  const t = useTermsPageText()
  const client = useQueryClient()
  const [draft, setDraft] = useState(known)
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (fields.some(({ name }) => !isOptional(name) && !draft[name]))
      return focusFirstWrong(event.currentTarget)
    const body = { ...draft, email: draft.email || null }
    const sent = await send(() => call<typeof contract.setOperator>('PUT /v1/operator', { body }))
    if (!sent?.ok) return
    setDraft(sent.answer)
    await client.invalidateQueries({ queryKey: operatorQuery.queryKey })
    await client.invalidateQueries({ queryKey: ['terms'] })
    announce(t('edit.saved'))
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {fields.map(({ name, most }) => (
        <Field
          key={name}
          label={t(`operator.${name}`)}
          required={!isOptional(name)}
          maxLength={most}
          error={isTried && !isOptional(name) && !draft[name] ? t('edit.missing') : undefined}
          value={draft[name] ?? ''}
          onChange={({ target }) => setDraft({ ...draft, [name]: target.value })}
        />
      ))}
      <Refused problem={problem} />
      <Submit pending={pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
        {t('edit.save')}
      </Submit>
    </form>
  )
}
