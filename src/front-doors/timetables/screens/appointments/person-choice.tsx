import { Picture } from '../../../../web/kit/picture.tsx'
import type { Person } from './appointment-queries.ts'
import { useAppointmentText } from './text.ts'

/** What anyone is called at a kind of shop. */
export function useAnyone() {
  const t = useAppointmentText()
  return (kind: string | null): string =>
    t(kind === 'hair' || kind === 'nails' ? 'person.any.stylist' : 'person.any.other')
}

interface PersonChoiceProps {
  readonly kind: string | null
  /** Who does all that is chosen. */
  readonly people: readonly Person[]
  /** Undefined: anyone. */
  readonly chosen: string | undefined
  readonly onChoose: (person: string | undefined) => void
}

/** With whom; nothing to choose where there is only one. */
export function PersonChoice({ kind, people, chosen, onChoose }: PersonChoiceProps) {
  const t = useAppointmentText()
  const anyone = useAnyone()
  const options = people.length > 1 ? [undefined, ...people] : people
  const only = people.length === 1 ? people[0]?.id : chosen
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-semibold">{t('person.label')}</legend>
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {options.map((person) => (
          <li key={person?.id ?? ''}>
            <label className="flex h-full min-h-16 cursor-pointer items-center gap-3 rounded-2xl border border-edge bg-card p-3 has-checked:border-accent has-checked:bg-blush has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
              <input
                type="radio"
                name="person"
                className="size-5 shrink-0"
                checked={only === person?.id}
                onChange={() => onChoose(person?.id)}
              />
              {person?.image ? (
                <Picture
                  image={person.image}
                  as="row"
                  decorative
                  className="size-12 rounded-full"
                />
              ) : null}
              <span className="grid min-w-0">
                <span className="font-semibold">{person?.name ?? anyone(kind)}</span>
                <span className="text-sm text-soft">
                  {person ? person.introduction : t('person.anyLead')}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
