import type { Currency } from '../../../../kernel/money.ts'
import { call } from '../../../../web/call.ts'
import type { DeskPartProps } from '../../../../web/door.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Submit } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useQuery } from '../../../../web/query.ts'
import { useForm } from '../../../../web/use-form.ts'
import type * as owner from '../../owner-contract.ts'
import { menuText } from '../text.ts'
import { AmountField } from './amount-field.tsx'
import { type TermsAnswer, termsQuery, useRefreshAuction } from './owner-queries.ts'
import { StepsEditor } from './steps-editor.tsx'
import {
  draftOfTerms,
  type TermsDraft,
  type TermsField,
  termsOf,
  wrongTerms,
} from './terms-draft.ts'
import { useSellerText } from './text.ts'

/** The terms of lots that are registered from now on. */
export function Terms({ store }: DeskPartProps) {
  const t = useSellerText()
  const query = useQuery({ ...termsQuery(store.id), staleTime: 0 })
  return (
    <div className="grid max-w-4xl gap-5">
      <h2 className="sr-only">{menuText()('tabs.terms')}</h2>
      <Notice>{t('terms.lead')}</Notice>
      <Loaded query={query}>
        {(terms) => (
          <TermsForm
            key={JSON.stringify(terms)}
            auctionId={store.id}
            currency={store.currency}
            terms={terms}
          />
        )}
      </Loaded>
    </div>
  )
}

interface TermsFormProps {
  readonly auctionId: string
  readonly currency: Currency
  readonly terms: TermsAnswer
}

function TermsForm({ auctionId, currency, terms }: TermsFormProps) {
  const t = useSellerText()
  const refresh = useRefreshAuction(auctionId)
  const { draft, change, isTried, pending, problem, submit } = useForm({
    first: () => draftOfTerms(terms, currency),
    request: (typed: TermsDraft) => {
      const body = termsOf(typed, currency)
      const params = { auctionId }
      return (
        body &&
        (() => call<typeof owner.setTerms>('PUT /v1/auctions/:auctionId/terms', { params, body }))
      )
    },
    onDone: () => {
      announce(t('terms.saved'))
      return refresh()
    },
  })
  return (
    <form noValidate onSubmit={submit} className="grid gap-8">
      <StepsEditor
        {...{ currency, isTried }}
        steps={draft.steps}
        onChange={(steps) => change({ steps })}
      />
      <TermsFields
        {...{ draft, currency }}
        wrong={isTried ? wrongTerms(draft, currency) : new Set()}
        onChange={change}
      />
      <Refused problem={problem} />
      <Submit pending={pending} className="justify-self-end">
        {t('terms.save')}
      </Submit>
    </form>
  )
}

interface TermsFieldsProps {
  readonly draft: TermsDraft
  readonly currency: Currency
  readonly wrong: ReadonlySet<TermsField>
  readonly onChange: (part: Partial<TermsDraft>) => void
}

function TermsFields({ draft, currency, wrong, onChange }: TermsFieldsProps) {
  const t = useSellerText()
  const errorOf = (name: TermsField) => (wrong.has(name) ? t(`terms.wrong.${name}`) : undefined)
  const number = (name: 'unpaidMost' | 'extendSeconds' | 'extendMostMinutes') => (
    <Field
      label={t(`terms.field.${name}`)}
      hint={t(`terms.hint.${name}`)}
      required={name !== 'unpaidMost'}
      inputMode="decimal"
      autoComplete="off"
      value={draft[name]}
      error={errorOf(name)}
      onChange={({ target }) => onChange({ [name]: target.value })}
    />
  )
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <AmountField
        label={t('terms.field.deposit')}
        hint={t('terms.hint.deposit')}
        typed={draft.deposit}
        error={errorOf('deposit')}
        onType={(deposit) => onChange({ deposit })}
        {...{ currency }}
      />
      <AmountField
        label={t('terms.field.bidMost')}
        hint={t('terms.hint.bidMost')}
        typed={draft.bidMost}
        error={errorOf('bidMost')}
        onType={(bidMost) => onChange({ bidMost })}
        {...{ currency }}
      />
      {number('extendSeconds')}
      {number('extendMostMinutes')}
      {number('unpaidMost')}
    </div>
  )
}
