import { useReportText } from './text.ts'

interface SharesProps {
  readonly title: string
  /** Said when there is nothing to share. */
  readonly none: string
  readonly rows: readonly { readonly name: string; readonly count: number }[]
}

/** Parts of a whole as bars, each with its number. */
export function Shares({ title, none, rows }: SharesProps) {
  const t = useReportText()
  const most = Math.max(...rows.map(({ count }) => count), 1)
  return (
    <section className="grid break-inside-avoid gap-3 rounded-3xl border border-line bg-card p-4 sm:p-5">
      <h3 className="font-semibold">{title}</h3>
      {rows.length === 0 ? <p className="text-soft">{none}</p> : null}
      <dl className="grid gap-2">
        {rows.map(({ name, count }) => (
          <div key={name} className="grid grid-cols-[7rem_1fr_auto] items-center gap-3 text-sm">
            <dt>{name}</dt>
            <dd className="order-last font-semibold">{t('parties.count', { count })}</dd>
            <dd aria-hidden="true" className="h-3 overflow-hidden rounded-full bg-well">
              <span
                className="block h-full rounded-full bg-accent forced-colors:bg-[Highlight]"
                style={{ width: `${(100 * count) / most}%` }}
              />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
