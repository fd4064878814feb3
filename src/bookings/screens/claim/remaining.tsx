const DOTS_MOST = 10

interface RemainingProps {
  readonly remaining: number
  readonly capacity: number
  /** Can no longer be booked. */
  readonly isOver: boolean
}

/** What remains of a capacity: dots up to `DOTS_MOST`, a bar above. Hidden from screen readers. */
export function Remaining({ remaining, capacity, isOver }: RemainingProps) {
  const free = isOver ? 'bg-edge' : 'bg-accent'
  if (capacity > DOTS_MOST)
    return (
      <span aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-line">
        <span
          className={`block h-full rounded-full forced-colors:bg-[Highlight] ${free}`}
          style={{ width: `${(100 * remaining) / capacity}%` }}
        />
      </span>
    )
  return (
    <span aria-hidden="true" className="flex flex-wrap gap-1">
      {Array.from({ length: capacity }, (_, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the dots never change order
          key={at}
          className={`size-2.5 rounded-full border ${
            at < remaining
              ? `border-transparent forced-colors:bg-[Highlight] ${free}`
              : 'border-edge'
          }`}
        />
      ))}
    </span>
  )
}
