import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../web/kit/button.tsx'
import { useQuery } from '../../web/query.ts'
import { lineQuery } from './line-queries.ts'
import { useLineText } from './text.ts'

interface LineSaidProps {
  readonly storeId: string
  /** The page of the line. */
  readonly page: string
}

/** On the page of a store: how many wait at its door, and the way to join. Nothing while it takes nobody. */
export function LineSaid({ storeId, page }: LineSaidProps) {
  const t = useLineText()
  const { data } = useQuery({ ...lineQuery(storeId), refetchInterval: 60_000 })
  if (!data?.isOn) return null
  return (
    <section
      aria-label={t('title')}
      className="no-print flex flex-wrap items-center justify-between gap-3 rounded-2xl border border-line bg-card px-4 py-3"
    >
      <p className="grid">
        <strong>{t('title')}</strong>
        <span className="text-soft">
          {t('waiting', { count: data.waiting })}
          {data.waiting > 0 && data.minutes !== null
            ? ` · ${t('minutes', { minutes: data.minutes })}`
            : ''}
        </span>
      </p>
      <Link to={page} className={buttonLook('quiet')}>
        {t('toJoin')}
      </Link>
    </section>
  )
}
