import { Link } from '@tanstack/react-router'
import { Notice } from '../../../web/kit/notice.tsx'
import { useQuery } from '../../../web/query.ts'
import { businessQuery } from './business-query.ts'
import { useBusinessText } from './text.ts'

const needed = ['company', 'representative', 'businessNumber', 'address', 'phone'] as const

/** Says where an owner works that who sells is not said yet, and leads there. */
export function BusinessToDo({ storeId }: { readonly storeId: string }) {
  const t = useBusinessText()
  const { data } = useQuery(businessQuery(storeId))
  if (!data || needed.every((name) => data[name])) return null
  return (
    <Notice tone="warn" title={t('missing')} className="no-print">
      <Link
        to="/desk/$storeId"
        params={{ storeId }}
        search={{ tab: 'details' }}
        className="inline-flex min-h-11 items-center font-semibold underline"
      >
        {t('fillIn')}
      </Link>
    </Notice>
  )
}
