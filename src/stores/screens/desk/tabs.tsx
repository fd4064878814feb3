import { Link } from '@tanstack/react-router'
import type { StaffRole } from '../../../kernel/endpoint.ts'
import { showInStrip } from '../../../web/kit/strip.ts'
import { useQuery } from '../../../web/query.ts'
import { mayAs, useRoleAt } from '../role.tsx'
import { storeQuery } from '../store-queries.ts'
import { useStoresText } from '../text.ts'
import { useDoorTabs } from './door-tabs.ts'

/** The common tabs, and the least of staff who may use each; `desk.tsx` has their content. */
export const commonTabs = {
  pictures: 'manager',
  payments: 'manager',
  policy: 'manager',
  'waiting-room': 'desk',
  notices: 'manager',
  staff: undefined,
  details: 'manager',
} as const satisfies Readonly<Record<string, StaffRole | undefined>>

export type CommonTab = keyof typeof commonTabs

export const commonTabNames = Object.keys(commonTabs) as CommonTab[]

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
  const doorTabs = useDoorTabs(store)
  const role = useRoleAt(storeId)
  const tabs = [
    ...doorTabs.map(({ name, right, title }) => ({ name, right, title: title() })),
    ...commonTabNames.map((name) => ({
      name,
      right: commonTabs[name],
      title: t(`desk.${name}`),
    })),
  ].filter(({ right }) => mayAs(role, right))
  return (
    <nav
      aria-label={t('desk.tabs')}
      className="no-print relative -mx-4 min-h-12 border-b border-line px-4 max-sm:overflow-x-auto max-sm:[mask-image:linear-gradient(to_right,black_calc(100%-4rem),transparent)] sm:mx-0 sm:px-0"
    >
      {/* On a phone the end of the row fades out, to show that more follows. */}
      <ul className="flex gap-1 max-sm:w-max max-sm:pr-16 sm:flex-wrap">
        {doorTabs.length > 0
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
