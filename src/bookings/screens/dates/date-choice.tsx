import { useState } from 'react'
import { addDays, dayLongText, monthText, weekdayText } from '../../../kernel/format.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Month } from '../../../web/kit/month.tsx'
import { showInStrip } from '../../../web/kit/strip.ts'
import { useLanguage } from '../../../web/language.ts'
import { type DayStates, STRIP_DAYS } from './day-states.ts'
import { useDatesText } from './text.ts'

interface DateChoiceProps {
  readonly date: string
  readonly firstDate: string
  readonly lastDate: string
  readonly states: DayStates
  readonly onChoose: (date: string) => void
}

/** The dates that can be booked: a strip of the next ones, and a calendar where there are more. */
export function DateChoice(props: DateChoiceProps) {
  const { date, firstDate, lastDate, onChoose } = props
  const t = useDatesText()
  const [isOpen, setOpen] = useState(false)
  const stripEnd = addDays(firstDate, STRIP_DAYS - 1)
  const isFar = date > stripEnd && date <= lastDate
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{t('date.label')}</h3>
        {lastDate > stripEnd ? (
          <Button kind="plain" className="px-2" onClick={() => setOpen(true)}>
            {t('date.calendar')}
          </Button>
        ) : null}
      </div>
      <div className="relative -mx-4 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-1">
        <ul className="flex gap-2">
          {[...datesFrom(firstDate, lastDate), ...(isFar ? [date] : [])].map((one) => (
            <li key={one} className="shrink-0">
              <DateChip {...props} one={one} />
            </li>
          ))}
        </ul>
      </div>
      {isOpen ? (
        <MonthDialog
          {...props}
          onClose={() => setOpen(false)}
          onChoose={(chosen) => {
            setOpen(false)
            onChoose(chosen)
          }}
        />
      ) : null}
    </div>
  )
}

const datesFrom = (first: string, last: string): readonly string[] =>
  Array.from({ length: STRIP_DAYS }, (_, at) => addDays(first, at)).filter((one) => one <= last)

/** What keeps a date from being booked, in a word. */
function useStateText(states: DayStates) {
  const t = useDatesText()
  return (date: string): string | undefined => {
    const state = states.get(date) ?? 'free'
    return state === 'free' ? undefined : t(`date.${state}`)
  }
}

function DateChip({ one, date, states, onChoose }: DateChoiceProps & { readonly one: string }) {
  const language = useLanguage()
  const isChosen = one === date
  const why = useStateText(states)(one)
  const look = isChosen
    ? 'border-transparent bg-accent text-on-accent'
    : `hover:border-accent ${why ? 'border-transparent bg-well text-soft' : 'border-line bg-card'}`
  return (
    <button
      ref={isChosen ? showInStrip : undefined}
      type="button"
      aria-current={isChosen ? 'date' : undefined}
      onClick={() => onChoose(one)}
      className={`grid min-h-16 w-14 place-content-center rounded-2xl border text-center ${look}`}
    >
      <span className="sr-only">
        {[dayLongText(one, language), why].filter(Boolean).join(', ')}
      </span>
      <span aria-hidden="true" className="text-xs">
        {weekdayText(one, language)}
      </span>
      <span
        aria-hidden="true"
        className={`text-lg leading-tight font-bold ${why ? 'line-through' : ''}`}
      >
        {Number(one.slice(8))}
      </span>
      <span aria-hidden="true" className={`text-xs ${why ? 'font-semibold' : ''}`}>
        {why ?? monthText(one, language)}
      </span>
    </button>
  )
}

function MonthDialog(props: DateChoiceProps & { readonly onClose: () => void }) {
  const { date, firstDate, lastDate, states, onChoose, onClose } = props
  const t = useDatesText()
  const whyOf = useStateText(states)
  const [month, setMonth] = useState(date.slice(0, 7))
  return (
    <Dialog title={t('date.calendar')} onClose={onClose}>
      <Month
        {...{ month, onMonth: setMonth, today: firstDate, onPick: onChoose }}
        first={firstDate.slice(0, 7)}
        last={lastDate.slice(0, 7)}
        day={(one) => {
          const why = whyOf(one)
          return {
            tone: one === date ? 'chosen' : 'plain',
            disabled: one < firstDate || one > lastDate,
            ...(why && { mark: why, said: why }),
          }
        }}
      />
    </Dialog>
  )
}
