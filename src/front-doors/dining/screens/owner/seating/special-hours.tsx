import { type FormEvent, useState } from 'react'
import { dayText } from '../../../../../kernel/format.ts'
import { call } from '../../../../../web/call.ts'
import { Button, Submit } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../../../web/kit/field.tsx'
import { Loaded } from '../../../../../web/kit/loaded.tsx'
import { Refused } from '../../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../../../web/query.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type * as owner from '../../../seating-owner-contract.ts'
import { freeTimesKey } from '../../restaurants/parties/party-queries.ts'
import { nextService, ServiceFields } from './hours-fields.tsx'
import { type Service, type SpecialHours, specialHoursQuery } from './seating-queries.ts'
import { useSeatingText } from './text.ts'

function useRefresh(restaurantId: string) {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: specialHoursQuery(restaurantId).queryKey }),
      client.invalidateQueries({ queryKey: freeTimesKey(restaurantId) }),
    ])
}

interface SpecialDatesProps {
  readonly restaurantId: string
}

/** Dates that have hours of their own instead of their weekday's. */
export function SpecialDates({ restaurantId }: SpecialDatesProps) {
  const t = useSeatingText()
  const query = useQuery(specialHoursQuery(restaurantId))
  const [editing, setEditing] = useState<SpecialHours | 'new'>()
  return (
    <section aria-labelledby="special" className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h3 id="special" className="text-xl font-bold">
            {t('special.title')}
          </h3>
          <p className="text-soft">{t('special.lead')}</p>
        </div>
        <Button kind="quiet" onClick={() => setEditing('new')}>
          {t('special.add')}
        </Button>
      </div>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-soft">{t('special.none')}</p>
          ) : (
            <ul className="grid gap-2">
              {data.map((special) => (
                <li key={special.date}>
                  <SpecialDate
                    {...{ restaurantId, special }}
                    onChange={() => setEditing(special)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing ? (
        <SpecialDialog
          restaurantId={restaurantId}
          known={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </section>
  )
}

interface SpecialDateProps extends SpecialDatesProps {
  readonly special: SpecialHours
  readonly onChange: () => void
}

function SpecialDate({ restaurantId, special: { date, services }, onChange }: SpecialDateProps) {
  const t = useSeatingText()
  const day = dayText(date, useLanguage())
  const refresh = useRefresh(restaurantId)
  const { pending, problem, send } = useSend()
  const remove = async () => {
    await send(() =>
      call<typeof owner.deleteSpecialHours>(
        'DELETE /v1/restaurants/:restaurantId/special-hours/:date',
        { params: { restaurantId, date } },
      ),
    )
    await refresh()
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 rounded-2xl border border-line bg-card px-4 py-2">
      <Refused problem={problem} />
      <p>
        <span className="font-bold">{day}</span>{' '}
        {services.map(({ opens, lastSeating }) => `${opens}–${lastSeating}`).join(', ')}
      </p>
      <div className="flex flex-wrap">
        <Button kind="plain" className="px-3" onClick={onChange}>
          {t('special.change')}
        </Button>
        <Button kind="plain" className="px-3" pending={pending} onClick={remove}>
          {t('special.remove')}
        </Button>
      </div>
    </div>
  )
}

interface SpecialDialogProps extends SpecialDatesProps {
  readonly known: SpecialHours | undefined
  readonly onClose: () => void
}

function SpecialDialog({ restaurantId, known, onClose }: SpecialDialogProps) {
  const t = useSeatingText()
  const refresh = useRefresh(restaurantId)
  const [date, setDate] = useState(known?.date ?? '')
  const [services, setServices] = useState<readonly Service[]>(known?.services ?? [nextService([])])
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    const form = event.currentTarget
    if (!date || services.length === 0) return focusFirstWrong(form)
    const sent = await send(() =>
      call<typeof owner.putSpecialHours>('PUT /v1/restaurants/:restaurantId/special-hours/:date', {
        params: { restaurantId, date },
        body: { services: [...services] },
      }),
    )
    if (!sent?.ok) return focusFirstWrong(form)
    await refresh()
    onClose()
  }
  return (
    <Dialog title={t(known ? 'special.change' : 'special.add')} onClose={onClose}>
      <form onSubmit={save} noValidate className="grid gap-4">
        <Refused problem={problem} />
        <Field
          type="date"
          label={t('special.date')}
          required
          readOnly={known !== undefined}
          value={date}
          error={isTried && !date ? t('special.dateMissing') : undefined}
          onChange={({ target }) => setDate(target.value)}
        />
        {services.map((service, at) => (
          <ServiceFields
            // biome-ignore lint/suspicious/noArrayIndexKey: services are named by their order
            key={at}
            service={service}
            title={String(at + 1)}
            error={problem?.service === at ? problem.title : undefined}
            onChange={(next) =>
              setServices(services.map((one, other) => (other === at ? next : one)))
            }
            onRemove={() => setServices(services.filter((_, other) => other !== at))}
          />
        ))}
        {isTried && services.length === 0 ? (
          <p className="text-sm font-medium text-bad">{t('special.servicesMissing')}</p>
        ) : null}
        <div className="flex flex-wrap justify-end gap-3">
          <Button kind="quiet" onClick={() => setServices([...services, nextService(services)])}>
            {t('hours.add')}
          </Button>
          <Submit pending={pending}>{t('save')}</Submit>
        </div>
      </form>
    </Dialog>
  )
}
