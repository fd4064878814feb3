import {
  beginnings,
  endings,
  isNextDay,
  wallTimeOf,
} from '../../../../../bookings/screens/dates/day-times.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import type { Service } from './seating-queries.ts'
import { useSeatingText } from './text.ts'

/** What a new service begins with: lunch, then dinner. */
export const nextService = (known: readonly Service[]): Service =>
  known.length === 0
    ? { opens: '11:30', lastSeating: '14:00', closes: '15:00' }
    : { opens: '17:00', lastSeating: '21:00', closes: '22:30' }

interface ServiceFieldsProps {
  readonly service: Service
  /** Names the group for screen readers: `월요일 1`. */
  readonly title: string
  readonly error: string | undefined
  readonly onChange: (service: Service) => void
  readonly onRemove: () => void
}

/** When a service opens, seats the last party and closes. */
export function ServiceFields({ service, title, error, onChange, onRemove }: ServiceFieldsProps) {
  const t = useSeatingText()
  return (
    <fieldset className="grid gap-2 rounded-2xl border border-line bg-card p-3">
      <legend className="sr-only">{title}</legend>
      <div className="grid items-end gap-3 sm:grid-cols-[1fr_1fr_1fr_auto]">
        {(['opens', 'lastSeating', 'closes'] as const).map((name, at) => (
          <Select
            key={name}
            label={t(`hours.${name}`)}
            required
            value={service[name]}
            error={at === 0 ? error : undefined}
            onChange={({ target }) => onChange({ ...service, [name]: target.value })}
          >
            {(name === 'opens' ? beginnings : endings(service.opens, service[name])).map((time) => (
              <option key={time} value={time}>
                {isNextDay(time) ? t('hours.nextDay', { time: wallTimeOf(time) }) : time}
              </option>
            ))}
          </Select>
        ))}
        <Button kind="plain" onClick={onRemove} aria-label={t('hours.removeOf', { title })}>
          {t('hours.remove')}
        </Button>
      </div>
    </fieldset>
  )
}
