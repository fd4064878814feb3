import { type Column, type Picture, pictureOf, sumOf, type TimeLoad } from './load.ts'
import { useOwnerText } from './text.ts'

interface LoadPictureProps {
  readonly loads: readonly TimeLoad[]
  /** The time on the shop's wall; left out for a day that has passed. */
  readonly now?: string
}

/** How full a day is: a column for each time, what is taken in it, and where the day stands. */
export function LoadPicture({ loads, now }: LoadPictureProps) {
  const t = useOwnerText()
  const picture = pictureOf(loads)
  const capacity = sumOf(loads, 'capacity')
  const taken = sumOf(loads, 'taken')
  const reserved = sumOf(loads, 'reserved')
  return (
    <figure className="grid gap-4 rounded-3xl border border-line bg-card p-4 sm:p-6">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <span className="grid">
          <span className="text-lg font-bold">{t('load.sum', { taken, capacity })}</span>
          {reserved > 0 ? (
            <span className="text-sm text-soft">{t('load.reserved', { count: reserved })}</span>
          ) : null}
        </span>
        <span className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
          <Key className="bg-accent" label={t('load.taken')} />
          {reserved > 0 ? <Key className="bg-edge" label={t('load.service')} /> : null}
          <Key className="border border-edge bg-well" label={t('load.free')} />
        </span>
      </figcaption>
      <Columns picture={picture} now={now} />
      <AsTable columns={picture.columns} />
    </figure>
  )
}

const Key = ({ className, label }: { className: string; label: string }) => (
  <span className="flex items-center gap-1.5">
    <span className={`size-3 rounded-sm forced-colors:border ${className}`} aria-hidden="true" />
    {label}
  </span>
)

const WIDE = 1000
const HIGH = 100

function Columns({ picture, now }: { picture: Picture; now: string | undefined }) {
  const t = useOwnerText()
  const { columns, width, most, hours, place } = picture
  const nowAt = now === undefined ? undefined : place(now)
  return (
    <div aria-hidden="true">
      <div className="relative pt-6">
        <svg
          viewBox={`0 0 ${WIDE} ${HIGH}`}
          preserveAspectRatio="none"
          className="h-40 w-full border-b border-edge"
          aria-hidden="true"
        >
          {columns.map((column) => (
            <Bar key={column.time} column={column} width={width * WIDE} most={most} />
          ))}
        </svg>
        {nowAt === undefined ? null : (
          <span
            className="absolute inset-y-0 border-l-2 border-dashed border-ink"
            style={{ left: `${100 * nowAt}%` }}
          >
            <span
              className={`absolute top-0 px-1.5 text-xs font-semibold whitespace-nowrap ${nowAt > 0.7 ? 'right-0' : 'left-0'}`}
            >
              {t('load.now', { time: now ?? '' })}
            </span>
          </span>
        )}
      </div>
      <div className="relative mt-1 h-5 text-xs text-soft">
        {hours.map(({ hour, at }) => (
          <span key={hour} className="absolute whitespace-nowrap" style={{ left: `${100 * at}%` }}>
            {hour}:00
          </span>
        ))}
      </div>
    </div>
  )
}

function Bar({ column, width, most }: { column: Column; width: number; most: number }) {
  const { at, capacity, taken, reserved } = column
  const high = (count: number) => (HIGH * count) / most
  const part = (from: number, count: number, className: string) => (
    <rect
      x={at * WIDE}
      width={width}
      y={HIGH - high(from + count)}
      height={high(count)}
      className={className}
    />
  )
  return (
    <>
      <rect
        x={at * WIDE}
        width={width}
        y={HIGH - high(capacity)}
        height={high(capacity)}
        className="fill-well stroke-edge"
        vectorEffect="non-scaling-stroke"
      />
      {part(0, taken - reserved, 'fill-accent forced-colors:fill-[Highlight]')}
      {part(taken - reserved, reserved, 'fill-edge forced-colors:fill-[CanvasText]')}
    </>
  )
}

function AsTable({ columns }: { columns: readonly Column[] }) {
  const t = useOwnerText()
  const hasReserved = columns.some(({ reserved }) => reserved > 0)
  return (
    <details className="text-sm">
      <summary className="min-h-6 w-fit font-semibold text-accent">{t('load.asTable')}</summary>
      <table className="mt-2 w-full text-right">
        <thead>
          <tr className="text-soft">
            <th scope="col" className="py-1 text-left font-semibold">
              {t('load.time')}
            </th>
            <th scope="col" className="font-semibold">
              {t('load.taken')}
            </th>
            {hasReserved ? (
              <th scope="col" className="font-semibold">
                {t('load.service')}
              </th>
            ) : null}
            <th scope="col" className="font-semibold">
              {t('load.capacity')}
            </th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ time, taken, reserved, capacity }) => (
            <tr key={time} className="border-t border-line">
              <th scope="row" className="py-1 text-left font-normal">
                {time}
              </th>
              <td>{taken - reserved}</td>
              {hasReserved ? <td>{reserved}</td> : null}
              <td>{capacity}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
