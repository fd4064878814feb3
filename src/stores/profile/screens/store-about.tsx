import type { ReactNode } from 'react'
import { priceText } from '../../../kernel/format.ts'
import { Tag } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { usePerPerson } from '../../screens/use-door.ts'
import { Address, Phone } from './address.tsx'
import { HoursList } from './hours-list.tsx'
import { type ProfileAnswer, profileQuery } from './profile-query.ts'
import { useProfileText } from './text.ts'

interface StoreAboutProps {
  readonly storeId: string
  readonly name: string
  /** By which front door it is shown. */
  readonly door: string
}

/** Where a store is, when it is open and what else guests want to know; nothing where it says nothing. */
export function StoreAbout({ storeId, name, door }: StoreAboutProps) {
  const t = useProfileText()
  const isPerPerson = usePerPerson(door)
  const { data } = useQuery(profileQuery(storeId))
  if (!data || !isSaid(data)) return null
  return (
    <section aria-labelledby="about" className="grid gap-4">
      <h2 id="about" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <dl className="grid gap-4 rounded-3xl border border-line bg-card p-5 sm:grid-cols-2 sm:gap-x-8 sm:p-6">
        {data.address ? (
          <Part title={t('address')}>
            <Address at={data} name={name} />
          </Part>
        ) : null}
        {data.hours.length > 0 || data.hoursNote ? (
          <Part title={t('hours')}>
            <OpeningHours profile={data} />
          </Part>
        ) : null}
        {data.phone ? (
          <Part title={t('phone')}>
            <Phone phone={data.phone} />
          </Part>
        ) : null}
        {data.priceLeast !== null ? (
          <Part title={t(isPerPerson ? 'price' : 'pricePlain')}>
            <PriceRange {...data} />
          </Part>
        ) : null}
        {data.parking ? <Part title={t('parking')}>{data.parking}</Part> : null}
        {data.tags.length > 0 ? (
          <Part title={t('tags')}>
            <span className="flex flex-wrap gap-1.5">
              {data.tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </span>
          </Part>
        ) : null}
        {data.notes ? (
          <Part title={t('notes')}>
            <span className="whitespace-pre-line">{data.notes}</span>
          </Part>
        ) : null}
      </dl>
    </section>
  )
}

const isSaid = (profile: ProfileAnswer): boolean =>
  [profile.address, profile.hoursNote, profile.phone, profile.parking, profile.notes].some(
    Boolean,
  ) ||
  profile.hours.length > 0 ||
  profile.tags.length > 0 ||
  profile.priceLeast !== null

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className="grid content-start gap-1">
    <dt className="text-sm text-soft">{title}</dt>
    <dd className="wrap-anywhere">{children}</dd>
  </div>
)

function PriceRange({ priceLeast, priceMost, currency }: ProfileAnswer) {
  const language = useLanguage()
  const [least, most] = [priceLeast, priceMost].map(
    (amount) => amount !== null && priceText({ amount, currency }, language),
  )
  return least === most ? least : `${least} – ${most}`
}

function OpeningHours({ profile }: { readonly profile: ProfileAnswer }) {
  const t = useProfileText()
  const { hours, openUntil, hoursNote } = profile
  return (
    <div className="grid gap-1.5">
      {hours.length === 0 ? null : openUntil ? (
        <p className="font-semibold text-good">
          {t('openNow')} · {t('until', { time: openUntil })}
        </p>
      ) : (
        <p className="font-semibold text-soft">{t('closedNow')}</p>
      )}
      {hours.length === 0 ? null : <HoursList hours={hours} />}
      {hoursNote ? <p className="text-soft">{hoursNote}</p> : null}
    </div>
  )
}
