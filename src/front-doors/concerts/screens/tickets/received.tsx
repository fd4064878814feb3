import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { concertQuery } from '../concerts/concert-queries.ts'
import { readReceived } from './kept-received.ts'
import { startLongText } from './start.ts'
import { useTicketsText } from './text.ts'
import { type Ticket, ticketsQuery } from './ticket-queries.ts'

/** Among the reader's bookings: tickets that somebody gave them, which are of no booking of theirs. */
export function ReceivedTickets() {
  const me = useMe()
  const received = me ? readReceived(me.id) : []
  const serials = new Set(received.map(({ serial }) => serial))
  return [...new Set(received.map(({ concertId }) => concertId))].map((concertId) => (
    <OfConcert key={concertId} {...{ concertId, serials }} />
  ))
}

interface OfConcertProps {
  readonly concertId: string
  /** Of all that were received. */
  readonly serials: ReadonlySet<string>
}

const DAY_MS = 86_400_000

const isOver = ({ state, startsAt }: Ticket): boolean =>
  state === 'transferred' || state === 'void' || Date.parse(startsAt) < Date.now() - DAY_MS

function OfConcert({ concertId, serials }: OfConcertProps) {
  const t = useTicketsText()
  const language = useLanguage()
  const concert = useQuery(concertQuery(concertId)).data?.concert
  const tickets = useQuery(ticketsQuery(concertId, undefined)).data?.data
  const received = tickets?.filter((one) => serials.has(one.serial) && !isOver(one)) ?? []
  if (!concert || received.length === 0) return null
  return (
    <section
      aria-label={t('received.of', { concert: concert.name })}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-3xl border border-line bg-card p-5"
    >
      <div className="grid gap-1.5">
        <h2 className="text-lg font-bold">{t('received.of', { concert: concert.name })}</h2>
        <ul>
          {received.map(({ serial, startsAt, seat }) => (
            <li key={serial}>
              <strong>{startLongText(startsAt, concert.timeZone, language)}</strong>
              <span className="block text-soft">{seat[language]}</span>
            </li>
          ))}
        </ul>
      </div>
      <Link to="/concerts/$concertId/tickets" params={{ concertId }} className={buttonLook()}>
        {t('received.see')}
      </Link>
    </section>
  )
}
