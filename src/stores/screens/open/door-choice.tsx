import { useId } from 'react'
import type { Door } from '../../../web/door.ts'
import { useStoresText } from '../text.ts'

interface DoorChoiceProps {
  readonly doors: readonly Door[]
  readonly chosen: Door | undefined
  readonly error: string | undefined
  readonly onChoose: (door: Door) => void
}

/** What the new store takes bookings for: a picture, a word and a sentence each. */
export function DoorChoice({ doors, chosen, error, onChoose }: DoorChoiceProps) {
  const t = useStoresText()
  const id = useId()
  return (
    <fieldset
      data-wrong={error ? true : undefined}
      aria-describedby={error ? id : undefined}
      className="grid gap-3"
    >
      <legend className="mb-3 text-xl font-bold">{t('open.doors')}</legend>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {doors.map((door) => (
          <label
            key={door.name}
            className="grid cursor-pointer content-start overflow-hidden rounded-3xl border border-edge bg-card has-checked:border-accent has-checked:ring-2 has-checked:ring-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <door.stores.Scene kind={null} className="aspect-3/1 w-full" />
            <span className="flex items-start gap-3 p-4">
              <input
                type="radio"
                name="door"
                checked={door === chosen}
                onChange={() => onChoose(door)}
                className="mt-1 size-6 shrink-0 outline-none"
              />
              <span className="grid gap-0.5">
                <span className="font-semibold">{door.title()}</span>
                <span className="text-sm text-soft">{door.stores.about()}</span>
              </span>
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <p id={id} className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
