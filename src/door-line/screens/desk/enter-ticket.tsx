import { type FormEvent, useMemo, useState } from 'react'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { newKey } from '../../../web/new-key.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as desk from '../../desk-contract.ts'
import { bodyOf, emptyParty, PartyFields } from '../join-form.tsx'
import { useLineText } from '../text.ts'

interface EnterTicketProps {
  readonly storeId: string
  readonly refresh: () => Promise<void>
  readonly onClose: () => void
}

/** Enters a party that stands at the desk: how many is enough. */
export function EnterTicket({ storeId, refresh, onClose }: EnterTicketProps) {
  const t = useLineText()
  const { pending, problem, send } = useSend()
  const [typed, setTyped] = useState(emptyParty)
  const key = useMemo(newKey, [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof desk.enterTicket>('POST /v1/stores/:storeId/line/desk-tickets', {
        ...{ key, params: { storeId }, body: bodyOf(typed) },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
    announce(t('desk.said.entered', { number: sent.answer.number }))
  }
  return (
    <Dialog title={t('desk.add')} onClose={onClose}>
      <form className="grid gap-4" onSubmit={submit}>
        <p className="text-soft">{t('desk.addLead')}</p>
        <PartyFields isShared typed={typed} onChange={setTyped} />
        <Refused problem={problem} />
        <Submit pending={pending}>{t('desk.add')}</Submit>
      </form>
    </Dialog>
  )
}
