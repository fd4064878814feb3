import type { ReactNode } from 'react'
import type { DeskPartProps } from '../../../../web/door.ts'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { useLive } from '../../../../web/live.ts'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { patchPlaces, type ShopAnswer, shopQuery } from '../shops/shop-queries.ts'
import { DailyTimes } from './daily-times.tsx'
import * as history from './history.tsx'
import { Schedule } from './schedule/schedule.tsx'
import { scheduleQuery } from './schedule/schedule-queries.ts'
import { TodayDesk } from './today-desk.tsx'

interface WithTodayProps extends Pick<DeskPartProps, 'store'> {
  readonly children: (answer: ShopAnswer) => ReactNode
}

/** A tab of a shop's desk, with live counts. */
function WithToday({ store: { id }, children }: WithTodayProps) {
  const client = useQueryClient()
  const asked = useQuery({ ...shopQuery(id), refetchInterval: 30_000 })
  useLive(id, {
    onPlaces: (changes) => patchPlaces(client, id, changes),
    onOpen: () => client.invalidateQueries({ queryKey: shopQuery(id).queryKey }),
  })
  return <Loaded query={asked}>{children}</Loaded>
}

export const Today = (props: DeskPartProps) => (
  <WithToday store={props.store}>
    {(answer) =>
      answer.times.length === 0 ? (
        <WithoutTimes {...props} answer={answer} />
      ) : (
        <TodayDesk answer={answer} />
      )
    }
  </WithToday>
)

/** A shop that sells services only has its day with its people. */
function WithoutTimes({ answer, ...props }: DeskPartProps & { readonly answer: ShopAnswer }) {
  const asked = useQuery(scheduleQuery(props.store.id, undefined))
  return (
    <Loaded query={asked}>
      {({ people }) =>
        people.length > 0 ? <Schedule {...props} /> : <TodayDesk answer={answer} />
      }
    </Loaded>
  )
}

export const Times = ({ store }: DeskPartProps) => (
  <WithToday store={store}>{(answer) => <DailyTimes answer={answer} />}</WithToday>
)

export const History = ({ store, date }: DeskPartProps) => (
  <WithToday store={store}>
    {(answer) => <history.History answer={answer} opened={date} />}
  </WithToday>
)
