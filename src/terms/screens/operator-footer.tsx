import { Link } from '@tanstack/react-router'
import { useQuery } from '../../web/query.ts'
import { type Operator, operatorQuery } from './terms-queries.ts'
import { useTermsPageText } from './text.ts'

const shown = [
  'company',
  'representative',
  'businessNumber',
  'mailOrderNumber',
  'address',
  'phone',
  'email',
  'hosting',
  'privacyOfficer',
] as const

/** Who runs the site, below every page; folded, so that a phone is not full of it. */
export function OperatorFooter() {
  const t = useTermsPageText()
  const { data } = useQuery(operatorQuery)
  const said = data ? shown.filter((name) => data[name]) : []
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap gap-x-5">
        <Link to="/terms" className="inline-flex min-h-11 items-center underline">
          {t('terms.title')}
        </Link>
        <Link to="/privacy" className="inline-flex min-h-11 items-center font-bold underline">
          {t('privacy.title')}
        </Link>
      </p>
      {data && said.length > 0 ? <Details operator={data} said={said} /> : null}
    </div>
  )
}

interface DetailsProps {
  readonly operator: Operator
  readonly said: readonly (typeof shown)[number][]
}

function Details({ operator, said }: DetailsProps) {
  const t = useTermsPageText()
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center">
        {t('operator.of', { company: operator.company })}
      </summary>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 pb-2">
        {said.map((name) => (
          <div key={name} className="flex gap-1.5">
            <dt className="shrink-0">{t(`operator.${name}`)}</dt>
            <dd className="wrap-anywhere">{operator[name]}</dd>
          </div>
        ))}
      </dl>
      <p>{t('operator.broker', { company: operator.company })}</p>
    </details>
  )
}
