import { useState } from 'react'
import { call } from '../../web/call.ts'
import { announce } from '../../web/kit/announce.tsx'
import { Button } from '../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../web/kit/dialog.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { Select } from '../../web/kit/select.tsx'
import { newKey } from '../../web/new-key.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import type { Ticket } from './line-queries.ts'
import { useLineText } from './text.ts'

interface PostponeButtonProps {
  readonly ticket: Ticket
  readonly onChange: () => Promise<void>
}

const CHOICES = [1, 2, 3, 5, 10]

/** Lets others go first; nothing where nobody waits behind, or it was done often enough. */
export function PostponeButton({ ticket, onChange }: PostponeButtonProps) {
  const t = useLineText()
  const [isAsked, ask] = useState(false)
  const { behind, postponesLeft } = ticket
  if (!behind || postponesLeft <= 0) return null
  return (
    <>
      <Button kind="quiet" onClick={() => ask(true)}>
        {t('postpone.ask')}
      </Button>
      {isAsked ? (
        <Dialog title={t('postpone.title')} onClose={() => ask(false)}>
          <Postpone {...{ ticket, behind, onChange }} onClose={() => ask(false)} />
        </Dialog>
      ) : null}
    </>
  )
}

interface PostponeProps extends PostponeButtonProps {
  readonly behind: number
  readonly onClose: () => void
}

function Postpone({ ticket: { id, postponesLeft }, behind, onChange, onClose }: PostponeProps) {
  const t = useLineText()
  const choices = [...new Set(CHOICES.map((parties) => Math.min(parties, behind)))]
  const [parties, choose] = useState(choices[0] ?? 1)
  const [key] = useState(newKey)
  const { pending, problem, send } = useSend()
  const submit = async () => {
    const sent = await send(() =>
      call<typeof contract.postponeTicket>('POST /v1/line-tickets/:ticketId/postponements', {
        params: { ticketId: id },
        body: { parties },
        key,
      }),
    )
    if (!sent?.ok) return
    announce(t('postpone.done'))
    onClose()
    await onChange()
  }
  return (
    <>
      <p className="text-soft">{t('postpone.lead', { left: postponesLeft })}</p>
      <Refused problem={problem} />
      <Select
        required
        label={t('postpone.label')}
        value={parties}
        onChange={({ target }) => choose(Number(target.value))}
      >
        {choices.map((count) => (
          <option key={count} value={count}>
            {t(count === behind ? 'postpone.last' : 'postpone.parties', { count })}
          </option>
        ))}
      </Select>
      <DialogActions keep={t('postpone.keep')} onKeep={onClose}>
        <Button pending={pending} onClick={submit}>
          {t('postpone.do')}
        </Button>
      </DialogActions>
    </>
  )
}
