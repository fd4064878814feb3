import { type FormEvent, useState } from 'react'
import { numberText, zoneText } from '../../../kernel/format.ts'
import type { StoreAnswer } from '../../../web/door.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import { changeRoom, type OwnRoom, ownRoomQuery } from './own-queries.ts'
import { numbersOf } from './room-draft.ts'
import { Preview, RoomFields } from './room-fields.tsx'
import { useRoomDeskText } from './text.ts'
import { instantOf, wallValueOf } from './wall-instant.ts'

interface ChangeRoomProps {
  readonly store: StoreAnswer
  readonly room: OwnRoom
}

const draftOf = (room: OwnRoom, timeZone: string) => ({
  opens: wallValueOf(new Date(room.opensAt), timeZone),
  rate: String(room.ratePerMinute),
  capacity: String(room.capacity),
  browseMinutes: String(Math.max(1, Math.round(room.browseSeconds / 60))),
  claimSeconds: String(room.claimSeconds),
})
type Draft = ReturnType<typeof draftOf>

/** The changed numbers, and the time of opening where that was changed; undefined: a field is wrong. */
function changeOf(draft: Draft, room: OwnRoom, timeZone: string) {
  const numbers = numbersOf(draft)
  const opensAt = instantOf(draft.opens, timeZone)
  if (!numbers || !opensAt) return undefined
  const before = draftOf(room, timeZone)
  const { browseSeconds, ...others } = numbers
  return {
    ...others,
    // seconds that a program has set are no whole minutes: they stay unless they are changed here
    ...(draft.browseMinutes !== before.browseMinutes && { browseSeconds }),
    ...(draft.opens !== before.opens && { opensAt: opensAt.toISOString() }),
  }
}

/** Changes pace, capacity and times of a room in place. */
export function ChangeRoom({ store, room }: ChangeRoomProps) {
  const t = useRoomDeskText()
  const language = useLanguage()
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(room, store.timeZone))
  const [isTried, setTried] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, send } = useSend()
  const edit = (changed: Partial<Draft>) => {
    setDraft({ ...draft, ...changed })
    setSaved(false)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const change = changeOf(draft, room, store.timeZone)
    if (!change) return focusFirstWrong(event.currentTarget)
    const sent = await send(() => changeRoom(store.id, change))
    setSaved(sent?.ok === true)
    if (sent?.ok) client.setQueryData(ownRoomQuery(store.id).queryKey, sent.answer)
  }
  return (
    <form onSubmit={save} noValidate className="grid max-w-2xl gap-5">
      <div className="grid gap-1">
        <h2 className="text-xl font-bold">{t('change.title')}</h2>
        <p className="text-soft">{t('change.lead')}</p>
      </div>
      <Refused problem={problem} />
      {isSaved ? (
        <Notice
          tone="good"
          title={t('change.saved', {
            rate: numberText(room.ratePerMinute, language),
            capacity: numberText(room.capacity, language),
          })}
        />
      ) : null}
      {room.openedAt ? null : (
        <Field
          label={t('open.opens')}
          hint={t('open.opensHint', { zone: zoneText(store.timeZone, language) })}
          type="datetime-local"
          required
          value={draft.opens}
          error={
            isTried && !instantOf(draft.opens, store.timeZone) ? t('open.opensWrong') : undefined
          }
          onChange={({ target }) => edit({ opens: target.value })}
        />
      )}
      <RoomFields draft={draft} isTried={isTried} onChange={edit} />
      <Preview draft={draft} />
      <Submit pending={pending} className="justify-self-start">
        {t('change.save')}
      </Submit>
    </form>
  )
}
