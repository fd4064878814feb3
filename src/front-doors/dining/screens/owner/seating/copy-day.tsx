import { type FormEvent, useState } from 'react'
import { weekdayName } from '../../../../../kernel/format.ts'
import { Submit } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { WeekdayChoice } from '../weekday-choice.tsx'
import type { WeeklyService } from './seating-queries.ts'
import { useSeatingText } from './text.ts'

interface CopyDayProps {
  readonly weekday: number
  readonly week: readonly WeeklyService[]
  readonly onWeek: (week: readonly WeeklyService[]) => void
  readonly onClose: () => void
}

/** The hours of one weekday for others. */
export function CopyDay({ weekday, week, onWeek, onClose }: CopyDayProps) {
  const t = useSeatingText()
  const day = weekdayName(weekday, useLanguage(), 'long')
  const [chosen, setChosen] = useState<readonly number[]>([])
  const copy = (event: FormEvent) => {
    event.preventDefault()
    const own = week.filter((service) => service.weekday === weekday)
    const kept = week.filter(
      (service) => service.weekday === weekday || !chosen.includes(service.weekday),
    )
    const others = chosen.filter((one) => one !== weekday)
    onWeek([
      ...kept,
      ...others.flatMap((one) => own.map((service) => ({ ...service, weekday: one }))),
    ])
    onClose()
  }
  return (
    <Dialog title={t('hours.copyTitle', { day })} onClose={onClose}>
      <form onSubmit={copy} className="grid gap-5">
        <p className="text-soft">{t('hours.copyLead')}</p>
        <WeekdayChoice chosen={chosen} error={undefined} onChange={setChosen} />
        <Submit className="justify-self-end">{t('apply')}</Submit>
      </form>
    </Dialog>
  )
}
