import { useState } from 'react'
import { chime } from '../../../bookings/screens/desk/chime.ts'
import { wallTimeAt } from '../../../kernel/format.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Confirm } from '../../../web/kit/confirm.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { ownZone } from '../../../web/kit/zone.ts'
import { writeTicket } from '../kept.ts'
import { leave, type Room } from '../room-queries.ts'
import type { StageProps } from './stage.ts'
import { useRoomText } from './text.ts'
import { useWords } from './use-words.ts'

/** Says that the page cannot reach the server; what was known stays below. */
export function Lost({ standing, state }: Pick<StageProps, 'standing' | 'state'>) {
  const t = useRoomText()
  if (!standing.isLost || !standing.answeredAt) return null
  const timeZone = ownZone()
  const time = wallTimeAt(new Date(standing.answeredAt + state.aheadMs), timeZone)
  return <Notice tone="warn">{t('lost', { time })}</Notice>
}

/** That nothing is lost by closing the page. */
export function Kept({ room }: { readonly room: Room }) {
  const t = useRoomText()
  const words = useWords()
  return (
    <section className="grid gap-1 rounded-2xl border border-line px-4 py-3">
      <h2 className="font-semibold">{t('kept.title')}</h2>
      <p className="text-[0.9375rem] text-soft">
        {t('kept.lead', { claim: words.length(room.claimSeconds) })}
      </p>
      <Sound />
    </section>
  )
}

/** Browsers play nothing until the page was pressed once: then this says that there will be a sound. */
function Sound() {
  const t = useRoomText()
  const [isOn, setOn] = useState(() => navigator.userActivation?.hasBeenActive === true)
  const turnOn = () => {
    void chime()
    setOn(true)
  }
  if (isOn) return <p className="text-[0.9375rem] text-soft">{t('kept.sound')}</p>
  return (
    <Button kind="quiet" className="mt-2 justify-self-start" onClick={turnOn}>
      {t('kept.soundOn')}
    </Button>
  )
}

export function LeaveButton({ store, visit }: Pick<StageProps, 'store' | 'visit'>) {
  const t = useRoomText()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button kind="quiet" className="justify-self-center" onClick={() => setOpen(true)}>
        {t('leave.button')}
      </Button>
      {isOpen ? (
        <Dialog title={t('leave.title')} onClose={close}>
          <Confirm
            keep={t('leave.keep')}
            onKeep={close}
            confirm={t('leave.sure')}
            request={() => leave(store.id)}
            onDone={() => {
              writeTicket(store.id, undefined)
              visit.end('stopped')
            }}
          >
            <p>{t('leave.lead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}
