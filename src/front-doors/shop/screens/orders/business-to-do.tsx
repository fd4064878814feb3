import { Link } from '@tanstack/react-router'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useQuery } from '../../../../web/query.ts'
import { businessQuery } from './desk-queries.ts'
import { useDeskText } from './text.ts'

const needed = ['company', 'representative', 'businessNumber', 'address', 'phone'] as const

/** Says where a seller works that who sells is not said yet, and leads there. */
export function BusinessToDo({ marketId }: { readonly marketId: string }) {
  const t = useDeskText()
  const { data } = useQuery(businessQuery(marketId))
  if (!data || needed.every((name) => data[name])) return null
  return (
    <Notice tone="warn" title={t('business.missing')} className="no-print">
      <Link
        to="/desk/$storeId"
        params={{ storeId: marketId }}
        search={{ tab: 'business' }}
        className="inline-flex min-h-11 items-center font-semibold underline"
      >
        {t('business.fillIn')}
      </Link>
    </Notice>
  )
}
