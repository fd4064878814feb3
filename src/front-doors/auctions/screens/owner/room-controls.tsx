import { type ReactNode, useState } from 'react'
import type { Result } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Refused, Tag } from '../../../../web/kit/notice.tsx'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type { LotPath } from '../lots/lot-queries.ts'
import {
  type Message,
  messagesQuery,
  muteSpeaker,
  removeMessage,
  reportedQuery,
  setChat,
} from './room-queries.ts'
import { useSellerText } from './text.ts'

const MESSAGES_MS = 3_000
const REPORTED_MS = 10_000

/** The chat of a lot as its seller keeps it in order: freeze it, remove lines, mute people. */
export function RoomControls({ path }: { readonly path: LotPath }) {
  const t = useSellerText()
  const messages = useQuery({ ...messagesQuery(path), refetchInterval: MESSAGES_MS })
  const reported = useQuery({ ...reportedQuery(path), refetchInterval: REPORTED_MS })
  const found = reported.data?.data ?? []
  return (
    <section
      aria-labelledby="room-controls"
      className="grid gap-4 rounded-3xl border border-line bg-card p-5 sm:p-6"
    >
      <h3 id="room-controls" className="text-lg font-bold">
        {t('roomChat.title')}
      </h3>
      <Loaded query={messages}>
        {({ data, isFrozen }) => (
          <>
            <Freeze path={path} isFrozen={isFrozen} />
            {found.length > 0 ? (
              <div className="grid gap-2">
                <h4 className="font-bold text-bad">{t('roomChat.reported')}</h4>
                <ul className="grid divide-y divide-line">
                  {found.map((message) => (
                    <Line key={message.number} path={path} message={message}>
                      <Tag tone="bad">{t('roomChat.reports', { count: message.reports })}</Tag>
                    </Line>
                  ))}
                </ul>
              </div>
            ) : null}
            <Latest path={path} messages={data} />
          </>
        )}
      </Loaded>
    </section>
  )
}

interface LatestProps {
  readonly path: LotPath
  readonly messages: readonly Message[]
}

function Latest({ path, messages }: LatestProps) {
  const t = useSellerText()
  if (messages.length === 0) return <p className="text-soft">{t('roomChat.none')}</p>
  return (
    <ul
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
      tabIndex={0}
      aria-label={t('roomChat.latest')}
      className="grid max-h-96 divide-y divide-line overflow-y-auto"
    >
      {messages.toReversed().map((message) => (
        <Line key={message.number} path={path} message={message} />
      ))}
    </ul>
  )
}

function useRefreshChat(path: LotPath) {
  const client = useQueryClient()
  return () =>
    Promise.all(
      [messagesQuery(path), reportedQuery(path)].map(({ queryKey }) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
}

/** Sends an act on the chat, and shows the chat as it is then. */
function useAct(path: LotPath) {
  const refresh = useRefreshChat(path)
  const sending = useSend()
  const act = async (ask: () => Promise<Result<unknown>>, done: string) => {
    const sent = await sending.send(ask)
    if (!sent?.ok) return
    announce(done)
    await refresh()
  }
  return { ...sending, act }
}

function Freeze({ path, isFrozen }: { readonly path: LotPath; readonly isFrozen: boolean }) {
  const t = useSellerText()
  const { pending, problem, act } = useAct(path)
  const done = t(isFrozen ? 'roomChat.opened' : 'roomChat.frozen')
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          kind="quiet"
          pending={pending}
          onClick={() => act(() => setChat(path, !isFrozen), done)}
        >
          {t(isFrozen ? 'roomChat.open' : 'roomChat.freeze')}
        </Button>
        <p className="text-sm text-soft">
          {t(isFrozen ? 'roomChat.frozenNow' : 'roomChat.freezeHint')}
        </p>
      </div>
      <Refused problem={problem} />
    </div>
  )
}

interface LineProps {
  readonly path: LotPath
  readonly message: Omit<Message, 'isMine'>
  readonly children?: ReactNode
}

const SMALL = 'min-h-11 px-3 text-sm'

/** Removes a message, once that is confirmed. */
function Remove({ path, message: { number, text } }: Pick<LineProps, 'path' | 'message'>) {
  const t = useSellerText()
  const refresh = useRefreshChat(path)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind="plain-danger" className={SMALL} onClick={() => setOpen(true)}>
        {t('roomChat.remove')}
        <span className="sr-only">{text}</span>
      </Button>
      {isOpen ? (
        <Dialog title={t('roomChat.removeTitle')} onClose={() => setOpen(false)}>
          <Confirm
            keep={t('cancel')}
            onKeep={() => setOpen(false)}
            confirm={t('roomChat.remove')}
            request={() => removeMessage(path, number)}
            onDone={async () => {
              setOpen(false)
              announce(t('roomChat.removed'))
              await refresh()
            }}
          >
            <p className="wrap-anywhere">{text}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}

/** A message with what can be done with it, and with its sender. */
function Line({ path, message, children }: LineProps) {
  const t = useSellerText()
  const { pending, problem, act } = useAct(path)
  const { number, from, text, isMuted = false } = message
  const name = t(`roomChat.${from.kind}`, { number: from.number ?? 0 })
  return (
    <li className="grid gap-1 py-2">
      <p className="flex flex-wrap gap-x-2">
        <strong>{name}</strong> <span>{text}</span>
        {isMuted ? <Tag>{t('roomChat.isMuted')}</Tag> : null} {children}
      </p>
      <div className="flex flex-wrap gap-1">
        <Remove {...{ path, message }} />
        {from.kind === 'seller' ? null : (
          <Button
            kind="plain"
            className={SMALL}
            pending={pending}
            onClick={() =>
              act(
                () => muteSpeaker(path, number, !isMuted),
                t(isMuted ? 'roomChat.unmuted' : 'roomChat.muted', { name }),
              )
            }
          >
            {t(isMuted ? 'roomChat.unmute' : 'roomChat.mute')}
            <span className="sr-only">{name}</span>
          </Button>
        )}
      </div>
      <Refused problem={problem} />
    </li>
  )
}
