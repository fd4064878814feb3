import { SetupSteps } from '../../../../stores/screens/desk/setup-steps.tsx'
import type { DoorPartProps } from '../../../../web/door.ts'
import { useQuery } from '../../../../web/query.ts'
import { menuText } from '../text.ts'
import { neededSteps } from './idle-tabs.ts'
import { seatingTermsQuery } from './seating/seating-queries.ts'
import { useOwnerText } from './text.ts'
import { useWays } from './use-ways.ts'

/** What a restaurant needs before parties can book it. */
export function Setup({ storeId }: DoorPartProps) {
  const t = useOwnerText()
  const ways = useWays(storeId)
  const { data: terms } = useQuery(seatingTermsQuery(storeId))
  if (!ways || !terms) return null
  const steps = neededSteps(ways).map((step) => ({
    ...step,
    ...{ title: menuText()(`tabs.${step.tab}`), lead: t(`setup.${step.tab}`) },
  }))
  if (steps.length === 0) return null
  const { horizonDays, partyMost } = terms
  const optional = {
    ...{ tab: 'seating', title: menuText()('tabs.seating'), isDone: undefined },
    lead: t('setup.seating', { days: horizonDays, count: partyMost }),
  }
  return (
    <SetupSteps
      steps={[...steps, optional]}
      {...(!ways.hasTables && { other: { tab: 'times', title: t('setup.byTimes') } })}
    />
  )
}
