import { type FormEvent, useState } from 'react'
import type { Asking } from '../../../web/cache.ts'
import { answerOf, call } from '../../../web/call.ts'
import type { DeskPartProps } from '../../../web/door.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { ProgressBar } from '../../../web/kit/progress-bar.tsx'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { useNoticesText } from './text.ts'
import type { TextSettingsAnswer, TextsDraft } from './texts-draft.ts'
import { TextsOfStore } from './texts-of-store.tsx'

const CAP_MOST = 100_000

const settingsQuery = (storeId: string) => ({
  queryKey: ['owner', storeId, 'text-settings'],
  queryFn: ({ signal }: Asking) =>
    answerOf(
      call<typeof contract.getTextSettings>('GET /v1/stores/:storeId/text-settings', {
        params: { storeId },
        signal,
      }),
    ),
})

/** What is told on phones, to whom, and how many messages that were. */
export function TextSettings({ store }: Pick<DeskPartProps, 'store'>) {
  const t = useNoticesText()
  return (
    <section className="grid max-w-xl gap-6 border-t border-edge pt-8">
      <h2 className="text-xl font-bold">{t('texts.title')}</h2>
      <Loaded query={useQuery(settingsQuery(store.id))}>
        {(known) =>
          known.isOffered ? (
            <SettingsForm storeId={store.id} known={known} />
          ) : (
            <p className="text-soft">{t('texts.off')}</p>
          )
        }
      </Loaded>
    </section>
  )
}

const isCap = (most: string): boolean => /^\d{1,6}$/.test(most.trim()) && Number(most) <= CAP_MOST

/** The draft of the form, and sending it. */
function useSettings(storeId: string, known: TextSettingsAnswer) {
  const client = useQueryClient()
  const [draft, setDraft] = useState<TextsDraft>({ ...known, most: `${known.most}` })
  const [isTried, setTried] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, send } = useSend()
  const change = (changed: Partial<TextsDraft>) => {
    setDraft({ ...draft, ...changed })
    setSaved(false)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isCap(draft.most)) return focusFirstWrong(event.currentTarget)
    const { guests, topics, quiet, phones } = draft
    const body = { guests, topics, quiet, phones, most: Number(draft.most) }
    const sent = await send(() =>
      call<typeof contract.changeTextSettings>('PUT /v1/stores/:storeId/text-settings', {
        params: { storeId },
        body,
      }),
    )
    if (!sent?.ok) return
    client.setQueryData(settingsQuery(storeId).queryKey, sent.answer)
    setSaved(true)
  }
  return { draft, change, save, isTried, isSaved, pending, problem }
}

interface FormProps {
  readonly storeId: string
  readonly known: TextSettingsAnswer
}

function SettingsForm({ storeId, known }: FormProps) {
  const t = useNoticesText()
  const { draft, change, save, isTried, isSaved, pending, problem } = useSettings(storeId, known)
  return (
    <form onSubmit={save} noValidate className="grid gap-8">
      <p className="text-soft">{t('texts.lead')}</p>
      <Refused problem={problem} />
      {isSaved ? <Notice tone="good" title={t('texts.saved')} /> : null}
      <Used {...known} />
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          className="mt-0.5 size-6 shrink-0"
          checked={draft.guests}
          onChange={({ target }) => change({ guests: target.checked })}
        />
        <span className="grid gap-0.5">
          <span className="font-semibold">{t('texts.guests')}</span>
          <span className="text-sm text-soft">{t('texts.guestsHint')}</span>
        </span>
      </label>
      <Field
        label={t('texts.most')}
        hint={t('texts.mostHint')}
        inputMode="numeric"
        required
        value={draft.most}
        error={isTried && !isCap(draft.most) ? t('texts.mostWrong') : undefined}
        onChange={({ target }) => change({ most: target.value })}
      />
      <TextsOfStore draft={draft} people={known.people} onChange={change} />
      <Submit pending={pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
        {t('texts.save')}
      </Submit>
    </form>
  )
}

/** How much of this month's messages is used. */
function Used({ sent, most }: Pick<TextSettingsAnswer, 'sent' | 'most'>) {
  const t = useNoticesText()
  return (
    <div className="grid gap-2">
      <p className="tabular-nums">{t('texts.used', { sent, most })}</p>
      <ProgressBar
        label={t('texts.usedLabel')}
        value={Math.min(sent, most)}
        max={Math.max(most, 1)}
      />
      {sent >= most ? <Notice tone="warn" title={t('texts.full')} /> : null}
    </div>
  )
}
