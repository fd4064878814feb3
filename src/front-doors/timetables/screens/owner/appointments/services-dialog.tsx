import { PriceField } from '../../../../../stores/screens/price-field.tsx'
import { Button, Submit } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Field, TextArea } from '../../../../../web/kit/field.tsx'
import { Refused } from '../../../../../web/kit/notice.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import { type Form, useForm } from '../../../../../web/use-form.ts'
import { useSend } from '../../../../../web/use-send.ts'
import { type OwnService, type OwnServices, putServices } from './book-queries.ts'
import { draftOf, newService, type ServiceDraft, serviceOf } from './services-draft.ts'
import { useBookText } from './text.ts'

interface ServiceDialogProps {
  readonly shopId: string
  readonly saved: OwnServices
  /** Undefined: a new one. */
  readonly known: OwnService | undefined
  readonly onSaved: (answer: OwnServices) => Promise<void>
  readonly onClose: () => void
}

/** One service: what it is, how long it takes, what it costs. */
export function ServiceDialog({ shopId, saved, known, onSaved, onClose }: ServiceDialogProps) {
  const t = useBookText()
  const { services, currency } = saved
  const form = useForm({
    first: () => (known ? draftOf(known, currency) : newService()),
    request: (draft: ServiceDraft) => {
      const service = serviceOf(draft, currency)
      const others = services.map((one) => (one.id === service?.id ? service : one))
      return service && (() => putServices(shopId, known ? others : [...services, service]))
    },
    onDone: onSaved,
  })
  const title = known ? t('services.change', { name: known.name }) : t('services.add')
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={form.submit} noValidate className="grid gap-5">
        <Refused problem={form.problem} />
        <What form={form} />
        <Length form={form} />
        <Money {...{ form, currency }} />
        <label className="flex min-h-11 items-start gap-3">
          <input
            type="checkbox"
            className="mt-1.5"
            checked={form.draft.isHidden}
            onChange={({ target }) => form.change({ isHidden: target.checked })}
          />
          <span className="grid gap-0.5">
            <span className="font-semibold">{t('services.isHidden')}</span>
            <span className="text-sm text-soft">{t('services.isHiddenLead')}</span>
          </span>
        </label>
        <Submit pending={form.pending}>{t('save')}</Submit>
      </form>
      {known ? <Remove {...{ shopId, services, known, onSaved }} /> : null}
    </Dialog>
  )
}

interface PartProps {
  readonly form: Form<ServiceDraft>
}

function What({ form: { draft, change, isTried } }: PartProps) {
  const t = useBookText()
  return (
    <>
      <Field
        label={t('services.name')}
        required
        maxLength={60}
        value={draft.name}
        error={isTried && !draft.name.trim() ? t('services.nameMissing') : undefined}
        onChange={({ target }) => change({ name: target.value })}
      />
      <Field
        label={t('services.category')}
        hint={t('services.categoryLead')}
        maxLength={40}
        value={draft.category}
        onChange={({ target }) => change({ category: target.value })}
      />
      <TextArea
        label={t('services.description')}
        maxLength={500}
        value={draft.description}
        onChange={({ target }) => change({ description: target.value })}
      />
    </>
  )
}

const lengths = Array.from({ length: 96 }, (_, at) => (at + 1) * 5)
const cleanups = Array.from({ length: 25 }, (_, at) => at * 5)

function Length({ form: { draft, change } }: PartProps) {
  const t = useBookText()
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Select
        label={t('services.length')}
        required
        value={draft.minutes}
        onChange={({ target }) => change({ minutes: Number(target.value) })}
      >
        {lengths.map((minutes) => (
          <option key={minutes} value={minutes}>
            {t('minutes', { minutes })}
          </option>
        ))}
      </Select>
      <Select
        label={t('services.cleanup')}
        hint={t('services.cleanupLead')}
        required
        value={draft.cleanupMinutes}
        onChange={({ target }) => change({ cleanupMinutes: Number(target.value) })}
      >
        {cleanups.map((minutes) => (
          <option key={minutes} value={minutes}>
            {minutes === 0 ? t('services.noCleanup') : t('minutes', { minutes })}
          </option>
        ))}
      </Select>
    </div>
  )
}

const kinds = ['fixed', 'from', 'asked'] as const

function Money({
  form: { draft, change, isTried },
  currency,
}: PartProps & Pick<OwnServices, 'currency'>) {
  const t = useBookText()
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-semibold">{t('services.priceKind')}</legend>
      <div className="flex flex-wrap gap-x-6">
        {kinds.map((kind) => (
          <label key={kind} className="flex min-h-11 items-center gap-2">
            <input
              type="radio"
              name="price-kind"
              checked={draft.priceKind === kind}
              onChange={() => change({ priceKind: kind })}
            />
            {t(`services.kinds.${kind}`)}
          </label>
        ))}
      </div>
      {draft.priceKind === 'asked' ? null : (
        <PriceField
          label={t('services.amount')}
          typed={draft.price}
          onType={(price) => change({ price })}
          {...{ currency, isTried }}
        />
      )}
      <PriceField
        label={t('services.deposit')}
        typed={draft.deposit}
        onType={(deposit) => change({ deposit })}
        {...{ currency, isTried }}
      />
    </fieldset>
  )
}

interface RemoveProps extends Pick<ServiceDialogProps, 'shopId' | 'onSaved'> {
  readonly services: readonly OwnService[]
  readonly known: OwnService
}

function Remove({ shopId, services, known, onSaved }: RemoveProps) {
  const t = useBookText()
  const { pending, problem, send } = useSend()
  const remove = async () => {
    const others = services.filter(({ id }) => id !== known.id)
    const sent = await send(() => putServices(shopId, others))
    if (sent?.ok) await onSaved(sent.answer)
  }
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <Refused problem={problem} />
      <p className="text-sm text-soft">{t('services.removeLead')}</p>
      <Button kind="danger" className="justify-self-start" pending={pending} onClick={remove}>
        {t('services.remove')}
      </Button>
    </div>
  )
}
