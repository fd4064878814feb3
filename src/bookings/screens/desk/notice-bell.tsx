import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { dayText } from '../../../kernel/format.ts'
import { useRefreshAll } from '../../../stores/screens/store-queries.ts'
import { useDoors } from '../../../stores/screens/use-door.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { chime } from './chime.ts'
import { useDeskPoll } from './desk-live.tsx'
import { areNoticesOn, readSeen, switchNotices, writeSeen } from './notice-memory.ts'
import { type NoticeAnswer, noticesQuery } from './notice-queries.ts'
import { useServedTime } from './served-time.ts'
import { useDayText } from './text.ts'

/** While changes are not told. */
const POLL_MS = 5_000

/** The desk's live badge: what is new, with a short sound; one press switches both off. */
export function NoticeBell({ storeId }: { readonly storeId: string }) {
  const t = useDayText()
  const [isOn, setOn] = useState(areNoticesOn)
  const [isOpen, setOpen] = useState(false)
  const { notices, fresh, see } = useNotices(storeId, isOn)
  const toggle = () => {
    switchNotices(!isOn)
    if (!isOn) void chime() // how it sounds; the press lets this browser play it later
    setOn(!isOn)
  }
  const open = () => {
    see()
    setOpen(true)
  }
  return (
    <div className="no-print flex flex-wrap gap-2">
      <Button kind={isOn && fresh > 0 ? 'primary' : 'quiet'} onClick={open} aria-haspopup="dialog">
        {isOn && fresh > 0 ? t('notices.new', { count: fresh }) : t('notices.open')}
      </Button>
      <LiveSwitch isOn={isOn} onToggle={toggle} />
      <span role="status" className="sr-only">
        {isOn && fresh > 0 ? t('notices.new', { count: fresh }) : ''}
      </span>
      {isOpen ? (
        <Dialog title={t('notices.title')} onClose={() => setOpen(false)}>
          <Notices notices={notices} storeId={storeId} onLeave={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </div>
  )
}

/** Switches badge, sound and polling; says what it is and how it stands. */
function LiveSwitch({ isOn, onToggle }: { isOn: boolean; onToggle: () => void }) {
  const t = useDayText()
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      onClick={onToggle}
      className="inline-flex min-h-11 items-center gap-2.5 rounded-xl px-3 font-semibold hover:bg-well"
    >
      {t('notices.live')}
      <span
        aria-hidden="true"
        className={`flex h-6 w-11 items-center rounded-full border p-0.5 ${
          isOn
            ? 'justify-end border-transparent bg-accent forced-colors:bg-[Highlight]'
            : 'border-edge bg-well'
        }`}
      >
        <span
          className={`size-4.5 rounded-full forced-colors:bg-[ButtonText] ${isOn ? 'bg-on-accent' : 'bg-edge'}`}
        />
      </span>
      <span aria-hidden="true" className="min-w-6 text-left text-sm text-soft">
        {t(isOn ? 'notices.on' : 'notices.off')}
      </span>
    </button>
  )
}

/** The latest notices and how many are new; plays the sound and refetches the day when one comes. */
function useNotices(storeId: string, isOn: boolean) {
  const refresh = useRefreshAll()
  const pollMs = useDeskPoll(POLL_MS)
  const { data } = useQuery({
    ...noticesQuery(storeId),
    staleTime: 0,
    refetchInterval: isOn ? pollMs : false,
  })
  const [seen, setSeen] = useState(() => readSeen(storeId))
  const latest = data && (data.data[0]?.id ?? '')
  const known = useRef<string>(undefined)
  const see = () => {
    if (latest === undefined) return
    writeSeen(storeId, latest)
    setSeen(latest)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a notice is new once
  useEffect(() => {
    if (latest === undefined) return
    const isNew = known.current !== undefined && latest > known.current
    known.current = latest
    if (seen === undefined) see() // what came before this browser knew the desk is no news
    if (!isNew || !isOn) return
    void chime()
    void refresh()
  }, [latest])
  const fresh = (data?.data ?? []).filter(({ id }) => seen !== undefined && id > seen).length
  return { notices: data?.data ?? [], fresh, see }
}

interface NoticesProps {
  readonly notices: readonly NoticeAnswer[]
  readonly storeId: string
  readonly onLeave: () => void
}

function Notices({ notices, storeId, onLeave }: NoticesProps) {
  const t = useDayText()
  const timeText = useServedTime()
  const doors = useDoors()
  const tabOf = (name: string) => {
    const tab = doors.find((door) => door.name === name)?.dayTab
    return tab ? { tab } : {}
  }
  const language = useLanguage()
  return (
    <>
      {notices.length === 0 ? <p className="text-soft">{t('notices.empty')}</p> : null}
      <ul className="grid max-h-[60vh] divide-y divide-line overflow-y-auto">
        {notices.map(({ id, kind, date, time, booker, orderNumber, noun, door, ...sold }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2.5">
            <span>
              <strong>{t(`notices.kind.${kind}`, { noun: noun[language] })}</strong>
              <span className="text-soft">
                {booker ? ` · ${booker}` : null}
                {sold.what && kind !== 'sold-out' ? ` · ${sold.what[language]}` : null}
                {sold.others > 0 && kind !== 'sold-out'
                  ? ` ${t('notices.others', { count: sold.others })}`
                  : null}
              </span>
            </span>
            {kind === 'payment-review' || !date ? (
              <Link
                to="/stores/$storeId/payments/$orderNumber"
                params={{ storeId, orderNumber }}
                onClick={onLeave}
                className="text-accent underline"
              >
                {orderNumber}
              </Link>
            ) : (
              <Link
                to="/desk/$storeId"
                params={{ storeId }}
                search={{ date, order: sold.bookingId, ...tabOf(door) }}
                onClick={onLeave}
                className="text-accent underline"
              >
                {dayText(date, language)} {timeText(time ?? '')}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <DialogActions keep={t('notices.close')} onKeep={onLeave}>
        <Link
          to="/desk/$storeId"
          params={{ storeId }}
          search={{ tab: 'notices' }}
          onClick={onLeave}
          className={buttonLook('plain')}
        >
          {t('notices.settings')}
        </Link>
      </DialogActions>
    </>
  )
}
