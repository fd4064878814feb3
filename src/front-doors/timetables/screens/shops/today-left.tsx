import { useServerMinute } from '../../../../bookings/screens/claim/use-server-minute.ts'
import { useVisible } from '../../../../stores/screens/list/use-visible.ts'
import { Skeleton } from '../../../../web/kit/states.tsx'
import { useQuery } from '../../../../web/query.ts'
import { type ShopAnswer, shopQuery } from './shop-queries.ts'
import { useShopText } from './text.ts'
import { byStart, isBegun, leftOf } from './today.ts'

/** How much of today is left at a shop; fetched when its card becomes visible. */
export function TodayLeft({ shopId }: { shopId: string }) {
  const [card, isVisible] = useVisible<HTMLDivElement>()
  const query = useQuery({ ...shopQuery(shopId), enabled: isVisible, staleTime: 30_000 })
  return (
    <div ref={card} className="grid min-h-18 content-end gap-2">
      {query.data ? <Day answer={query.data} /> : null}
      {query.isPending ? <Skeleton className="h-18" /> : null}
    </div>
  )
}

/** As text, and as a column for each time. */
function Day({ answer }: { answer: ShopAnswer }) {
  const t = useShopText()
  const now = useServerMinute(answer.aheadMs)
  const times = answer.times.toSorted(byStart)
  const isOver = times.every((time) => isBegun(time, now))
  if (times.length === 0) return <p className="text-soft">{t('today.none')}</p>
  return (
    <>
      <p className="font-semibold">
        {isOver ? t('today.over') : t('today.left', { count: leftOf(times, now) })}
      </p>
      <Columns times={times} now={now} />
    </>
  )
}

const HEIGHT = 20

function Columns({ times, now }: { times: ShopAnswer['times']; now: Date }) {
  return (
    <svg
      viewBox={`0 0 ${Math.max(times.length, 8) * 10} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-8 w-full"
      aria-hidden="true"
    >
      {times.map((time, at) => {
        const left = Math.max(0, (HEIGHT * time.remaining) / time.basicRemaining)
        return (
          <g key={time.id}>
            <rect x={at * 10 + 1} width={8} height={HEIGHT} className="fill-well" />
            <rect
              x={at * 10 + 1}
              width={8}
              y={HEIGHT - left}
              height={left}
              className={
                isBegun(time, now) ? 'fill-line' : 'fill-accent forced-colors:fill-[Highlight]'
              }
            />
          </g>
        )
      })}
    </svg>
  )
}
