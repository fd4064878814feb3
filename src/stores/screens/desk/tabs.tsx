import { Link } from '@tanstack/react-router'
import { showInStrip } from '../../../web/kit/strip.ts'
import { useQuery } from '../../../web/query.ts'
import { storeQuery } from '../store-queries.ts'
import { useStoresText } from '../text.ts'
import { useDoor } from '../use-door.ts'

/** The common tabs; `desk.tsx` has their content. */
export const commonTabs = [
  'pictures',
  'payments',
  'policy',
  'waiting-room',
  'notices',
  'details',
] as const

interface TabsProps {
  readonly storeId: string
  /** The name of the tab that is open. */
  readonly here: string
}

const look = (isHere: boolean): string =>
  `flex min-h-12 items-center border-b-3 px-3 font-semibold whitespace-nowrap ${
    isHere
      ? 'border-accent text-accent forced-colors:border-[Highlight]'
      : 'border-transparent text-soft hover:text-ink forced-colors:border-[Canvas]'
  }`

/** The tabs of a store, each with its own address: those of its door, then the common ones. */
export function Tabs({ storeId, here }: TabsProps) {
  const t = useStoresText()
  const { data: store } = useQuery(storeQuery(storeId))
  const door = useDoor(store?.door)
  const tabs = [
    ...(door?.tabs ?? []).map(({ name, title }) => ({ name, title: title() })),
    ...commonTabs.map((name) => ({ name, title: t(`desk.${name}`) })),
  ]
  return (
    <nav
      aria-label={t('desk.tabs')}
      className="no-print relative -mx-4 min-h-12 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
    >
      <ul className="flex gap-1">
        {door
          ? tabs.map(({ name, title }) => (
              <li key={name} className="shrink-0">
                <Link
                  ref={name === here ? showInStrip : undefined}
                  to="/desk/$storeId"
                  params={{ storeId }}
                  search={{ tab: name }}
                  resetScroll={false}
                  aria-current={name === here ? 'page' : undefined}
                  activeProps={{}}
                  className={look(name === here)}
                >
                  {title}
                </Link>
              </li>
            ))
          : null}
      </ul>
    </nav>
  )
}
