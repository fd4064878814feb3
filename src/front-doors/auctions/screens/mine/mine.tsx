import { Link, useSearch } from '@tanstack/react-router'
import { Page } from '../../../../web/kit/page.tsx'
import { ToSignIn } from '../../../../web/kit/states.tsx'
import { useMe } from '../../../../web/session.ts'
import { tabLook } from '../tabs.ts'
import { MyBids } from './my-bids.tsx'
import { useMineText } from './text.ts'
import { Wins } from './wins.tsx'

const tabs = ['bids', 'wins', 'lost'] as const

/** The reader's own bids, and what has come of them. */
export function Mine() {
  const t = useMineText()
  const { tab = 'bids' } = useSearch({ from: '/auctions/mine' })
  const me = useMe()
  if (me === null || me?.isGuest) return <ToSignIn />
  return (
    <Page title={t('title')}>
      <nav aria-label={t('title')} className="flex flex-wrap gap-1">
        {tabs.map((one) => (
          <Link
            key={one}
            to="/auctions/mine"
            search={{ tab: one }}
            replace
            aria-current={one === tab ? 'page' : undefined}
            className={tabLook(one === tab)}
          >
            {t(`tabs.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'wins' ? <Wins /> : <MyBids key={tab} kind={tab} />}
    </Page>
  )
}
