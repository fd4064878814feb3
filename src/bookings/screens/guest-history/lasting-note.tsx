import { type FormEvent, useState } from 'react'
import { useRefreshAll } from '../../../stores/screens/store-queries.ts'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button, Submit } from '../../../web/kit/button.tsx'
import { TextArea } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../store-contract.ts'
import { useHistoryText } from './text.ts'

/** What a store noted on a guest for all of their bookings. */
export function NoteSaid({ note }: { readonly note: string }) {
  const t = useHistoryText()
  return (
    <p className="rounded-xl bg-warn-ground px-3 py-2 text-sm font-semibold text-warn wrap-anywhere">
      {t('note.said', { note })}
    </p>
  )
}

interface LastingNoteProps {
  readonly storeId: string
  readonly bookingId: string
  readonly note: string | null
}

/** The same, and a way to change it. */
export function LastingNote(props: LastingNoteProps) {
  const t = useHistoryText()
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <NoteForm {...props} onClose={() => setOpen(false)} />
  return (
    <>
      {props.note ? <NoteSaid note={props.note} /> : null}
      <Button kind="quiet" className="justify-self-start" onClick={() => setOpen(true)}>
        {t(props.note ? 'note.edit' : 'note.add')}
      </Button>
    </>
  )
}

function NoteForm({ storeId, bookingId, note, onClose }: LastingNoteProps & { onClose(): void }) {
  const t = useHistoryText()
  const refresh = useRefreshAll()
  const [typed, setTyped] = useState(note ?? '')
  const { pending, problem, send } = useSend()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.writeNote>('PUT /v1/stores/:storeId/bookings/:bookingId/note', {
        params: { storeId, bookingId },
        body: { note: typed, about: 'guest' },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
    announce(t('note.saved'))
  }
  return (
    <form onSubmit={save} noValidate className="grid gap-3">
      <Refused problem={problem} />
      <TextArea
        label={t('note.field')}
        hint={t('note.lead')}
        maxLength={500}
        counted
        autoFocus
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Submit pending={pending}>{t('note.save')}</Submit>
        <Button kind="quiet" onClick={onClose}>
          {t('note.keep')}
        </Button>
      </div>
    </form>
  )
}
