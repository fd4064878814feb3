import { useEffect, useRef } from 'react'
import { wallTimeAt } from '../../../kernel/format.ts'
import { useDoor } from '../../../stores/screens/use-door.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { ownZone } from '../../../web/kit/zone.ts'
import type { Position, Room } from '../room-queries.ts'
import { StagePage } from './outside.tsx'
import { Kept, LeaveButton, Lost } from './parts.tsx'
import type { StageProps } from './stage.ts'
import { useRoomText } from './text.ts'
import { useServerNow } from './use-visit.ts'
import { useWords } from './use-words.ts'
import { shownWait, worthSaying } from './wait-words.ts'

/** In line. Numbers move between polls with the shared document; they never rise. */
export function Waiting(props: StageProps) {
  const t = useRoomText()
  const words = useWords()
  const { store, room, standing } = props
  const { position, estimate, first } = standing
  const exact = position?.position ?? 1
  const shown = Math.max(1, estimate?.shown ?? exact)
  const ahead = Math.max(0, Math.min(shown - 1, (position?.ahead ?? exact - 1) - (exact - shown)))
  const { seconds, hasRisen } = useWait(props)
  const isPaused = room.phase === 'paused'
  const slowed = isPaused ? 'paused' : (slowedBy(position) ?? (hasRisen ? 'slower' : null))
  const unknown = t(slowed ? 'waiting.halted' : 'waiting.unknown')
  const wait = seconds === null ? unknown : words.wait(seconds)
  useTold(shown, t('waiting.said', { position: words.number(shown), wait }))
  useEffect(() => {
    document.title = t('waiting.tab', { position: words.number(shown), store: store.name })
  })
  return (
    <StagePage
      store={store}
      title={t(isPaused ? 'paused' : 'waiting.title')}
      stage={isPaused ? 'paused' : 'waiting'}
    >
      <Lost {...props} />
      {slowed ? <Notice tone="warn">{t(`slowed.${slowed}`)}</Notice> : null}
      {room.phase === 'draining' ? <Notice>{t('draining')}</Notice> : null}
      <div className="grid gap-5 rounded-3xl border border-line bg-card px-4 py-7 text-center sm:px-8">
        <div className="grid gap-1">
          <p className="font-semibold text-soft">{t('waiting.number')}</p>
          <p
            className={`leading-tight font-extrabold whitespace-nowrap text-accent ${
              shown < 10_000 ? 'text-6xl xs:text-7xl' : 'text-4xl xs:text-5xl sm:text-7xl'
            }`}
          >
            {t('waiting.nth', { position: words.number(shown) })}
          </p>
          <p className="text-lg font-semibold">
            {ahead === 0 ? t('waiting.next') : t('waiting.ahead', { count: words.number(ahead) })}
          </p>
        </div>
        <Progress shown={shown} first={Math.max(first ?? exact, shown)} />
        <dl className="flex flex-wrap items-baseline justify-center gap-x-3">
          <dt className="text-soft">{t('waiting.wait')}</dt>
          <dd className="text-xl font-bold">{wait}</dd>
        </dl>
        <Facts {...{ store, room, position }} />
      </div>
      <Kept room={room} />
      <LeaveButton {...props} />
    </StagePage>
  )
}

/** The last answer may be older than the room's document, which knows that the pause is over. */
const slowedBy = (position: Position | undefined) =>
  position?.slowedBy === 'paused' ? null : position?.slowedBy

function Progress({ shown, first }: { readonly shown: number; readonly first: number }) {
  const t = useRoomText()
  const words = useWords()
  const percent = Math.round((100 * (first - shown)) / Math.max(1, first))
  const said = t('waiting.progress', { first: words.number(first), percent })
  return (
    <div className="grid gap-1.5">
      <div
        role="progressbar"
        aria-label={said}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="h-3 overflow-hidden rounded-full border border-edge bg-well"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-700 forced-colors:bg-[Highlight]"
          style={{ width: `${Math.max(2, percent)}%` }}
        />
      </div>
      <p className="text-sm text-soft" aria-hidden="true">
        {said}
      </p>
    </div>
  )
}

interface FactsProps {
  readonly store: StageProps['store']
  readonly room: Room
  readonly position: Position | undefined
}

/** How fast the line is, what is left, and how recent all of this is. */
function Facts({ store, room, position }: FactsProps) {
  const t = useRoomText()
  const words = useWords()
  const left = useDoor(store.door)?.stores.left
  const timeZone = ownZone()
  const at = new Date(Math.max(Date.parse(room.asOf), Date.parse(position?.asOf ?? room.asOf)))
  const seconds = String(at.getUTCSeconds()).padStart(2, '0')
  return (
    <ul className="flex flex-wrap justify-center gap-x-4 gap-y-1 text-sm text-soft">
      {room.pacePerMinute > 0 && isMeasured(room) ? (
        <li>{t('waiting.pace', { count: words.number(Math.round(room.pacePerMinute)) })}</li>
      ) : null}
      {room.stock === null || !left ? null : <li>{left(room.stock)}</li>}
      <li>{t('waiting.asOf', { time: `${wallTimeAt(at, timeZone)}:${seconds}` })}</li>
    </ul>
  )
}

/** In its first minute the pace is what the store planned. */
const isMeasured = ({ openedAt, asOf }: Room): boolean =>
  openedAt !== null && Date.parse(asOf) - Date.parse(openedAt) >= 60_000

/** The wait runs down with the clock; it rises only for a reason that is shown. */
function useWait({ standing, state }: StageProps) {
  const now = useServerNow(state.aheadMs)
  const { position } = standing
  const kept = useRef<{ asOf: string; endsAt: number | null; hasRisen: boolean }>(undefined)
  if (position && kept.current?.asOf !== position.asOf) {
    const { expectedWaitSeconds: estimate, asOf } = position
    const before = kept.current?.endsAt
    if (estimate === null) kept.current = { asOf, endsAt: null, hasRisen: false }
    else {
      const left = before == null ? undefined : Math.max(0, (before - now) / 1000)
      const { seconds, hasRisen } = shownWait(left, estimate)
      kept.current = { asOf, endsAt: now + seconds * 1000, hasRisen }
    }
  }
  const { endsAt = null, hasRisen = false } = kept.current ?? {}
  return { seconds: endsAt === null ? null : Math.max(0, (endsAt - now) / 1000), hasRisen }
}

const SAID_EVERY_MS = 20_000

/** Tells screen readers each change that is worth it, and not more often than they can be heard. */
function useTold(position: number, said: string): void {
  const told = useRef({ at: 0, step: Number.POSITIVE_INFINITY })
  const step = worthSaying(position)
  useEffect(() => {
    const { at, step: before } = told.current
    if (step === before || (Date.now() - at < SAID_EVERY_MS && step > 1)) return
    told.current = { at: Date.now(), step }
    announce(said)
  }, [step, said])
}
