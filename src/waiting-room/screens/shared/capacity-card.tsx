import { Link } from '@tanstack/react-router'
import { numberText } from '../../../kernel/format.ts'
import { storeQuery } from '../../../stores/screens/store-queries.ts'
import { Button } from '../../../web/kit/button.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import type { Capacity } from './shared-queries.ts'
import { useSharedText } from './text.ts'

interface CapacityCardProps {
  readonly capacity: Capacity
  readonly onChange: () => void
  readonly onRemove: () => void
}

/** A shared capacity: how much of it is used, and by which room. */
export function CapacityCard({ capacity: shared, onChange, onRemove }: CapacityCardProps) {
  const t = useSharedText()
  const language = useLanguage()
  const { name, capacity, rooms } = shared
  const inside = rooms.reduce((sum, room) => sum + room.inside, 0)
  const before = rooms.map((_, at) =>
    rooms.slice(0, at).reduce((sum, room) => sum + room.inside, 0),
  )
  return (
    <article className="grid gap-4 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 className="text-xl font-bold">{name}</h2>
          <p className="text-soft">
            {t('use', {
              inside: numberText(inside, language),
              capacity: numberText(capacity, language),
            })}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button kind="quiet" onClick={onChange}>
            {t('change')}
          </Button>
          <Button kind="danger" onClick={onRemove}>
            {t('remove.button')}
          </Button>
        </div>
      </div>
      <ul className="grid gap-3">
        {rooms.map((room, at) => (
          <RoomUse key={room.storeId} room={room} before={before[at] ?? 0} capacity={capacity} />
        ))}
      </ul>
    </article>
  )
}

interface RoomUseProps {
  readonly room: Capacity['rooms'][number]
  /** Inside the rooms above it: its bar begins where theirs end, so that together they are the whole. */
  readonly before: number
  readonly capacity: number
}

function RoomUse({ room, before, capacity }: RoomUseProps) {
  const t = useSharedText()
  const language = useLanguage()
  const { storeId, inside, waiting, weight } = room
  const { data: store } = useQuery(storeQuery(storeId))
  const from = Math.min(100, (100 * before) / capacity)
  const width = Math.min(100 - from, (100 * inside) / capacity)
  return (
    <li className="grid gap-1">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        {store ? (
          <Link
            to="/desk/$storeId"
            params={{ storeId }}
            search={{ tab: 'waiting-room' }}
            className="inline-flex min-h-6 items-center font-semibold text-accent hover:underline"
          >
            {store.name}
          </Link>
        ) : (
          <span className="block h-6" />
        )}
        <span className="text-sm text-soft">
          {t('room', {
            inside: numberText(inside, language),
            waiting: numberText(waiting, language),
            weight: numberText(weight, language),
          })}
        </span>
      </div>
      <span
        aria-hidden="true"
        className="block h-3 overflow-hidden rounded-full border border-edge bg-well"
      >
        <span
          className="block h-full bg-accent forced-colors:bg-[Highlight]"
          style={{ marginLeft: `${from}%`, width: `${width}%` }}
        />
      </span>
    </li>
  )
}
