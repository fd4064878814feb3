import type { Currency } from '../../../../kernel/money.ts'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useForm } from '../../../../web/use-form.ts'
import type * as contract from '../../checkout/contract.ts'
import { ISLANDS, JEJU } from '../../checkout/fee-rules.ts'
import { menuText } from '../text.ts'
import { type Terms, termsKey, termsQuery } from './checkout-queries.ts'
import {
  type AreaDraft,
  draftOfTerms,
  rangesOf,
  rangesText,
  type TermsDraft,
  termsOf,
} from './terms-draft.ts'
import { useCheckoutText } from './text.ts'

/** What a shop asks for delivery. */
export function DeliveryDesk({ store }: DeskPartProps) {
  const t = useCheckoutText()
  const query = useQuery({ ...termsQuery(store.id), staleTime: 0 })
  return (
    <div className="grid max-w-3xl gap-5">
      <h2 className="sr-only">{menuText()('tabs.delivery')}</h2>
      <Notice>{t('terms.lead')}</Notice>
      <Loaded query={query}>
        {(terms) => (
          <TermsForm
            key={JSON.stringify(terms)}
            marketId={store.id}
            currency={store.currency}
            terms={terms}
          />
        )}
      </Loaded>
    </div>
  )
}

interface TermsFormProps {
  readonly marketId: string
  readonly currency: Currency
  readonly terms: Terms
}

function TermsForm({ marketId, currency, terms }: TermsFormProps) {
  const t = useCheckoutText()
  const client = useQueryClient()
  const { draft, change, isTried, pending, problem, submit } = useForm({
    first: () => draftOfTerms(terms, currency),
    request: (typed: TermsDraft) => {
      const body = termsOf(typed, currency)
      return body && (() => putTerms(marketId, body))
    },
    onDone: (saved) => {
      announce(t('terms.saved'))
      client.setQueryData(termsKey(marketId), saved)
    },
  })
  return (
    <form noValidate onSubmit={submit} className="grid gap-6">
      <Fees {...{ draft, isTried, currency }} onChange={change} />
      <Areas {...{ isTried }} areas={draft.areas} onChange={(areas) => change({ areas })} />
      <Refused problem={problem} />
      <Submit pending={pending} className="justify-self-end">
        {t('terms.save')}
      </Submit>
    </form>
  )
}

const putTerms = (marketId: string, body: NonNullable<ReturnType<typeof termsOf>>) =>
  call<typeof contract.putDeliveryTerms>('PUT /v1/markets/:marketId/delivery-terms', {
    params: { marketId },
    body,
  })

interface FeesProps {
  readonly draft: TermsDraft
  readonly currency: Currency
  readonly isTried: boolean
  readonly onChange: (part: Partial<TermsDraft>) => void
}

function Fees({ draft, currency, isTried, onChange }: FeesProps) {
  const t = useCheckoutText()
  const { kind, fee, freeFrom } = draft
  const errorOf = (part: Partial<TermsDraft>) =>
    isTried && !termsOf({ ...blank, ...part }, currency) ? t('terms.wrong') : undefined
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <Select
        label={t('terms.kind')}
        required
        value={kind}
        onChange={({ target }) => onChange({ kind: target.value as TermsDraft['kind'] })}
      >
        <option value="free">{t('terms.free')}</option>
        <option value="flat">{t('terms.flat')}</option>
        <option value="free-from">{t('terms.freeFrom')}</option>
      </Select>
      {kind === 'free' ? null : (
        <Field
          label={t('terms.fee')}
          required
          inputMode="numeric"
          value={fee}
          error={errorOf({ kind: 'flat', fee })}
          onChange={({ target }) => onChange({ fee: target.value })}
        />
      )}
      {kind === 'free-from' ? (
        <Field
          label={t('terms.from')}
          required
          inputMode="numeric"
          value={freeFrom}
          error={errorOf({ kind: 'free-from', fee: '0', freeFrom })}
          onChange={({ target }) => onChange({ freeFrom: target.value })}
        />
      ) : null}
    </div>
  )
}

const blank: TermsDraft = { kind: 'free', fee: '', freeFrom: '', areas: [] }

interface AreasProps {
  readonly areas: readonly AreaDraft[]
  readonly isTried: boolean
  readonly onChange: (areas: readonly AreaDraft[]) => void
}

/** Jeju, islands, and what else costs more. */
function Areas({ areas, isTried, onChange }: AreasProps) {
  const t = useCheckoutText()
  const add = (name: string, ranges: string) => {
    const id = Math.max(0, ...areas.map((area) => area.id + 1))
    onChange([...areas, { id, name, surcharge: '3000', ranges }])
  }
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-1 font-bold">{t('terms.areas')}</legend>
      <p className="text-sm text-soft">{t('terms.areasLead')}</p>
      {areas.map((area) => (
        <AreaFields
          key={area.id}
          {...{ area, isTried }}
          onChange={(part) =>
            onChange(areas.map((one) => (one.id === area.id ? { ...one, ...part } : one)))
          }
          onRemove={() => onChange(areas.filter(({ id }) => id !== area.id))}
        />
      ))}
      <div className="flex flex-wrap gap-3">
        <Button kind="quiet" onClick={() => add('제주', rangesText(JEJU))}>
          {t('terms.addJeju')}
        </Button>
        <Button kind="quiet" onClick={() => add('도서·산간', rangesText(ISLANDS))}>
          {t('terms.addIslands')}
        </Button>
        <Button kind="quiet" onClick={() => add('', '')}>
          {t('terms.addArea')}
        </Button>
      </div>
    </fieldset>
  )
}

interface AreaFieldsProps {
  readonly area: AreaDraft
  readonly isTried: boolean
  readonly onChange: (part: Partial<AreaDraft>) => void
  readonly onRemove: () => void
}

function AreaFields({ area, isTried, onChange, onRemove }: AreaFieldsProps) {
  const t = useCheckoutText()
  const wrong = (isWrong: boolean) => (isTried && isWrong ? t('terms.wrong') : undefined)
  return (
    <div className="grid gap-4 rounded-2xl border border-line p-4">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          label={t('terms.name')}
          required
          maxLength={20}
          value={area.name}
          error={wrong(!area.name.trim())}
          onChange={({ target }) => onChange({ name: target.value })}
        />
        <Field
          label={t('terms.surcharge')}
          required
          inputMode="numeric"
          value={area.surcharge}
          error={wrong(!/^[\d,.]+$/.test(area.surcharge))}
          onChange={({ target }) => onChange({ surcharge: target.value })}
        />
      </div>
      <Field
        label={t('terms.ranges')}
        hint={t('terms.rangesHint')}
        required
        value={area.ranges}
        error={wrong(!rangesOf(area.ranges))}
        onChange={({ target }) => onChange({ ranges: target.value })}
      />
      <Button kind="danger" className="justify-self-start" onClick={onRemove}>
        {t('terms.remove', { name: area.name })}
      </Button>
    </div>
  )
}
