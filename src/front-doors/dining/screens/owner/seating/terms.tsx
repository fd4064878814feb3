import { call } from '../../../../../web/call.ts'
import type { DeskPartProps } from '../../../../../web/door.ts'
import { Submit } from '../../../../../web/kit/button.tsx'
import { Field } from '../../../../../web/kit/field.tsx'
import { Loaded } from '../../../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../../../web/kit/notice.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import { Stepper } from '../../../../../web/kit/stepper.tsx'
import { useQuery, useQueryClient } from '../../../../../web/query.ts'
import { type Form, useForm } from '../../../../../web/use-form.ts'
import type * as owner from '../../../seating-owner-contract.ts'
import { freeTimesKey } from '../../restaurants/parties/party-queries.ts'
import { menuText } from '../../text.ts'
import { DepositFields, StayFields } from './money-and-stay.tsx'
import { type SeatingTerms, seatingTermsQuery } from './seating-queries.ts'
import { draftOf, leavesAt, type TermsDraft, termsFaults, termsOf } from './terms-draft.ts'
import { useSeatingText } from './text.ts'

/** How parties book: how far ahead, how long, how many. */
export function Terms({ store }: DeskPartProps) {
  const query = useQuery(seatingTermsQuery(store.id))
  return (
    <div className="grid max-w-3xl gap-6">
      <h2 className="sr-only">{menuText()('tabs.seating')}</h2>
      <Loaded query={query}>
        {(terms) => <TermsForm restaurantId={store.id} saved={terms} />}
      </Loaded>
    </div>
  )
}

interface TermsFormProps {
  readonly restaurantId: string
  readonly saved: SeatingTerms
}

function TermsForm({ restaurantId, saved }: TermsFormProps) {
  const t = useSeatingText()
  const client = useQueryClient()
  const { queryKey } = seatingTermsQuery(restaurantId)
  const form = useForm({
    first: () => draftOf(saved),
    request: (draft: TermsDraft) => {
      const body = termsOf(draft, saved.currency)
      return (
        body &&
        (() =>
          call<typeof owner.putSeatingTerms>('PUT /v1/restaurants/:restaurantId/seating-terms', {
            params: { restaurantId },
            body,
          }))
      )
    },
    onDone: (answer) => {
      client.setQueryData(queryKey, answer)
      void client.invalidateQueries({ queryKey: freeTimesKey(restaurantId) })
    },
  })
  const isSaved =
    form.isTried && JSON.stringify(termsOf(form.draft, saved.currency)) === sentText(saved)
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-8">
      <Refused problem={form.problem} />
      <WhenFields form={form} />
      <StayFields {...{ form, currency: saved.currency }} />
      <HowManyFields form={form} />
      <DepositFields {...{ restaurantId, form, currency: saved.currency }} />
      <Preview draft={form.draft} />
      {isSaved ? <Notice tone="good" title={t('saved')} /> : null}
      <Submit pending={form.pending} className="justify-self-start">
        {t('save')}
      </Submit>
    </form>
  )
}

/** What was saved, in the order in which it is sent. */
const sentText = (saved: SeatingTerms): string =>
  JSON.stringify(termsOf(draftOf(saved), saved.currency))

const leads = [null, 0, 30, 60, 120, 180, 360, 720] as const

function WhenFields({ form: { draft, change } }: { readonly form: Form<TermsDraft> }) {
  const t = useSeatingText()
  const known: readonly (number | null)[] = leads
  const options = known.includes(draft.leadMinutes) ? known : [...known, draft.leadMinutes]
  return (
    <>
      <Select
        label={t('terms.step')}
        hint={t('terms.stepLead')}
        required
        value={draft.stepMinutes}
        onChange={({ target }) => change({ stepMinutes: Number(target.value) as 15 | 30 | 60 })}
      >
        {[15, 30, 60].map((minutes) => (
          <option key={minutes} value={minutes}>
            {t('terms.minutes', { minutes })}
          </option>
        ))}
      </Select>
      <div className="grid gap-1.5">
        <Stepper
          label={t('terms.horizon')}
          value={draft.horizonDays}
          min={1}
          max={365}
          onChange={(horizonDays) => change({ horizonDays })}
          lessLabel={t('less', { what: t('terms.horizon') })}
          moreLabel={t('more', { what: t('terms.horizon') })}
        />
        <p className="text-sm text-soft">{t('terms.horizonLead', { days: draft.horizonDays })}</p>
      </div>
      <Select
        label={t('terms.lead')}
        hint={t('terms.leadLead')}
        required
        value={draft.leadMinutes ?? ''}
        onChange={({ target }) =>
          change({ leadMinutes: target.value === '' ? null : Number(target.value) })
        }
      >
        {options.map((minutes) => (
          <option key={minutes ?? ''} value={minutes ?? ''}>
            {minutes === null
              ? t('terms.leadNever')
              : t(minutes < 60 ? 'terms.leadMinutes' : 'terms.leadHours', {
                  ...{ minutes, hours: minutes / 60 },
                })}
          </option>
        ))}
      </Select>
    </>
  )
}

function HowManyFields({ form: { draft, change, isTried } }: { readonly form: Form<TermsDraft> }) {
  const t = useSeatingText()
  return (
    <>
      <div className="grid gap-1.5">
        <Stepper
          label={t('terms.partyMost')}
          value={draft.partyMost}
          min={1}
          max={100}
          onChange={(partyMost) => change({ partyMost })}
          lessLabel={t('less', { what: t('terms.partyMost') })}
          moreLabel={t('more', { what: t('terms.partyMost') })}
        />
        <p className="text-sm text-soft">{t('terms.partyMostLead')}</p>
      </div>
      <div className="grid gap-1.5">
        <Stepper
          label={t('terms.waste')}
          value={draft.wasteMost}
          min={0}
          max={100}
          onChange={(wasteMost) => change({ wasteMost })}
          lessLabel={t('less', { what: t('terms.waste') })}
          moreLabel={t('more', { what: t('terms.waste') })}
        />
        <p className="text-sm text-soft">{t('terms.wasteLead', { seats: 2 + draft.wasteMost })}</p>
      </div>
      <Field
        label={t('terms.pace')}
        hint={t('terms.paceLead')}
        inputMode="numeric"
        autoComplete="off"
        value={draft.pace}
        error={isTried && termsFaults(draft).pace ? t('terms.paceWrong') : undefined}
        onChange={({ target }) => change({ pace: target.value })}
      />
    </>
  )
}

/** What these terms mean for guests. */
function Preview({ draft }: { readonly draft: TermsDraft }) {
  const t = useSeatingText()
  const sizes = [
    ...new Set([Math.min(2, draft.partyMost), Math.min(4, draft.partyMost), draft.partyMost]),
  ]
  return (
    <Notice title={t('terms.preview')}>
      {sizes.map((count) => (
        <p key={count}>
          {t('terms.previewStay', { count, time: leavesAt(draft.stays, count, '19:00') })}
        </p>
      ))}
      <p>{t('terms.previewParty', { count: draft.partyMost + 1 })}</p>
    </Notice>
  )
}
