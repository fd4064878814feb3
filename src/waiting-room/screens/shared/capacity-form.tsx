import { type FormEvent, useState } from 'react'
import { AddDialog } from '../../../stores/screens/desk/edit-dialog.tsx'
import { announce } from '../../../web/kit/announce.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import {
  bodyOf,
  type CapacityDraft,
  capacityOf,
  draftOf,
  ROOMS_MOST,
  weightOf,
} from './capacity-draft.ts'
import { RoomChoice } from './room-choice.tsx'
import { type Capacity, capacitiesQuery, putCapacity } from './shared-queries.ts'
import { useSharedText } from './text.ts'

interface CapacityFormProps {
  /** Undefined: a new one. */
  readonly known?: Capacity
  readonly all: readonly Capacity[]
  readonly onClose: () => void
}

/** What is wrong with a draft, beside each field. */
function useErrors({ name, capacity, weights }: CapacityDraft, isTaken: boolean) {
  const t = useSharedText()
  return {
    name: name.trim() ? (isTaken ? t('form.nameTaken') : undefined) : t('form.nameMissing'),
    capacity: capacityOf(capacity) ? undefined : t('form.capacityWrong'),
    rooms:
      weights.size === 0
        ? t('form.roomsMissing')
        : weights.size > ROOMS_MOST
          ? t('form.roomsMost', { most: ROOMS_MOST })
          : [...weights.values()].every(weightOf)
            ? undefined
            : t('form.weightWrong'),
  }
}

/** What each store shares. */
const sharersOf = (some: readonly Capacity[]) =>
  new Map(some.flatMap(({ name, rooms }) => rooms.map(({ storeId }) => [storeId, name])))

/** A new shared capacity, or a change of one: how many, and who shares it. */
export function CapacityForm({ known, all, onClose }: CapacityFormProps) {
  const t = useSharedText()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const [draft, setDraft] = useState(() => draftOf(known))
  const [isTried, setTried] = useState(false)
  const name = draft.name.trim()
  // The same name would change what is there.
  const isTaken = !known && all.some((one) => one.name === name)
  const errors = useErrors(draft, isTaken)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const body = isTaken ? undefined : bodyOf(draft)
    if (!body) return focusFirstWrong(event.currentTarget)
    const sent = await send(() => putCapacity(name, body))
    if (!sent?.ok) return
    await client.invalidateQueries({ queryKey: capacitiesQuery.queryKey })
    onClose()
    announce(t('form.saved', { name }))
  }
  return (
    <AddDialog
      title={known ? t('form.changeTitle', { name: known.name }) : t('form.addTitle')}
      add={t(known ? 'form.save' : 'form.create')}
      cancel={t('form.cancel')}
      onSubmit={submit}
      {...{ pending, problem, onClose }}
    >
      {known ? null : (
        <Field
          label={t('form.name')}
          hint={t('form.nameHint')}
          required
          maxLength={40}
          value={draft.name}
          error={isTried ? errors.name : undefined}
          onChange={({ target }) => setDraft({ ...draft, name: target.value })}
        />
      )}
      <Field
        label={t('form.capacity')}
        required
        inputMode="numeric"
        value={draft.capacity}
        error={isTried ? errors.capacity : undefined}
        onChange={({ target }) => setDraft({ ...draft, capacity: target.value })}
      />
      <RoomChoice
        weights={draft.weights}
        elsewhere={sharersOf(all.filter((one) => one.name !== known?.name))}
        isTried={isTried}
        error={isTried ? errors.rooms : undefined}
        onChange={(weights) => setDraft({ ...draft, weights })}
      />
    </AddDialog>
  )
}
