import { useState } from 'react'
import type { DeskPartProps } from '../../../../../web/door.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { Loaded } from '../../../../../web/kit/loaded.tsx'
import { Refused, Tag } from '../../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../../../web/query.ts'
import { useSend } from '../../../../../web/use-send.ts'
import { usePriceText } from '../../appointments/services-choice.tsx'
import { menuText } from '../../text.ts'
import {
  moved,
  type OwnService,
  type OwnServices,
  putServices,
  refreshShown,
  servicesQuery,
} from './book-queries.ts'
import { ListRow } from './list-row.tsx'
import { ServiceDialog } from './services-dialog.tsx'
import { useBookText } from './text.ts'

/** What can be booked at the shop. */
export function Services({ store }: DeskPartProps) {
  const t = useBookText()
  const query = useQuery(servicesQuery(store.id))
  return (
    <div className="grid max-w-3xl gap-5">
      <h2 className="sr-only">{menuText()('tabs.services')}</h2>
      <p className="text-soft">{t('services.lead')}</p>
      <Loaded query={query}>{(saved) => <List shopId={store.id} saved={saved} />}</Loaded>
    </div>
  )
}

interface ListProps {
  readonly shopId: string
  readonly saved: OwnServices
}

function List({ shopId, saved }: ListProps) {
  const t = useBookText()
  const client = useQueryClient()
  const [editing, setEditing] = useState<OwnService | 'new'>()
  const { problem, send } = useSend()
  const { services, currency } = saved
  const onSaved = async (answer: OwnServices) => {
    client.setQueryData(servicesQuery(shopId).queryKey, answer)
    setEditing(undefined)
    await refreshShown(client, shopId)
  }
  const move = async (at: number, by: 1 | -1) => {
    const sent = await send(() => putServices(shopId, moved(services, at, by)))
    if (sent?.ok) await onSaved(sent.answer)
  }
  return (
    <>
      <Refused problem={problem} />
      {services.length === 0 ? (
        <EmptyState title={t('services.none')}>{t('services.noneLead')}</EmptyState>
      ) : (
        <ul className="grid gap-2">
          {services.map((service, at) => (
            <ListRow
              key={service.id}
              name={service.name}
              onUp={at > 0 ? () => void move(at, -1) : undefined}
              onDown={at < services.length - 1 ? () => void move(at, 1) : undefined}
            >
              <Said {...{ service, currency }} />
              <Button kind="plain" className="px-3" onClick={() => setEditing(service)}>
                {t('services.change', { name: service.name })}
              </Button>
            </ListRow>
          ))}
        </ul>
      )}
      <Button className="justify-self-start" onClick={() => setEditing('new')}>
        {t('services.add')}
      </Button>
      {editing ? (
        <ServiceDialog
          {...{ shopId, saved, onSaved }}
          known={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </>
  )
}

function Said({ service, currency }: { service: OwnService } & Pick<OwnServices, 'currency'>) {
  const t = useBookText()
  const price = usePriceText()(service, currency)
  return (
    <p className="grid">
      <span className="font-semibold">
        {service.name} {service.isHidden ? <Tag>{t('services.hidden')}</Tag> : null}
      </span>
      <span className="text-sm text-soft">
        {[service.category, t('minutes', { minutes: service.minutes }), price]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </p>
  )
}
