import { Mark } from '../../web/kit/mark.tsx'
import { Tag, type Tone } from '../../web/kit/notice.tsx'
import { useLanguage } from '../../web/language.ts'
import { Giving } from './hand-over.tsx'
import { Qr } from './qr.tsx'
import { startLongText } from './start.ts'
import { useTicketsText } from './text.ts'
import type { Ticket } from './ticket-queries.ts'

interface TicketCardProps {
  readonly ticket: Ticket
}

export const tones: Record<Ticket['state'], Tone> = {
  valid: 'good',
  used: 'plain',
  void: 'bad',
  transferred: 'plain',
}

/** One ticket: printed, a page of its own. */
export function TicketCard({ ticket }: TicketCardProps) {
  const t = useTicketsText()
  const language = useLanguage()
  const { store, venue, seat, state, qr, serial, startsAt, offered } = ticket
  const isDead = state !== 'valid'
  return (
    <article
      aria-label={seat[language]}
      className={`grid overflow-hidden rounded-3xl border border-line shadow-lift print:rounded-none print:border-2 print:border-black print:shadow-none ${isDead ? 'bg-well' : 'bg-card'}`}
    >
      <div className="grid gap-1 p-5 sm:p-7">
        <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
          <p className="text-2xl font-extrabold">{seat[language]}</p>
          <Tag tone={offered ? 'warn' : tones[state]}>
            {t(offered ? 'state.offered' : `state.${state}`)}
          </Tag>
        </div>
        <p className="text-lg font-bold">{store.name}</p>
        <p>{startLongText(startsAt, store.timeZone, language)}</p>
        {venue ? <p className="text-soft">{venue}</p> : null}
      </div>
      <div className="grid justify-items-center gap-2 border-t-2 border-dashed border-line px-5 py-6 print:border-black">
        {qr ? (
          <Qr
            text={qr}
            label={t('qr', { seat: seat[language] })}
            className="w-full max-w-80 print:max-w-[9cm]"
          />
        ) : (
          <div className="grid aspect-square w-full max-w-52 place-items-center rounded-2xl border border-dashed border-edge p-6 text-center font-semibold text-soft">
            {t(`gone.${state}`)}
          </div>
        )}
        <p className="font-semibold tracking-widest select-all">{serial}</p>
        <p className="hidden items-center gap-1 text-sm print:flex">
          <Mark className="size-5" /> {t('printed')}
        </p>
      </div>
      <Giving ticket={ticket} />
    </article>
  )
}
