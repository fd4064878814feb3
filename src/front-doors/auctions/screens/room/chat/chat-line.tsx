import { useState } from 'react'
import { announce } from '../../../../../web/kit/announce.tsx'
import { useMe } from '../../../../../web/session.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type { Mine } from '../../lots/lot-queries.ts'
import type { Message } from '../room-state.ts'
import { useRoomText } from '../text.ts'
import type { Room } from '../use-room.ts'
import { reportMessage } from './chat-queries.ts'

interface ChatLineProps {
  readonly message: Message
  readonly room: Pick<Room, 'lot'>
  readonly mine: Mine | undefined
}

/** One line: who, what, and a way to report it. */
export function ChatLine({ message, room, mine }: ChatLineProps) {
  const { from, text } = message
  const isSignedIn = useMe() != null
  const isMine = message.isMine === true || (from.kind === 'bidder' && from.number === mine?.bidder)
  return (
    <li className="group/line flex items-baseline gap-2 leading-snug">
      <p className="grow">
        <Who message={message} isMine={isMine} /> <span>{text}</span>
      </p>
      {isSignedIn && !isMine ? <Report message={message} room={room} /> : null}
    </li>
  )
}

function Who({ message: { from }, isMine }: Pick<ChatLineProps, 'message'> & { isMine: boolean }) {
  const t = useRoomText()
  const look = isMine ? 'text-accent' : from.kind === 'seller' ? 'text-good' : 'text-soft'
  const name = isMine ? t('bidder.me') : t(`chat.${from.kind}`, { number: from.number ?? 0 })
  return <strong className={`font-semibold ${look}`}>{name}</strong>
}

function Report({ message: { number }, room }: Omit<ChatLineProps, 'mine'>) {
  const t = useRoomText()
  const { pending, send } = useSend()
  const [isDone, setDone] = useState(false)
  const { auctionId, lotId } = room.lot
  const report = async () => {
    const sent = await send(() => reportMessage({ auctionId, lotId }, number))
    if (!sent) return
    setDone(sent.ok)
    announce(sent.ok ? t('chat.reported') : sent.problem.title)
  }
  if (isDone) return <span className="shrink-0 text-sm text-soft">{t('chat.reported')}</span>
  return (
    <button
      type="button"
      aria-disabled={pending || undefined}
      onClick={report}
      className="min-h-6 shrink-0 rounded-lg px-1.5 text-sm text-soft hover:bg-well hover:text-bad"
    >
      {t('chat.report')}
    </button>
  )
}
