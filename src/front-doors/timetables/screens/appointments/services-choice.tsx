import { priceText } from '../../../../kernel/format.ts'
import { useLanguage } from '../../../../web/language.ts'
import type { Bookable, Service } from './appointment-queries.ts'
import { useAppointmentText } from './text.ts'

interface ServiceChoiceProps {
  readonly bookable: Bookable
  readonly chosen: readonly string[]
  readonly onChoose: (services: readonly string[]) => void
}

/** The services by category; several may be done one after the other. */
export function ServiceChoice({ bookable, chosen, onChoose }: ServiceChoiceProps) {
  const t = useAppointmentText()
  const { services, servicesMost } = bookable
  const categories = [...Map.groupBy(services, ({ category }) => category)]
  const toggle = (id: string) =>
    onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 font-semibold">{t('services.label')}</legend>
      {servicesMost > 1 ? (
        <p className="-mt-2 text-sm text-soft">{t('services.most', { most: servicesMost })}</p>
      ) : null}
      {categories.map(([category, some]) => (
        <div key={category} className="grid gap-2">
          {categories.length > 1 ? (
            <h3 className="font-semibold text-soft">{category || t('services.other')}</h3>
          ) : null}
          <ul className="grid gap-2 sm:grid-cols-2">
            {some.map((service) => (
              <li key={service.id}>
                <ServiceCard
                  {...{ service, currency: bookable.currency }}
                  isChosen={chosen.includes(service.id)}
                  isOver={chosen.length >= servicesMost && servicesMost > 1}
                  onToggle={() =>
                    servicesMost === 1 ? onChoose([service.id]) : toggle(service.id)
                  }
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </fieldset>
  )
}

interface ServiceCardProps extends Pick<Bookable, 'currency'> {
  readonly service: Service
  readonly isChosen: boolean
  /** No more can be chosen. */
  readonly isOver: boolean
  readonly onToggle: () => void
}

function ServiceCard({ service, currency, isChosen, isOver, onToggle }: ServiceCardProps) {
  const t = useAppointmentText()
  const language = useLanguage()
  const { name, description, minutes, deposit } = service
  const price = usePriceText()(service, currency)
  return (
    <label className="flex min-h-16 cursor-pointer items-start gap-3 rounded-2xl border border-edge bg-card p-4 has-checked:border-accent has-checked:bg-blush has-disabled:cursor-not-allowed has-disabled:opacity-60 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
      <input
        type="checkbox"
        className="mt-1 size-5"
        checked={isChosen}
        disabled={isOver && !isChosen}
        onChange={onToggle}
      />
      <span className="grid min-w-0 grow gap-0.5">
        <span className="flex flex-wrap justify-between gap-x-3 font-semibold">
          <span>{name}</span>
          <span>{price}</span>
        </span>
        <span className="text-sm text-soft">
          {t('length', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
          {deposit > 0
            ? ` · ${t('deposit', { price: priceText({ amount: deposit, currency }, language) })}`
            : ''}
        </span>
        {description ? (
          <span className="text-sm whitespace-pre-line text-soft">{description}</span>
        ) : null}
      </span>
    </label>
  )
}

/** `30,000원`, `90,000원부터`, `상담 후 결정`. */
export function usePriceText() {
  const t = useAppointmentText()
  const language = useLanguage()
  return (
    { price, priceKind }: Pick<Service, 'price' | 'priceKind'>,
    currency: Bookable['currency'],
  ): string => {
    if (price === null) return t('price.asked')
    const text = priceText({ amount: price, currency }, language)
    return priceKind === 'from' ? t('price.from', { price: text }) : text
  }
}
