import { type FormEvent, useState } from 'react'
import { call } from '../../web/call.ts'
import { announce } from '../../web/kit/announce.tsx'
import { Submit } from '../../web/kit/button.tsx'
import { Field, TextArea } from '../../web/kit/field.tsx'
import { Loaded } from '../../web/kit/loaded.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../web/query.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import {
  marketingKinds,
  requiredKinds,
  seenKinds,
  type TextKind,
  textKinds,
} from '../kind-rules.ts'
import { changedLines } from './changed-lines.ts'
import { type TermsWords, textQuery } from './terms-queries.ts'
import { useTermsPageText } from './text.ts'

/** Announces the next version of a text, with what changes. */
export function Publish() {
  const t = useTermsPageText()
  const [kind, setKind] = useState<TextKind>('terms')
  const query = useQuery(textQuery(kind))
  return (
    <section className="grid gap-4">
      <h2 className="text-xl font-bold">{t('publish.title')}</h2>
      <p className="text-soft">{t('publish.lead')}</p>
      <label className="grid gap-1.5 font-semibold">
        {t('publish.kind')}
        <select
          value={kind}
          onChange={({ target }) => setKind(target.value as TextKind)}
          className="field"
        >
          {textKinds.map((one) => (
            <option key={one} value={one}>
              {t(`publish.asked.${askedAs(one)}`, { what: t(`consents.${one}`) })}
            </option>
          ))}
        </select>
      </label>
      <Loaded query={query}>{(known) => <PublishForm key={kind} known={known} />}</Loaded>
    </section>
  )
}

/** How the text is met: accepted to sign up, freely, when something is booked, or only read. */
function askedAs(kind: TextKind): 'required' | 'optional' | 'ordering' | 'shown' {
  if (requiredKinds.some((one) => one === kind)) return 'required'
  if (marketingKinds.some((one) => one === kind)) return 'optional'
  return seenKinds.some((one) => one === kind) ? 'shown' : 'ordering'
}

const DAY_MS = 86_400_000
const dayAhead = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

function PublishForm({ known }: { readonly known: TermsWords }) {
  const t = useTermsPageText()
  const client = useQueryClient()
  const [draft, setDraft] = useState({
    ...known.template,
    date: dayAhead(8),
    isUnfavourable: false,
  })
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { date, ...body } = draft
    const sent = await send(() =>
      call<typeof contract.publishText>('POST /v1/terms/:kind/versions', {
        params: { kind: known.kind },
        // The beginning of the day in Korea, whose practice the days are.
        body: { ...body, appliesFrom: new Date(`${date}T00:00:00+09:00`).toISOString() },
      }),
    )
    if (!sent?.ok) return
    await client.invalidateQueries({ queryKey: ['terms'] })
    announce(t('publish.done'))
  }
  const typed = (name: 'ko' | 'en') => ({
    label: t(`publish.${name}`),
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) =>
      setDraft({ ...draft, [name]: target.value }),
  })
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <p className="text-sm text-soft">{t('publish.marks', { example: '{company}' })}</p>
      <TextArea {...typed('ko')} required rows={8} className="max-h-96" />
      <TextArea {...typed('en')} required rows={8} className="max-h-96" />
      <Field
        type="date"
        required
        label={t('publish.date')}
        min={dayAhead(7)}
        value={draft.date}
        onChange={({ target }) => setDraft({ ...draft, date: target.value })}
      />
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          checked={draft.isUnfavourable}
          onChange={({ target }) => setDraft({ ...draft, isUnfavourable: target.checked })}
          className="size-6 shrink-0"
        />
        {t('publish.unfavourable')}
      </label>
      <Changes before={known.template.ko} after={draft.ko} />
      <Changes before={known.template.en} after={draft.en} />
      <Refused problem={problem} />
      <Submit pending={pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
        {t('publish.button')}
      </Submit>
    </form>
  )
}

function Changes({ before, after }: { readonly before: string; readonly after: string }) {
  const t = useTermsPageText()
  const lines = changedLines(before, after)
  if (lines.length === 0) return null
  return (
    <ul aria-label={t('publish.changes')} className="grid gap-1 rounded-xl bg-well p-3 text-sm">
      {lines.map(({ key, is, line }) => (
        <li key={key} className="wrap-anywhere">
          {is === 'gone' ? (
            <del className="text-bad">{line}</del>
          ) : (
            <ins className="text-good">{line}</ins>
          )}
        </li>
      ))}
    </ul>
  )
}
