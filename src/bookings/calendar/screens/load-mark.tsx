/** How full something is, as a bar without a text. */
export const LoadMark = ({ percent, className }: { percent: number; className: string }) => (
  <span
    className={`block h-1.5 overflow-hidden rounded-full bg-well forced-colors:border ${className}`}
  >
    <span
      className="block h-full rounded-full bg-accent forced-colors:bg-[Highlight]"
      style={{ width: `${percent}%` }}
    />
  </span>
)
