import { SetupSteps } from '../../../../stores/screens/desk/setup-steps.tsx'
import type { DoorPartProps } from '../../../../web/door.ts'
import { useQuery } from '../../../../web/query.ts'
import { menuText } from '../text.ts'
import { ownHallQuery, ownPerformancesQuery } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

/** What a concert needs before seats can be booked. */
export function Setup({ storeId }: DoorPartProps) {
  const t = useOrganiserText()
  const { data: hall } = useQuery(ownHallQuery(storeId))
  const { data: performances } = useQuery(ownPerformancesQuery(storeId))
  if (hall === undefined || !performances) return null
  const step = (tab: 'hall' | 'performances', isDone: boolean) => ({
    ...{ tab, isDone, title: menuText()(`tabs.${tab}`), lead: t(`setup.${tab}`) },
  })
  return (
    <SetupSteps
      steps={[step('hall', hall !== null), step('performances', performances.data.length > 0)]}
    />
  )
}
