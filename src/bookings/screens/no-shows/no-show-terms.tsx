import { dayText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import { PriceField } from '../../../stores/screens/price-field.tsx'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Submit } from '../../../web/kit/button.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { type Form, useForm } from '../../../web/use-form.ts'
import type * as contract from '../../no-shows/contract.ts'
import { noShowBases } from '../../no-shows/rules.ts'
import { Example } from './example.tsx'
import { Illegal } from './illegal.tsx'
import { draftOf, groupOf, keptOf, type TermsDraft, termsOf } from './terms-draft.ts'
import { type StoreTerms, termsQuery } from './terms-query.ts'
import { useNoShowText } from './text.ts'

interface NoShowTermsProps {
  readonly store: { readonly id: string; readonly timeZone: string }
}

/** What a store keeps of what was paid when nobody comes, within the law; nothing where it has no such law. */
export function NoShowTerms({ store }: NoShowTermsProps) {
  const t = useNoShowText()
  const { data } = useQuery(termsQuery(store.id))
  if (!data || data.choices.length === 0) return null
  return (
    <section className="grid max-w-xl gap-4 border-t border-line pt-8">
      <h2 className="text-xl font-bold">{t('title')}</h2>
      <p className="text-soft">{t('lead')}</p>
      <Next next={data.next} timeZone={store.timeZone} />
      {data.terms || data.next ? null : <Notice>{t('unsaid')}</Notice>}
      <TermsForm storeId={store.id} stored={data} />
    </section>
  )
}

function Next({ next, timeZone }: Pick<StoreTerms, 'next'> & { readonly timeZone: string }) {
  const t = useNoShowText()
  const language = useLanguage()
  if (!next) return null
  const at = new Date(next.appliesAt)
  const when = `${dayText(wallDateAt(at, timeZone), language)} ${wallTimeAt(at, timeZone)}`
  return <Notice>{t('next', { when })}</Notice>
}

interface TermsFormProps {
  readonly storeId: string
  readonly stored: StoreTerms
}

function TermsForm({ storeId, stored }: TermsFormProps) {
  const t = useNoShowText()
  const client = useQueryClient()
  const { currency, choices } = stored
  const form = useForm<TermsDraft, StoreTerms>({
    first: () => draftOf(stored),
    request(draft) {
      const body = termsOf(draft, currency)
      return (
        body &&
        (() =>
          call<typeof contract.changeNoShowTerms>('PUT /v1/stores/:storeId/no-show-terms', {
            params: { storeId },
            body,
          }))
      )
    },
    onDone(answer) {
      client.setQueryData(termsQuery(storeId).queryKey, answer)
      announce(t('saved'))
    },
  })
  const { draft, change, isTried } = form
  const terms = termsOf(draft, currency)
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-5">
      <Choice
        legend={t('kinds')}
        name="no-show-kind"
        chosen={draft.kind}
        options={choices.map(({ kind, percent }) => ({
          value: kind,
          title: t(`kind.${kind}`),
          about: t(`about.${kind}`, { percent }),
        }))}
        onChoose={(kind) => change({ kind })}
      />
      <Choice
        legend={t('bases')}
        name="no-show-basis"
        chosen={draft.basis}
        options={noShowBases.map((value) => ({
          value,
          title: t(`basis.${value}`),
          about: t(`basisAbout.${value}`),
        }))}
        onChoose={(basis) => change({ basis })}
      />
      {draft.basis === 'paid' ? null : (
        <PriceField
          label={t(`average.${draft.basis}`)}
          typed={draft.average}
          onType={(average) => change({ average })}
          {...{ currency, isTried }}
        />
      )}
      <Kept {...{ form }} />
      {terms ? <Example {...{ terms, stored }} /> : null}
      <Refused problem={form.problem} />
      <Illegal problem={form.problem} currency={currency} />
      <Submit pending={form.pending} className="w-full sm:w-auto sm:min-w-40 sm:justify-self-start">
        {t('save')}
      </Submit>
    </form>
  )
}

/** How many percent are kept, of all and of groups. */
function Kept({ form: { draft, change, isTried } }: { readonly form: Form<TermsDraft> }) {
  const t = useNoShowText()
  const isLess = (keptOf(draft.groupKept) ?? 0) < (keptOf(draft.kept) ?? 0)
  const percent = (name: 'kept' | 'groupKept', isWrong: boolean) => ({
    ...{ label: t(name), required: true, inputMode: 'numeric' as const, maxLength: 3 },
    ...{ value: draft[name], error: isTried && isWrong ? t('wrongPercent') : undefined },
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  })
  return (
    <>
      <Field {...percent('kept', keptOf(draft.kept) === undefined)} hint={t('keptHint')} />
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 shrink-0"
          checked={draft.hasGroup}
          onChange={({ target }) => change({ hasGroup: target.checked })}
        />
        {t('group')}
      </label>
      {draft.hasGroup ? (
        <div className="grid grid-cols-2 items-start gap-3">
          <Field
            label={t('groupFrom')}
            required
            inputMode="numeric"
            maxLength={4}
            value={draft.groupFrom}
            error={isTried && groupOf(draft.groupFrom) === undefined ? t('wrongGroup') : undefined}
            onChange={({ target }) => change({ groupFrom: target.value })}
          />
          <Field
            {...percent('groupKept', keptOf(draft.groupKept) === undefined || isLess)}
            hint={t('groupHint')}
          />
        </div>
      ) : null}
    </>
  )
}

interface ChoiceProps<Value extends string> {
  readonly legend: string
  readonly name: string
  readonly chosen: Value
  readonly options: readonly {
    readonly value: Value
    readonly title: string
    readonly about: string
  }[]
  readonly onChoose: (value: Value) => void
}

function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { legend, name, chosen, options, onChoose } = props
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-semibold">{legend}</legend>
      {options.map(({ value, title, about }) => (
        <label
          key={value}
          className="flex cursor-pointer items-start gap-3 rounded-2xl border border-edge bg-card p-4 has-checked:border-accent has-checked:bg-blush"
        >
          <input
            type="radio"
            name={name}
            className="size-6 shrink-0"
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          <span className="grid gap-0.5">
            <span className="font-semibold">{title}</span>
            <span className="text-sm text-soft">{about}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
