import type { AnswerOf } from '../../../../../kernel/endpoint.ts'
import { Button, Submit } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Field } from '../../../../../web/kit/field.tsx'
import { Refused } from '../../../../../web/kit/notice.tsx'
import { newId } from '../../../../../web/new-id.ts'
import { type Form, useForm } from '../../../../../web/use-form.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type * as owner from '../../../appointments/owner-contract.ts'
import { type OwnPerson, type OwnService, putPeople } from './book-queries.ts'
import { useBookText } from './text.ts'
import { SpecialDays, Week } from './work-hours.tsx'

export type SavedPeople = AnswerOf<typeof owner.putShopPeople>

interface PersonDialogProps {
  readonly shopId: string
  readonly people: readonly OwnPerson[]
  readonly services: readonly OwnService[]
  /** Undefined: a new one. */
  readonly known: OwnPerson | undefined
  readonly onSaved: (answer: SavedPeople) => Promise<void>
  readonly onClose: () => void
}

/** Monday to Saturday from ten to seven, everything that the shop does. */
const newPerson = (services: readonly OwnService[]): OwnPerson => ({
  ...{ id: newId(), name: '', introduction: '', image: null, special: [] },
  serviceIds: services.map(({ id }) => id),
  weekly: [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '10:00', until: '19:00' })),
})

/** One person: what they do, and when. */
export function PersonDialog(props: PersonDialogProps) {
  const { shopId, people, services, known, onSaved, onClose } = props
  const t = useBookText()
  const form = useForm({
    first: () => known ?? newPerson(services),
    request: (draft: OwnPerson) => {
      if (!draft.name.trim()) return undefined
      const others = people.map((one) => (one.id === draft.id ? draft : one))
      return () => putPeople(shopId, known ? others : [...people, draft])
    },
    onDone: onSaved,
  })
  const { draft, change, isTried } = form
  const title = known ? t('people.change', { name: known.name }) : t('people.add')
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={form.submit} noValidate className="grid gap-6">
        <Refused problem={form.problem} />
        <Field
          label={t('people.name')}
          required
          maxLength={40}
          value={draft.name}
          error={isTried && !draft.name.trim() ? t('people.nameMissing') : undefined}
          onChange={({ target }) => change({ name: target.value })}
        />
        <Field
          label={t('people.introduction')}
          maxLength={200}
          value={draft.introduction}
          onChange={({ target }) => change({ introduction: target.value })}
        />
        <Does {...{ form, services }} />
        <Week week={draft.weekly} onChange={(weekly) => change({ weekly })} />
        <SpecialDays special={draft.special} onChange={(special) => change({ special })} />
        <Refused problem={form.problem} />
        <Submit pending={form.pending}>{t('save')}</Submit>
      </form>
      {known ? <Remove {...{ shopId, people, known, onSaved }} /> : null}
    </Dialog>
  )
}

interface DoesProps {
  readonly form: Form<OwnPerson>
  readonly services: readonly OwnService[]
}

function Does({ form: { draft, change }, services }: DoesProps) {
  const t = useBookText()
  const toggle = (id: string) =>
    change({
      serviceIds: draft.serviceIds.includes(id)
        ? draft.serviceIds.filter((one) => one !== id)
        : [...draft.serviceIds, id],
    })
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-semibold">{t('people.does')}</legend>
      {services.length === 0 ? <p className="text-soft">{t('people.doesNone')}</p> : null}
      <div className="grid sm:grid-cols-2">
        {services.map(({ id, name }) => (
          <label key={id} className="flex min-h-11 items-center gap-3">
            <input
              type="checkbox"
              checked={draft.serviceIds.includes(id)}
              onChange={() => toggle(id)}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface RemoveProps extends Pick<PersonDialogProps, 'shopId' | 'people' | 'onSaved'> {
  readonly known: OwnPerson
}

function Remove({ shopId, people, known, onSaved }: RemoveProps) {
  const t = useBookText()
  const { pending, problem, send } = useSend()
  const remove = async () => {
    const others = people.filter(({ id }) => id !== known.id)
    const sent = await send(() => putPeople(shopId, others))
    if (sent?.ok) await onSaved(sent.answer)
  }
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <Refused problem={problem} />
      <p className="text-sm text-soft">{t('people.removeLead')}</p>
      <Button kind="danger" className="justify-self-start" pending={pending} onClick={remove}>
        {t('people.remove')}
      </Button>
    </div>
  )
}
