import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { lengthOf } from '../../../../../kernel/length.ts'
import { Submit } from '../../../../../web/kit/button.tsx'
import { useMe } from '../../../../../web/session.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type { Mine } from '../../lots/lot-queries.ts'
import { PriceNow } from '../price-bar.tsx'
import { withMessages } from '../room-state.ts'
import { useRoomText } from '../text.ts'
import type { Room } from '../use-room.ts'
import { ChatLine } from './chat-line.tsx'
import { postMessage } from './chat-queries.ts'
import { useWait } from './use-wait.ts'

interface ChatProps {
  readonly room: Room
  readonly mine: Mine | undefined
}

/** Close enough to the end to follow what is new. */
const NEAR_END_PX = 60

/** What people say in the room, the latest at the end. */
export function Chat({ room, mine }: ChatProps) {
  const t = useRoomText()
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const { messages } = room
  const last = messages.at(-1)?.number
  // biome-ignore lint/correctness/useExhaustiveDependencies: at each new line
  useEffect(() => {
    const box = list.current
    if (box && isAtEnd.current) box.scrollTop = box.scrollHeight
  }, [last])
  const scrolled = () => {
    const box = list.current
    if (box) isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX
  }
  return (
    <section
      aria-labelledby={id}
      className="grid overflow-hidden rounded-3xl border border-line bg-card"
    >
      <h2 id={id} className="border-b border-line px-4 py-3 text-lg font-bold">
        {t('chat.title')}
      </h2>
      <div
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-labelledby={id}
        onScroll={scrolled}
        className="h-72 overflow-y-auto px-4 py-2"
      >
        {messages.length === 0 ? (
          <p className="py-8 text-center text-soft">{t('chat.none')}</p>
        ) : (
          <ul className="grid gap-1.5">
            {messages.map((message) => (
              <ChatLine key={message.number} {...{ message, room, mine }} />
            ))}
          </ul>
        )}
      </div>
      <Composer room={room} mine={mine} />
    </section>
  )
}

/** As the server counts. */
const TEXT_MOST = 200

function Composer({ room, mine }: ChatProps) {
  const t = useRoomText()
  const me = useMe()
  const { auctionId, lotId } = room.lot
  const [typed, setTyped] = useState('')
  const { pending, problem, send } = useSend()
  const wait = useWait(problem)
  const text = typed.trim()
  const isTooLong = lengthOf(text) > TEXT_MOST
  const say = async (event: FormEvent) => {
    event.preventDefault()
    if (!text || isTooLong || wait > 0) return
    const sent = await send(() => postMessage({ auctionId, lotId }, text))
    if (!sent?.ok) return
    setTyped('')
    room.learn((known) => withMessages(known, [{ ...sent.answer, isMine: true }]))
  }
  if (room.isFrozen && !mine?.isSeller)
    return <p className="border-t border-line px-4 py-3 text-soft">{t('chat.frozen')}</p>
  if (!me || me.isGuest)
    return <p className="border-t border-line px-4 py-3 text-soft">{t('chat.signIn')}</p>
  const refusal = isTooLong
    ? t('chat.tooLong', { most: TEXT_MOST })
    : wait > 0
      ? t('chat.wait', { seconds: wait })
      : problem?.title
  return (
    <form onSubmit={say} className="grid gap-1.5 border-t border-line px-3 py-3">
      <p className="lg:hidden">
        <PriceNow room={room} />
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-2">
        <input
          aria-label={t('chat.label')}
          placeholder={t('chat.label')}
          autoComplete="off"
          enterKeyHint="send"
          className="field"
          value={typed}
          aria-invalid={isTooLong || undefined}
          onChange={({ target }) => setTyped(target.value)}
          // A Korean syllable that is being composed takes its own Enter.
          onKeyDown={(event) =>
            event.key === 'Enter' && event.nativeEvent.isComposing && event.preventDefault()
          }
        />
        <Submit kind="quiet" pending={pending} className="px-4">
          {t('chat.send')}
        </Submit>
      </div>
      <p role="status" className="text-sm font-medium text-bad empty:hidden">
        {problem?.leadsAway ? '' : refusal}
      </p>
    </form>
  )
}
