import { businessQuery } from '../../../../../stores/business/screens/business-query.ts'
import { profileQuery } from '../../../../../stores/profile/screens/profile-query.ts'
import { Notice } from '../../../../../web/kit/notice.tsx'
import { Stepper } from '../../../../../web/kit/stepper.tsx'
import { useQuery } from '../../../../../web/query.ts'
import { usePartyText } from './text.ts'

/** So many sizes are chips; a larger party is stepped to. */
const CHIPS_MOST = 8

interface PartyChoiceProps {
  readonly restaurantId: string
  readonly party: number
  /** The largest party that books online. */
  readonly most: number
  readonly onChoose: (party: number) => void
}

/** How many come. */
export function PartyChoice({ restaurantId, party, most, onChoose }: PartyChoiceProps) {
  const t = usePartyText()
  const chips = Math.min(CHIPS_MOST, most)
  return (
    <div className="grid gap-3">
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-semibold">{t('party.label')}</legend>
        <div className="flex flex-wrap gap-2">
          {Array.from({ length: chips + 1 }, (_, at) => at + 1).map((size) => (
            <label
              key={size}
              className="grid min-h-11 min-w-12 cursor-pointer place-items-center rounded-xl border border-edge bg-card px-3 font-semibold has-checked:border-accent has-checked:bg-accent has-checked:text-on-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="party"
                className="sr-only"
                checked={size > chips ? party > chips : party === size}
                onChange={() => onChoose(size)}
              />
              {size > chips ? t('party.more', { count: size }) : t('party.count', { count: size })}
            </label>
          ))}
        </div>
      </fieldset>
      {party > chips && chips < most ? (
        <Stepper
          label={t('party.many')}
          value={party}
          min={chips + 1}
          max={Math.max(most + 1, party)}
          onChange={onChoose}
          lessLabel={t('party.less')}
          moreLabel={t('party.plus')}
        />
      ) : null}
      {party > most ? <TooLarge {...{ restaurantId, most }} /> : null}
    </div>
  )
}

/** A larger party than books online: whom to call. */
function TooLarge({ restaurantId, most }: Pick<PartyChoiceProps, 'restaurantId' | 'most'>) {
  const t = usePartyText()
  const { data: profile } = useQuery(profileQuery(restaurantId))
  const { data: business } = useQuery(businessQuery(restaurantId))
  const phone = profile?.phone || business?.phone
  return (
    <Notice title={t('party.tooLarge', { most })}>
      {phone ? (
        <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} className="font-semibold underline">
          {t('party.call', { phone })}
        </a>
      ) : (
        t('party.ask')
      )}
    </Notice>
  )
}
