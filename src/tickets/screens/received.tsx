import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../web/kit/button.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery } from '../../web/query.ts'
import { startLongText } from './start.ts'
import { useTicketsText } from './text.ts'
import { receivedQuery, type Ticket } from './ticket-queries.ts'

/** Among the reader's bookings: tickets that somebody gave them, which are of no booking of theirs. */
export function ReceivedTickets() {
  const { data } = useQuery(receivedQuery)
  const coming = data?.data.filter((ticket) => ticket.coming) ?? []
  const byStore = Map.groupBy(coming, ({ store }) => store.id)
  return [...byStore].map(([storeId, tickets]) => <OfStore key={storeId} tickets={tickets} />)
}

function OfStore({ tickets }: { readonly tickets: readonly Ticket[] }) {
  const t = useTicketsText()
  const language = useLanguage()
  const [first] = tickets
  if (!first) return null
  const { store } = first
  return (
    <section
      aria-label={t('received.of', { store: store.name })}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-3xl border border-line bg-card p-5"
    >
      <div className="grid gap-1.5">
        <h2 className="text-lg font-bold">{t('received.of', { store: store.name })}</h2>
        <ul>
          {tickets.map(({ serial, startsAt, seat }) => (
            <li key={serial}>
              <strong>{startLongText(startsAt, store.timeZone, language)}</strong>
              <span className="block text-soft">{seat[language]}</span>
            </li>
          ))}
        </ul>
      </div>
      <Link to="/tickets" search={{ store: store.id }} className={buttonLook()}>
        {t('received.see')}
      </Link>
    </section>
  )
}
