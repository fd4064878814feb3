import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { buttonLook } from '../../../web/kit/button.tsx'
import { useInfiniteQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { hasDesk } from '../role.tsx'
import { myStoresQuery, type StorePage } from '../store-queries.ts'
import { useStoresText } from '../text.ts'

/** To another store of the reader's, or to the list of all. */
export function StoreSwitch({ storeId }: { readonly storeId: string }) {
  return hasDesk(useMe()) ? <Switch storeId={storeId} /> : <ToAll />
}

function ToAll() {
  const t = useStoresText()
  return (
    <Link to="/desk" className={buttonLook('quiet')}>
      {t('desk.all')}
    </Link>
  )
}

function Switch({ storeId }: { readonly storeId: string }) {
  const t = useStoresText()
  const menu = useRef<HTMLElement>(null)
  const here = useRouterState({ select: ({ location }) => location.pathname })
  const list = useInfiniteQuery<StorePage>(myStoresQuery)
  const others = (list.data?.pages[0]?.data ?? []).filter(({ id }) => id !== storeId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation closes the menu
  useEffect(() => menu.current?.hidePopover(), [here])
  if (others.length === 0) return <ToAll />
  const item = 'flex min-h-11 items-center rounded-xl px-3 font-medium hover:bg-well'
  return (
    <>
      <button type="button" popoverTarget="stores" className={buttonLook('quiet')}>
        {t('desk.switch')}
      </button>
      <nav
        ref={menu}
        id="stores"
        popover="auto"
        aria-label={t('desk.switch')}
        className="m-auto max-h-[80vh] w-[min(24rem,calc(100vw-2rem))] overflow-y-auto rounded-2xl border border-line bg-card p-2 text-ink shadow-lift"
      >
        {others.map(({ id, name }) => (
          <Link key={id} to="/desk/$storeId" params={{ storeId: id }} className={item}>
            {name}
          </Link>
        ))}
        <Link to="/desk" className={`${item} text-accent`}>
          {t('desk.all')}
        </Link>
      </nav>
    </>
  )
}
