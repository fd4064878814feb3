import { dayText, wallTimeAt } from '../../../kernel/format.ts'
import { Tag, type Tone } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { useServedTime } from '../desk/served-time.ts'
import { useWaitlistText } from './text.ts'
import { type DayEntry, dayEntriesQuery } from './waitlist-queries.ts'

const tones: Readonly<Partial<Record<DayEntry['state'], Tone>>> = {
  offered: 'warn',
  accepted: 'good',
}
const ASKED_MS = 30_000

interface DayWaitlistProps {
  readonly storeId: string
  readonly date: string
}

/** Who waits for the times of a day, in order, for the desk; nothing where nobody does. */
export function DayWaitlist({ storeId, date }: DayWaitlistProps) {
  const t = useWaitlistText()
  const { data } = useQuery({ ...dayEntriesQuery(storeId, date), refetchInterval: ASKED_MS })
  const entries = data?.data ?? []
  if (entries.length === 0) return null
  const waiting = entries.filter(({ state }) => state === 'waiting').length
  return (
    <section
      aria-labelledby="day-waitlist"
      className="grid gap-4 rounded-3xl border border-line bg-card p-5"
    >
      <h3 id="day-waitlist" className="text-xl font-bold">
        {t('desk.title')}
      </h3>
      <p className="text-soft">
        {waiting === 0 ? t('desk.none') : t('desk.count', { count: waiting })}
      </p>
      <ul className="grid divide-y divide-line">
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  )
}

function Row({ entry }: { readonly entry: DayEntry }) {
  const t = useWaitlistText()
  const timeText = useServedTime()
  const language = useLanguage()
  const { timeZone } = entry.store
  const joined = new Date(entry.joinedAt)
  const day = joined.toLocaleDateString('sv', { timeZone })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3 first:pt-0 last:pb-0">
      <strong>{timeText(entry.time)}</strong>
      <span>
        <span className="font-semibold">{entry.guest ?? t('desk.noName')}</span> ·{' '}
        {entry.what[language]}
      </span>
      <Tag tone={tones[entry.state] ?? 'plain'}>{t(`desk.state.${entry.state}`)}</Tag>
      <span className="text-sm text-soft sm:ml-auto">
        {entry.offers > 0 ? `${t('desk.offers', { count: entry.offers })} · ` : ''}
        {t('desk.since', { when: `${dayText(day, language)} ${wallTimeAt(joined, timeZone)}` })}
      </span>
    </li>
  )
}
