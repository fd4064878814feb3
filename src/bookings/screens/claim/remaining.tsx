/** As many dots can be told apart at a glance; more are a bar. */
const DOTS_MOST = 10

interface LeftProps {
  readonly remaining: number
  readonly capacity: number
  /** Nothing of it can be taken any more. */
  readonly isOver: boolean
}

/** What is left of a time, as a picture: a dot a place, or a bar. The words are beside it. */
export function Left({ remaining, capacity, isOver }: LeftProps) {
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
          // biome-ignore lint/suspicious/noArrayIndexKey: dots that never move
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
