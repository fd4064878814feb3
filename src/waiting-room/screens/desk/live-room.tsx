import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { dayText, numberText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import type { StoreAnswer } from '../../../web/door.ts'
import { buttonLook } from '../../../web/kit/button.tsx'
import { Notice, Tag, type Tone } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { ChangeRoom } from './change-room.tsx'
import { sumOf } from './minutes.ts'
import { figuresQuery, type OwnRoom } from './own-queries.ts'
import { RoomActions } from './room-actions.tsx'
import { useRoomDeskText } from './text.ts'

interface LiveRoomProps {
  readonly store: StoreAnswer
  readonly room: OwnRoom
  /** The last refresh has failed. */
  readonly isStale: boolean
}

const tones: Record<OwnRoom['phase'], Tone> = {
  upcoming: 'plain',
  prequeue: 'plain',
  open: 'good',
  paused: 'warn',
  draining: 'warn',
  closed: 'plain',
}

/** A room as it is now, and all that its owner can do with it. */
export function LiveRoom({ store, room, isStale }: LiveRoomProps) {
  const t = useRoomDeskText()
  const language = useLanguage()
  const { timeZone } = store
  const when = (at: string) =>
    `${dayText(wallDateAt(new Date(at), timeZone), language)} ${wallTimeAt(new Date(at), timeZone)}`
  const asOf = new Date(room.asOf)
  const time = `${wallTimeAt(asOf, timeZone)}:${String(asOf.getUTCSeconds()).padStart(2, '0')}`
  return (
    <div className="grid gap-8">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="grid justify-items-start gap-2">
          <Tag tone={tones[room.phase]}>{t(`phase.${room.phase}`)}</Tag>
          <p className="text-lg font-semibold">
            {t(`says.${room.phase}`, {
              joins: when(room.joinsAt),
              opens: when(room.opensAt),
              opened: when(room.openedAt ?? room.opensAt),
            })}
          </p>
        </div>
        <WaysOut storeId={store.id} />
      </div>
      {isStale ? <Notice tone="warn">{t('now.stale', { time })}</Notice> : null}
      {room.slowedBy && room.slowedBy !== 'paused' ? (
        <Notice tone="warn">{t(`slowed.${room.slowedBy}`)}</Notice>
      ) : null}
      <Now storeId={store.id} room={room} asOf={isStale ? '' : t('now.asOf', { time })} />
      <RoomActions storeId={store.id} room={room} />
      <ChangeRoom key={room.roomId} store={store} room={room} />
    </div>
  )
}

function WaysOut({ storeId }: { readonly storeId: string }) {
  const t = useRoomDeskText()
  return (
    <div className="flex flex-wrap gap-3">
      <Link to="/waiting-rooms/$storeId" params={{ storeId }} className={buttonLook('quiet')}>
        {t('guestPage')}
      </Link>
      <Link
        to="/waiting-rooms/$storeId/record"
        params={{ storeId }}
        className={buttonLook('quiet')}
      >
        {t('last.record')}
      </Link>
    </div>
  )
}

interface NowProps {
  readonly storeId: string
  readonly room: OwnRoom
  readonly asOf: string
}

function Now({ storeId, room, asOf }: NowProps) {
  const t = useRoomDeskText()
  const language = useLanguage()
  const number = (count: number) => numberText(count, language)
  const figures = useQuery({ ...figuresQuery(storeId), enabled: false }).data?.data ?? []
  return (
    <section className="grid gap-3" aria-label={t('now.title')}>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        <Fact name={t('now.waiting')} value={number(room.waiting)} isMain />
        <Fact
          name={t('now.inside')}
          value={number(room.inside)}
          more={t('now.ofCapacity', { capacity: number(room.capacity) })}
          isMain
        >
          <Meter value={room.inside + room.unclaimed} most={room.capacity} />
        </Fact>
        <Fact
          name={t('now.pace')}
          value={number(Math.round(room.openedAt ? room.pacePerMinute : 0))}
          more={t('now.ofRate', { rate: number(room.ratePerMinute) })}
          isMain
        />
        <Fact name={t('now.bought')} value={number(sumOf(figures, 'bought'))} isMain />
        <Fact
          name={t('now.stock')}
          value={room.stock === null ? t('now.stockUnknown') : number(room.stock)}
          isMain
        />
        <Fact name={t('now.unclaimed')} value={number(room.unclaimed)} />
        <Fact name={t('now.late')} value={number(room.late)} />
        <Fact name={t('now.tickets')} value={number(room.tickets)} />
        <Fact name={t('now.entered')} value={number(sumOf(figures, 'entered'))} />
      </dl>
      <p className="text-sm text-soft">{asOf}</p>
    </section>
  )
}

interface FactProps {
  readonly name: string
  readonly value: string
  readonly more?: string
  readonly isMain?: boolean
  readonly children?: ReactNode
}

const Fact = ({ name, value, more, isMain, children }: FactProps) => (
  <div className="grid content-start gap-0.5 rounded-2xl border border-line bg-card px-4 py-3">
    <dt className="text-sm text-soft">{name}</dt>
    <dd className={isMain ? 'text-2xl font-extrabold' : 'text-lg font-bold'}>
      {value}
      {more ? <span className="ml-1.5 text-sm font-normal text-soft">{more}</span> : null}
      {children}
    </dd>
  </div>
)

/** How full it is, beside the numbers that say so. */
const Meter = ({ value, most }: { readonly value: number; readonly most: number }) => (
  <span
    aria-hidden="true"
    className="mt-1 block h-2 overflow-hidden rounded-full border border-edge bg-well"
  >
    <span
      className="block h-full bg-accent forced-colors:bg-[Highlight]"
      style={{ width: `${Math.min(100, (100 * value) / Math.max(1, most))}%` }}
    />
  </span>
)
