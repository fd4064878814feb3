import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { weekdayName } from '../../../../../kernel/format.ts'
import { profileQuery } from '../../../../../stores/profile/screens/profile-query.ts'
import { call } from '../../../../../web/call.ts'
import type { DeskPartProps } from '../../../../../web/door.ts'
import { Button, buttonLook, Submit } from '../../../../../web/kit/button.tsx'
import { focusFirstWrong } from '../../../../../web/kit/field.tsx'
import { Loaded } from '../../../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../../../web/query.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type * as owner from '../../../seating-owner-contract.ts'
import { freeTimesKey } from '../../restaurants/parties/party-queries.ts'
import { menuText } from '../../text.ts'
import { idleTabs } from '../idle-tabs.ts'
import { useWays } from '../use-ways.ts'
import { CopyDay } from './copy-day.tsx'
import { nextService, ServiceFields } from './hours-fields.tsx'
import { type Service, serviceHoursQuery, type WeeklyService } from './seating-queries.ts'
import { SpecialDates } from './special-hours.tsx'
import { useSeatingText } from './text.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** When parties are served: by weekday, and on dates with hours of their own. */
export function Hours({ store }: DeskPartProps) {
  const ways = useWays(store.id)
  if (ways && idleTabs(ways).includes('hours')) return <ByWeeklyTimes />
  return <HoursOfTables store={store} />
}

/** Without tables hours sell nothing: the weekly times say when the restaurant is booked. */
function ByWeeklyTimes() {
  const t = useSeatingText()
  return (
    <EmptyState
      title={t('hours.byTimes')}
      action={
        <Link to="." search={{ tab: 'times' }} className={buttonLook()}>
          {menuText()('tabs.times')}
        </Link>
      }
    >
      {t('hours.byTimesLead')}
    </EmptyState>
  )
}

function HoursOfTables({ store }: Pick<DeskPartProps, 'store'>) {
  const t = useSeatingText()
  const query = useQuery(serviceHoursQuery(store.id))
  return (
    <div className="grid max-w-3xl gap-10">
      <div className="grid gap-6">
        <h2 className="sr-only">{menuText()('tabs.hours')}</h2>
        <p className="text-soft">{t('hours.lead')}</p>
        <Loaded query={query}>
          {({ services }) => <WeekForm restaurantId={store.id} saved={services} />}
        </Loaded>
      </div>
      <SpecialDates restaurantId={store.id} />
      <p className="text-soft">
        {t('hours.closedLead')}{' '}
        <Link to="." search={{ tab: 'closed' }} className="font-semibold underline">
          {menuText()('tabs.closed')}
        </Link>
      </p>
    </div>
  )
}

interface WeekFormProps {
  readonly restaurantId: string
  readonly saved: readonly WeeklyService[]
}

function WeekForm({ restaurantId, saved }: WeekFormProps) {
  const t = useSeatingText()
  const client = useQueryClient()
  const [week, setWeek] = useState(saved)
  const [isSaved, setSaved] = useState(false)
  const [copied, copy] = useState<number>()
  const { pending, problem, send } = useSend()
  const change = (next: readonly WeeklyService[]) => {
    setWeek(next)
    setSaved(false)
  }
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const sent = await send(() =>
      call<typeof owner.putServiceHours>('PUT /v1/restaurants/:restaurantId/service-hours', {
        params: { restaurantId },
        body: { services: [...week] },
      }),
    )
    setSaved(sent?.ok === true)
    if (!sent?.ok) return focusFirstWrong(form)
    client.setQueryData(serviceHoursQuery(restaurantId).queryKey, sent.answer)
    void client.invalidateQueries({ queryKey: freeTimesKey(restaurantId) })
    void client.invalidateQueries({ queryKey: profileQuery(restaurantId).queryKey })
  }
  return (
    <>
      <form onSubmit={save} noValidate className="grid gap-6">
        <Refused problem={problem} />
        {weekdays.map((weekday) => (
          <Weekday
            key={weekday}
            {...{ weekday, week }}
            wrong={problem && { at: Number(problem.service ?? -1), title: problem.title }}
            onChange={change}
            onCopy={() => copy(weekday)}
          />
        ))}
        {isSaved ? <Notice tone="good" title={t('saved')} /> : null}
        <Submit pending={pending} className="justify-self-start">
          {t('save')}
        </Submit>
      </form>
      {copied ? (
        <CopyDay {...{ weekday: copied, week, onWeek: change, onClose: () => copy(undefined) }} />
      ) : null}
    </>
  )
}

interface WeekdayProps {
  readonly weekday: number
  readonly week: readonly WeeklyService[]
  /** Which service of the week was refused, and why. */
  readonly wrong: { readonly at: number; readonly title: string } | undefined
  readonly onChange: (week: readonly WeeklyService[]) => void
  readonly onCopy: () => void
}

function Weekday({ weekday, week, wrong, onChange, onCopy }: WeekdayProps) {
  const t = useSeatingText()
  const day = weekdayName(weekday, useLanguage(), 'long')
  const own = week.flatMap((service, at) => (service.weekday === weekday ? [{ service, at }] : []))
  const replace = (at: number, service: Service) =>
    onChange(week.map((one, index) => (index === at ? { ...service, weekday } : one)))
  const add = () =>
    onChange([...week, { weekday, ...nextService(own.map(({ service }) => service)) }])
  return (
    <section aria-label={day} className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line pb-1">
        <h3 className="font-bold">
          {day}{' '}
          {own.length === 0 ? (
            <span className="font-normal text-soft">{t('hours.none')}</span>
          ) : null}
        </h3>
        <div className="flex flex-wrap">
          {own.length > 0 ? (
            <Button
              kind="plain"
              className="px-3"
              onClick={onCopy}
              aria-label={t('hours.copyOf', { day })}
            >
              {t('hours.copy')}
            </Button>
          ) : null}
          <Button
            kind="plain"
            className="px-3"
            onClick={add}
            aria-label={t('hours.addOf', { day })}
          >
            {t('hours.add')}
          </Button>
        </div>
      </div>
      {own.map(({ service: { weekday: _, ...service }, at }, index) => (
        <ServiceFields
          key={at}
          service={service}
          title={`${day} ${index + 1}`}
          error={wrong?.at === at ? wrong.title : undefined}
          onChange={(next) => replace(at, next)}
          onRemove={() => onChange(week.filter((_one, other) => other !== at))}
        />
      ))}
    </section>
  )
}
