import { useState } from 'react'
import { Button } from '../../../web/kit/button.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useSend } from '../../../web/use-send.ts'
import { HistoryPanel } from './guest-history.tsx'
import { type History, lookUpGuest } from './history-queries.ts'
import { useHistoryText } from './text.ts'

interface PhoneLookUpProps {
  readonly storeId: string
  /** As it is typed. */
  readonly phone: string
}

/** Who calls, by the number that was typed: asked for by a button, so that no half number is sent. */
export function PhoneLookUp({ storeId, phone }: PhoneLookUpProps) {
  const t = useHistoryText()
  const [found, setFound] = useState<{ readonly phone: string; readonly history: History }>()
  const { pending, problem, send } = useSend()
  const typed = phone.trim()
  const lookUp = async () => {
    const sent = await send(() => lookUpGuest(storeId, typed))
    if (sent?.ok) setFound({ phone: typed, history: sent.answer })
  }
  if (typed.replaceAll(/\D/g, '').length < 8) return null
  if (found?.phone === typed) return <HistoryPanel history={found.history} />
  return (
    <>
      <Button kind="quiet" className="justify-self-start" pending={pending} onClick={lookUp}>
        {t('lookUp')}
      </Button>
      <Refused problem={problem} />
    </>
  )
}
