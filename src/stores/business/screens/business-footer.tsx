import { useQuery } from '../../../web/query.ts'
import { businessQuery } from './business-query.ts'
import { useBusinessText } from './text.ts'

const shown = [
  'company',
  'representative',
  'businessNumber',
  'mailOrderNumber',
  'address',
  'phone',
  'email',
] as const

/** Who sells, below the pages of a store and where it is paid; nothing until its owner has said so. */
export function BusinessFooter({ storeId }: { readonly storeId: string }) {
  const t = useBusinessText()
  const { data } = useQuery(businessQuery(storeId))
  const said = data ? shown.filter((name) => data[name]) : []
  if (!data || said.length === 0) return null
  return (
    <section aria-label={t('title')} className="border-t border-line pt-4 text-sm text-soft">
      <dl className="flex flex-wrap gap-x-4 gap-y-1">
        {said.map((name) => (
          <div key={name} className="flex gap-1.5">
            <dt className="shrink-0">{t(name === 'address' ? 'shownAddress' : name)}</dt>
            <dd className="wrap-anywhere">{data[name]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
