import { Link } from '@tanstack/react-router'
import { Notice } from '../../../../web/kit/notice.tsx'
import { menuText } from '../text.ts'
import { useOwnerText } from './text.ts'
import { useWays } from './use-ways.ts'

interface SoldApartProps {
  readonly restaurantId: string
  /** Where the other of the two sales is. */
  readonly other: 'times' | 'tables'
}

/** Warns where tables are sold in both ways: neither knows what the other has sold. */
export function SoldApart({ restaurantId, other }: SoldApartProps) {
  const t = useOwnerText()
  const ways = useWays(restaurantId)
  if (!ways?.hasTimes || !ways.hasTables) return null
  return (
    <Notice tone="warn" title={t('apart.title')}>
      {t('apart.lead')}{' '}
      <Link to="." search={{ tab: other }} className="font-semibold underline">
        {menuText()(`tabs.${other}`)}
      </Link>
    </Notice>
  )
}
