import { SetupSteps } from '../../../../stores/screens/desk/setup-steps.tsx'
import type { DoorPartProps } from '../../../../web/door.ts'
import { useQuery } from '../../../../web/query.ts'
import { shopQuery } from '../shops/shop-queries.ts'
import { menuText } from '../text.ts'
import { peopleQuery, servicesQuery, termsQuery } from './appointments/book-queries.ts'
import { neededSteps } from './setup-steps.ts'
import { useOwnerText } from './text.ts'

/** What a shop needs before its services can be booked. */
export function Setup({ storeId }: DoorPartProps) {
  const t = useOwnerText()
  const { data: shop } = useQuery(shopQuery(storeId))
  const { data: known } = useQuery(servicesQuery(storeId))
  const { data: book } = useQuery(peopleQuery(storeId))
  const { data: terms } = useQuery(termsQuery(storeId))
  if (!shop || !known || !book || !terms) return null
  const hasTimes = shop.times.length > 0
  const steps = neededSteps({ hasTimes, ...known, ...book }).map(({ name, ...step }) => ({
    ...step,
    ...{ title: t(`setup.${name}`), lead: t(`setup.${name}Lead`) },
  }))
  if (steps.length === 0) return null
  const optional = {
    ...{ tab: 'terms', title: menuText()('tabs.terms'), isDone: undefined },
    lead: t('setup.termsLead', { days: terms.horizonDays }),
  }
  return (
    <SetupSteps
      steps={[...steps, optional]}
      {...(known.services.length === 0 && {
        other: { tab: 'times', title: t('setup.byTimes') },
      })}
    />
  )
}
