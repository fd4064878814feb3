import { wallTimeAt } from '../../../kernel/format.ts'
import { Button } from '../../../web/kit/button.tsx'
import { useLanguage } from '../../../web/language.ts'
import { startLongText } from '../start.ts'
import type { Verdict } from './judge.ts'
import { useCheckInText } from './text.ts'

const marks: Partial<Record<Verdict['kind'], string>> = { welcome: '✓ ', early: '! ' }

interface AnswerProps {
  readonly verdict: Verdict | undefined
  /** Of the occasion. */
  readonly startsAt: string | undefined
  readonly timeZone: string
  readonly onAdmit: (serial: string) => unknown
}

const look = (verdict: Verdict | undefined): string => {
  if (!verdict) return 'bg-well text-soft'
  if (verdict.kind === 'early') return 'bg-[#f6c343] text-[#241a00]'
  return verdict.kind === 'welcome' ? 'bg-[#17703a] text-white' : 'bg-[#b3261e] text-white'
}

/** The answer about one ticket: large, green, yellow or red, and in words. */
export function Answer({ verdict, startsAt, timeZone, onAdmit }: AnswerProps) {
  const t = useCheckInText()
  const language = useLanguage()
  const seat = verdict && 'ticket' in verdict ? verdict.ticket.seat[language] : undefined
  return (
    <div
      role="alert"
      className={`grid min-h-44 content-center justify-items-center gap-1 rounded-3xl border-4 border-transparent p-5 text-center ${look(verdict)}`}
    >
      {verdict ? (
        <>
          <p className="text-4xl font-extrabold">
            <span aria-hidden="true">{marks[verdict.kind] ?? '✕ '}</span>
            {t(`verdict.${verdict.kind}.title`)}
          </p>
          {seat ? <p className="text-2xl font-bold">{seat}</p> : null}
          <p className="text-lg">
            {verdict.kind === 'twice'
              ? t('verdict.twice.lead', {
                  time: wallTimeAt(new Date(verdict.first.at), timeZone),
                  device: verdict.first.device,
                })
              : t(`verdict.${verdict.kind}.lead`, {
                  start: startsAt ? startLongText(startsAt, timeZone, language) : '',
                })}
          </p>
          {verdict.kind === 'early' ? (
            <Button className="mt-2 justify-self-center" onClick={() => onAdmit(verdict.serial)}>
              {t('verdict.early.admit')}
            </Button>
          ) : null}
        </>
      ) : (
        <p className="text-xl font-semibold">{t('verdict.none')}</p>
      )}
    </div>
  )
}
