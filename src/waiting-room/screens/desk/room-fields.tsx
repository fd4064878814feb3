import { numberText } from '../../../kernel/format.ts'
import { Field } from '../../../web/kit/field.tsx'
import { useLanguage } from '../../../web/language.ts'
import {
  type Bounded,
  bounds,
  minutesFor,
  numberIn,
  numbersOf,
  type RoomDraft,
} from './room-draft.ts'
import { useRoomDeskText } from './text.ts'

const fields = ['rate', 'capacity', 'browseMinutes', 'claimSeconds'] as const

type Numbers = Pick<RoomDraft, Bounded>

interface RoomFieldsProps {
  readonly draft: Numbers
  readonly isTried: boolean
  readonly onChange: (changed: Partial<Numbers>) => void
}

/** How fast a room calls, and how long its guests have: each with what it means. */
export function RoomFields({ draft, isTried, onChange }: RoomFieldsProps) {
  const t = useRoomDeskText()
  const language = useLanguage()
  const wrong = (field: Bounded) =>
    isTried && numberIn(field, draft[field]) === undefined
      ? t('fields.wrong', {
          least: numberText(bounds[field].least, language),
          most: numberText(bounds[field].most, language),
        })
      : undefined
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      {fields.map((field) => (
        <Field
          key={field}
          label={t(`fields.${field}`)}
          hint={t(`fields.${field}Hint`)}
          required
          inputMode="numeric"
          autoComplete="off"
          value={draft[field]}
          error={wrong(field)}
          onChange={({ target }) => onChange({ [field]: target.value })}
        />
      ))}
    </div>
  )
}

const PEOPLE = 1_000

/** How long a thousand people take with these numbers. */
export function Preview({ draft }: { readonly draft: Numbers }) {
  const t = useRoomDeskText()
  const language = useLanguage()
  const numbers = numbersOf(draft)
  if (!numbers) return null
  const { planned, longest } = minutesFor(PEOPLE, numbers)
  const length = (minutes: number) =>
    minutes < 120
      ? t('open.minutes', { minutes })
      : t('open.hours', { hours: numberText(Math.round(minutes / 60), language) })
  return (
    <p className="rounded-2xl bg-well px-4 py-3 font-semibold" aria-live="polite">
      {t(longest > planned ? 'open.previewLongest' : 'open.preview', {
        planned: length(planned),
        longest: length(longest),
      })}
    </p>
  )
}
