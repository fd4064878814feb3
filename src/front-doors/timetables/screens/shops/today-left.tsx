import { useEffect, useRef, useState } from 'react'
import { Skeleton } from '../../../../web/kit/states.tsx'
import { useQuery } from '../../../../web/query.ts'
import { type ShopAnswer, shopQuery } from './shop-queries.ts'
import { useShopText } from './text.ts'
import { byStart, isBegun, leftOf, useServerMinute } from './today.ts'

/** How much of today is left at a shop; asked for when its card comes into sight. */
export function TodayLeft({ shopId }: { shopId: string }) {
  const room = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const eye = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
    })
    if (room.current) eye.observe(room.current)
    return () => eye.disconnect()
  }, [])
  const asked = useQuery({ ...shopQuery(shopId), enabled: isSeen, staleTime: 30_000 })
  return (
    <div ref={room} className="grid min-h-18 content-end gap-2">
      {asked.data ? <Day answer={asked.data} /> : null}
      {asked.isPending ? <Skeleton className="h-18" /> : null}
    </div>
  )
}

/** In words, and a column for each time: as high as what is left of it. */
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
