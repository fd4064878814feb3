import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { StaffRole } from '../../../kernel/endpoint.ts'
import type { StoreAnswer } from '../../../web/door.ts'
import { showInStrip } from '../../../web/kit/strip.ts'
import { useQuery } from '../../../web/query.ts'
import { mayAs, useRoleAt } from '../role.tsx'
import { storeQuery } from '../store-queries.ts'
import { useStoresText } from '../text.ts'
import { useDoors } from '../use-door.ts'
import { useShownTabs } from './door-tabs.ts'
import { type Sorted, sectionsOf } from './tab-sections.ts'

/** The common tabs, and the least of staff who may use each; `desk.tsx` has their content. */
export const commonTabs = {
  calendar: 'desk',
  report: 'manager',
  acts: undefined,
  payments: 'manager',
  policy: 'manager',
  profile: 'manager',
  menu: 'manager',
  pictures: 'manager',
  'waiting-room': 'desk',
  notices: 'desk',
  staff: undefined,
  details: 'manager',
} as const satisfies Readonly<Record<string, StaffRole | undefined>>

export type CommonTab = keyof typeof commonTabs

const commonTabNames = Object.keys(commonTabs) as CommonTab[]

/** Those of a store: where nothing has a time, there is no calendar. */
export function useCommonTabs(store: Pick<StoreAnswer, 'door' | 'also'> | undefined): CommonTab[] {
  const doors = useDoors()
  const names = store ? [store.door, ...store.also] : []
  const isTimeless = names.every(
    (name) => doors.find((door) => door.name === name)?.stores.isTimeless,
  )
  return commonTabNames.filter((name) => name !== 'calendar' || !isTimeless)
}

interface TabsProps {
  readonly storeId: string
  /** The name of the tab that is open. */
  readonly here: string
}

const look = (isHere: boolean): string =>
  `flex min-h-12 items-center border-b-3 px-3 font-semibold sm:px-2 whitespace-nowrap ${
    isHere
      ? 'border-accent text-accent forced-colors:border-[Highlight]'
      : 'border-transparent text-soft hover:text-ink forced-colors:border-[Canvas]'
  }`

/** In which section each common tab is. */
const commonSections: Readonly<Record<CommonTab, 'overview' | 'money' | 'settings'>> = {
  ...{ calendar: 'overview', report: 'overview', acts: 'overview' },
  ...{ payments: 'money', policy: 'money', pictures: 'settings' },
  ...{ profile: 'settings', menu: 'settings' },
  ...{ 'waiting-room': 'settings', notices: 'settings', staff: 'settings', details: 'settings' },
}

interface Tab extends Sorted {
  readonly sectionTitle: string
}

/**
 * The tabs of a store, each with its own address: those of its doors that it has a use for, then the common ones. More than fit in a
 * row are sorted into sections, with the tabs of the open one below.
 */
export function Tabs({ storeId, here }: TabsProps) {
  const t = useStoresText()
  const { data: store } = useQuery(storeQuery(storeId))
  const doorTabs = useShownTabs(store, here)
  const commonNames = useCommonTabs(store)
  const role = useRoleAt(storeId)
  const tabs: Tab[] = [
    ...doorTabs.map(({ name, right, title, door, doorTitle }) => ({
      ...{ name, right, title: title(), section: door, sectionTitle: doorTitle },
    })),
    ...commonNames.map((name) => {
      const section = commonSections[name]
      const right = commonTabs[name]
      return { name, right, title: t(`desk.${name}`), section, sectionTitle: t(`desk.${section}`) }
    }),
  ].filter(({ right }) => mayAs(role, right))
  const sections = sectionsOf(tabs)
  const open = sections.find((some) => some.some(({ name }) => name === here)) ?? sections[0] ?? []
  return (
    <nav aria-label={t('desk.tabs')} className="no-print grid min-h-12 gap-2">
      {doorTabs.length > 0 && sections.length > 1 ? (
        <Row>
          {sections.map(([first]) =>
            first ? (
              <SectionLink key={first.section} {...{ storeId, first }} isOpen={first === open[0]} />
            ) : null,
          )}
        </Row>
      ) : null}
      {doorTabs.length > 0 ? (
        <Row isLast>
          {open.map(({ name, title }) => (
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
          ))}
        </Row>
      ) : null}
    </nav>
  )
}

/** Links side by side. Where they are wider than the screen, its end fades out, to show that more follows. */
const Row = ({ isLast, children }: { readonly isLast?: boolean; readonly children: ReactNode }) => (
  <ul
    className={`relative -mx-4 flex gap-1 overflow-x-auto px-4 max-lg:[mask-image:linear-gradient(to_right,black_calc(100%-4rem),transparent)] max-lg:pr-16 sm:mx-0 sm:pl-0 lg:pr-0 ${
      isLast ? 'border-b border-line' : ''
    }`}
  >
    {children}
  </ul>
)

interface SectionLinkProps {
  readonly storeId: string
  readonly first: Tab
  readonly isOpen: boolean
}

const SectionLink = ({ storeId, first, isOpen }: SectionLinkProps) => (
  <li className="shrink-0">
    <Link
      ref={isOpen ? showInStrip : undefined}
      to="/desk/$storeId"
      params={{ storeId }}
      search={{ tab: first.name }}
      resetScroll={false}
      aria-current={isOpen ? 'true' : undefined}
      activeProps={{}}
      className={`inline-flex min-h-11 items-center rounded-full px-4 font-semibold whitespace-nowrap ${
        isOpen ? 'bg-ink text-paper' : 'bg-well hover:bg-blush'
      }`}
    >
      {first.sectionTitle}
    </Link>
  </li>
)
