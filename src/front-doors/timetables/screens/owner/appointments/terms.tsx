import { useState } from 'react'
import { dayText } from '../../../../../kernel/format.ts'
import { call } from '../../../../../web/call.ts'
import type { DeskPartProps } from '../../../../../web/door.ts'
import { Button, Submit } from '../../../../../web/kit/button.tsx'
import { Field } from '../../../../../web/kit/field.tsx'
import { Loaded } from '../../../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../../../web/kit/notice.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import { Stepper } from '../../../../../web/kit/stepper.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../../../web/query.ts'
import { type Form, useForm } from '../../../../../web/use-form.ts'
import type * as owner from '../../../appointments/owner-contract.ts'
import { menuText } from '../../text.ts'
import { type OwnTerms, termsQuery } from './book-queries.ts'
import { useBookText } from './text.ts'

/** How far ahead and until when services can be booked. */
export function Terms({ store }: DeskPartProps) {
  const t = useBookText()
  const query = useQuery(termsQuery(store.id))
  return (
    <div className="grid max-w-3xl gap-6">
      <h2 className="sr-only">{menuText()('tabs.terms')}</h2>
      <p className="text-soft">{t('terms.lead')}</p>
      <Loaded query={query}>{(saved) => <TermsForm shopId={store.id} saved={saved} />}</Loaded>
    </div>
  )
}

interface TermsFormProps {
  readonly shopId: string
  readonly saved: OwnTerms
}

function TermsForm({ shopId, saved }: TermsFormProps) {
  const t = useBookText()
  const client = useQueryClient()
  const form = useForm({
    first: saved,
    request: (body: OwnTerms) => () =>
      call<typeof owner.putAppointmentTerms>('PUT /v1/shops/:shopId/appointment-terms', {
        params: { shopId },
        body,
      }),
    onDone: async (answer) => {
      client.setQueryData(termsQuery(shopId).queryKey, answer)
      await client.invalidateQueries({ queryKey: ['shops', shopId] })
    },
  })
  const isSaved = form.isTried && JSON.stringify(form.draft) === JSON.stringify(saved)
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-8">
      <Refused problem={form.problem} />
      <When form={form} />
      <Closed form={form} />
      {isSaved ? <Notice tone="good" title={t('saved')} /> : null}
      <Submit pending={form.pending} className="justify-self-start">
        {t('save')}
      </Submit>
    </form>
  )
}

const leads = [0, 30, 60, 120, 180, 360, 720, 1440, 2880]

interface PartProps {
  readonly form: Form<OwnTerms>
}

function When({ form: { draft, change } }: PartProps) {
  const t = useBookText()
  const options = leads.includes(draft.leadMinutes) ? leads : [...leads, draft.leadMinutes]
  const stepper = (name: 'horizonDays' | 'servicesMost', label: string, most: number) => (
    <Stepper
      label={label}
      value={draft[name]}
      min={name === 'horizonDays' ? 0 : 1}
      max={most}
      onChange={(value) => change({ [name]: value })}
      lessLabel={t('less', { what: label })}
      moreLabel={t('more', { what: label })}
    />
  )
  return (
    <>
      <div className="grid gap-1.5">
        {stepper('horizonDays', t('terms.horizon'), 365)}
        <p className="text-sm text-soft">{t('terms.horizonLead', { days: draft.horizonDays })}</p>
      </div>
      <Select
        label={t('terms.lead2')}
        hint={t('terms.lead2Lead')}
        required
        value={draft.leadMinutes}
        onChange={({ target }) => change({ leadMinutes: Number(target.value) })}
      >
        {options.map((minutes) => (
          <option key={minutes} value={minutes}>
            {minutes === 0
              ? t('terms.leadNone')
              : minutes % 60 === 0
                ? t('terms.leadHours', { hours: minutes / 60 })
                : t('terms.leadMinutes', { minutes })}
          </option>
        ))}
      </Select>
      <Select
        label={t('terms.step')}
        required
        value={draft.stepMinutes}
        onChange={({ target }) => change({ stepMinutes: Number(target.value) as 15 | 30 | 60 })}
      >
        {[15, 30, 60].map((minutes) => (
          <option key={minutes} value={minutes}>
            {t('minutes', { minutes })}
          </option>
        ))}
      </Select>
      {stepper('servicesMost', t('terms.most'), 5)}
    </>
  )
}

function Closed({ form: { draft, change } }: PartProps) {
  const t = useBookText()
  const language = useLanguage()
  const [date, setDate] = useState('')
  const dates = draft.closedDates
  const add = () => {
    if (!date || dates.includes(date)) return
    change({ closedDates: [...dates, date].toSorted() })
    setDate('')
  }
  return (
    <fieldset className="grid gap-3">
      <legend className="font-semibold">{t('terms.closed')}</legend>
      <p className="text-sm text-soft">{t('terms.closedLead')}</p>
      {dates.length === 0 ? <p className="text-soft">{t('terms.closedNone')}</p> : null}
      <ul className="grid gap-2">
        {dates.map((one) => (
          <li
            key={one}
            className="flex items-center justify-between rounded-2xl border border-line bg-card px-4"
          >
            {dayText(one, language)}
            <Button
              kind="plain"
              className="px-3"
              aria-label={t('terms.closedRemoveOf', { day: dayText(one, language) })}
              onClick={() => change({ closedDates: dates.filter((other) => other !== one) })}
            >
              {t('terms.closedRemove')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-end gap-3">
        <Field
          type="date"
          label={t('terms.closedDate')}
          value={date}
          onChange={({ target }) => setDate(target.value)}
        />
        <Button kind="quiet" onClick={add}>
          {t('terms.closedAdd')}
        </Button>
      </div>
    </fieldset>
  )
}
