import { useQuery } from '../../../../web/query.ts'
import { businessQuery } from './desk-queries.ts'
import { useDeskText } from './text.ts'

const shown = [
  'company',
  'representative',
  'businessNumber',
  'mailOrderNumber',
  'address',
  'phone',
  'email',
] as const

/** Who sells, below the pages of a shop; nothing until its seller has said so. */
export function BusinessFooter({ marketId }: { readonly marketId: string }) {
  const t = useDeskText()
  const { data } = useQuery(businessQuery(marketId))
  const said = data ? shown.filter((name) => data[name]) : []
  if (!data || said.length === 0) return null
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line pt-4 text-sm text-soft">
      {said.map((name) => (
        <div key={name} className="flex gap-1.5">
          <dt>{t(name === 'address' ? 'business.shownAddress' : `business.${name}`)}</dt>
          <dd>{data[name]}</dd>
        </div>
      ))}
    </dl>
  )
}
