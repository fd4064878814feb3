import { type FormEvent, useState } from 'react'
import { zoneText } from '../../../kernel/format.ts'
import type { StoreAnswer } from '../../../web/door.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Select } from '../../../web/kit/select.tsx'
import { useLanguage } from '../../../web/language.ts'
import { newKey } from '../../../web/new-key.ts'
import { useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import { openRoom, ownRoomQuery } from './own-queries.ts'
import { bodyOf, JOINS_BEFORE, newDraft, type RoomDraft } from './room-draft.ts'
import { Preview, RoomFields } from './room-fields.tsx'
import { useRoomDeskText } from './text.ts'
import { wallValueOf } from './wall-instant.ts'

/** The form that puts a waiting room in front of a store. */
export function OpenRoom({ store }: { readonly store: StoreAnswer }) {
  const t = useRoomDeskText()
  const client = useQueryClient()
  const { id, timeZone } = store
  const [draft, setDraft] = useState(() => newDraft(new Date(), timeZone))
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const change = (changed: Partial<RoomDraft>) => setDraft({ ...draft, ...changed })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const body = bodyOf(draft, new Date(), timeZone)
    if (!body) return focusFirstWrong(event.currentTarget)
    const sent = await send(() => openRoom(id, body, newKey()))
    if (sent?.ok) client.setQueryData(ownRoomQuery(id).queryKey, sent.answer)
  }
  return (
    <form onSubmit={submit} noValidate className="grid max-w-2xl gap-8">
      <div className="grid gap-2">
        <h2 className="text-xl font-bold">{t('open.title')}</h2>
        <p className="text-soft">{t('open.lead')}</p>
      </div>
      <Refused problem={problem} />
      <When {...{ draft, timeZone, isTried }} onChange={change} />
      <fieldset className="grid gap-5">
        <legend className="pb-3 text-lg font-bold">{t('open.pace')}</legend>
        <RoomFields draft={draft} isTried={isTried} onChange={change} />
        <Preview draft={draft} />
      </fieldset>
      <p className="text-soft">{t('open.note')}</p>
      <Submit pending={pending} className="justify-self-start">
        {t('open.submit')}
      </Submit>
    </form>
  )
}

interface WhenProps {
  readonly draft: RoomDraft
  readonly timeZone: string
  readonly isTried: boolean
  readonly onChange: (changed: Partial<RoomDraft>) => void
}

function When({ draft, timeZone, isTried, onChange }: WhenProps) {
  const t = useRoomDeskText()
  const language = useLanguage()
  const isTimeWrong = bodyOf({ ...draft, ...valid }, new Date(), timeZone) === undefined
  return (
    <fieldset className="grid gap-5">
      <legend className="pb-3 text-lg font-bold">{t('open.times')}</legend>
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 shrink-0"
          checked={draft.opensNow}
          onChange={({ target }) => onChange({ opensNow: target.checked })}
        />
        {t('open.now')}
      </label>
      {draft.opensNow ? null : (
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <Field
            label={t('open.opens')}
            hint={t('open.opensHint', { zone: zoneText(timeZone, language) })}
            type="datetime-local"
            required
            min={wallValueOf(new Date(), timeZone)}
            value={draft.opens}
            error={isTried && isTimeWrong ? t('open.opensWrong') : undefined}
            onChange={({ target }) => onChange({ opens: target.value })}
          />
          <Select
            label={t('open.joins')}
            hint={t('open.joinsHint')}
            required
            value={draft.joinsBefore}
            onChange={({ target }) => onChange({ joinsBefore: target.value })}
          >
            {JOINS_BEFORE.map((minutes) => (
              <option key={minutes} value={minutes}>
                {t(`open.joinsOf.${minutes === '' ? 'now' : minutes}`)}
              </option>
            ))}
          </Select>
        </div>
      )}
    </fieldset>
  )
}

/** Numbers that are not at fault, to tell whether the time is. */
const valid = { rate: '1', capacity: '1', browseMinutes: '1', claimSeconds: '15' }
