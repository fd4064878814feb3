import { useState } from 'react'
import { numberText } from '../../../kernel/format.ts'
import { Button, type ButtonKind } from '../../../web/kit/button.tsx'
import { Confirm } from '../../../web/kit/confirm.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import {
  changeRoom,
  closeRoom,
  type OwnRoom,
  ownRoomQuery,
  type RoomChange,
} from './own-queries.ts'
import { useRoomDeskText } from './text.ts'

interface RoomActionsProps {
  readonly storeId: string
  readonly room: OwnRoom
}

/** Pausing, no longer taking guests, closing: each with what it means. */
export function RoomActions({ storeId, room }: RoomActionsProps) {
  const t = useRoomDeskText()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const [isClosing, setClosing] = useState(false)
  const change = async (body: RoomChange) => {
    const sent = await send(() => changeRoom(storeId, body))
    if (sent?.ok) client.setQueryData(ownRoomQuery(storeId).queryKey, sent.answer)
  }
  const isPaused = room.phase === 'paused'
  const isDraining = room.phase === 'draining'
  return (
    <section className="grid gap-4" aria-labelledby="room-actions">
      <h2 id="room-actions" className="text-xl font-bold">
        {t('actions.title')}
      </h2>
      <Refused problem={problem} />
      <ul className="grid gap-3 lg:grid-cols-3">
        <Action
          name={isPaused ? 'resume' : 'pause'}
          pending={pending}
          onPress={() => change({ paused: !isPaused })}
        />
        <Action
          name={isDraining ? 'reopen' : 'drain'}
          pending={pending}
          onPress={() => change({ draining: !isDraining })}
        />
        <Action name="close" kind="danger" onPress={() => setClosing(true)} />
      </ul>
      {isClosing ? (
        <CloseRoom storeId={storeId} waiting={room.waiting} onClose={() => setClosing(false)} />
      ) : null}
    </section>
  )
}

interface ActionProps {
  readonly name: 'pause' | 'resume' | 'drain' | 'reopen' | 'close'
  readonly kind?: ButtonKind
  readonly pending?: boolean
  readonly onPress: () => void
}

function Action({ name, kind = 'quiet', pending = false, onPress }: ActionProps) {
  const t = useRoomDeskText()
  return (
    <li className="grid content-between justify-items-start gap-3 rounded-2xl border border-line p-4">
      <p className="text-[0.9375rem] text-soft">{t(`actions.${name}Lead`)}</p>
      <Button kind={kind} pending={pending} onClick={onPress}>
        {t(`actions.${name}`)}
      </Button>
    </li>
  )
}

interface CloseRoomProps {
  readonly storeId: string
  readonly waiting: number
  readonly onClose: () => void
}

function CloseRoom({ storeId, waiting, onClose }: CloseRoomProps) {
  const t = useRoomDeskText()
  const language = useLanguage()
  const client = useQueryClient()
  return (
    <Dialog title={t('close.title')} onClose={onClose}>
      <Confirm
        keep={t('close.keep')}
        onKeep={onClose}
        confirm={t('close.sure')}
        request={() => closeRoom(storeId)}
        onDone={async () => {
          // the room's part goes with it: then the focus finds its way back from the dialog
          await client.invalidateQueries({ queryKey: ['owner', storeId] })
          onClose()
        }}
      >
        <p>{t('close.lead', { waiting: numberText(waiting, language) })}</p>
        <p className="text-soft">{t('close.final')}</p>
      </Confirm>
    </Dialog>
  )
}
