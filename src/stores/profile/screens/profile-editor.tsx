import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { PostcodeField } from '../../../postcodes/screens/postcode-field.tsx'
import type { FoundAddress } from '../../../postcodes/screens/postcode-window.ts'
import { call } from '../../../web/call.ts'
import type { DeskPartProps } from '../../../web/door.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { buttonLook, Submit } from '../../../web/kit/button.tsx'
import { Field, focusFirstWrong, TextArea } from '../../../web/kit/field.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { Select } from '../../../web/kit/select.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery, useQueryClient } from '../../../web/query.ts'
import { useSend } from '../../../web/use-send.ts'
import { useDoor, usePerPerson } from '../../screens/use-door.ts'
import type * as contract from '../contract.ts'
import { HoursFields } from './hours-fields.tsx'
import { HoursList } from './hours-list.tsx'
import { draftOf, type ProfileDraft, sent, wrongIn } from './profile-draft.ts'
import { type ProfileAnswer, profileQuery } from './profile-query.ts'
import { useProfileText } from './text.ts'

/** What a store says of itself, to be changed. */
export function ProfileEditor({ store }: DeskPartProps) {
  const query = useQuery(profileQuery(store.id))
  const isPerPerson = usePerPerson(store.door)
  const hoursTab = useDoor(store.door)?.hoursTab
  return (
    <Loaded query={query}>
      {(known) => <Editor storeId={store.id} {...{ known, isPerPerson, hoursTab }} />}
    </Loaded>
  )
}

interface EditorProps {
  readonly storeId: string
  readonly known: ProfileAnswer
  /** Its prices are those of a person. */
  readonly isPerPerson: boolean
  /** Where the hours of its door are changed. */
  readonly hoursTab: string | undefined
}

function Editor({ storeId, known, isPerPerson, hoursTab }: EditorProps) {
  const t = useProfileText()
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => draftOf(known))
  const [isTried, setTried] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const { pending, problem, send } = useSend()
  const wrong = wrongIn(draft, known.currency)
  const change = (part: Partial<ProfileDraft>) => {
    setDraft((was) => ({ ...was, ...part }))
    setSaved(false)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const form = event.currentTarget
    setTried(true)
    if (Object.keys(wrong).length > 0) return focusFirstWrong(form)
    const answered = await send(() =>
      call<typeof contract.setProfile>('PUT /v1/stores/:storeId/profile', {
        params: { storeId },
        body: sent(draft, known.currency),
      }),
    )
    if (!answered?.ok) return
    setSaved(true)
    announce(t('desk.saved'))
    await client.invalidateQueries({ queryKey: profileQuery(storeId).queryKey })
  }
  const parts = { draft, known, onChange: change, wrong: isTried ? wrong : {} }
  return (
    <form onSubmit={save} noValidate className="grid max-w-2xl gap-8">
      <p className="text-soft">{t('desk.lead')}</p>
      <Where {...parts} />
      {known.hoursOfDoor ? (
        <HoursOfDoor hours={known.hours} tab={hoursTab} />
      ) : (
        <HoursFields hours={draft.hours} onChange={(hours) => change({ hours })} />
      )}
      <Others {...{ ...parts, isPerPerson }} />
      <Refused problem={problem} />
      {isSaved ? <Notice tone="good" title={t('desk.saved')} /> : null}
      <Submit pending={pending} className="justify-self-start">
        {t('desk.save')}
      </Submit>
    </form>
  )
}

interface HoursOfDoorProps {
  readonly hours: ProfileAnswer['hours']
  readonly tab: string | undefined
}

/** The hours in which the store can be booked, which guests read as its opening hours. */
function HoursOfDoor({ hours, tab }: HoursOfDoorProps) {
  const t = useProfileText()
  return (
    <section aria-labelledby="hours-of-door" className="grid justify-items-start gap-3">
      <h3 id="hours-of-door" className="text-xl font-bold">
        {t('hours')}
      </h3>
      <p className="text-soft">{t('desk.hoursOfDoor')}</p>
      <HoursList hours={hours} />
      {tab ? (
        <Link to="." search={{ tab } as never} className={buttonLook('quiet')}>
          {t('desk.toHours')}
        </Link>
      ) : null}
    </section>
  )
}

interface PartProps {
  readonly draft: ProfileDraft
  readonly known: ProfileAnswer
  readonly wrong: ReturnType<typeof wrongIn>
  readonly onChange: (part: Partial<ProfileDraft>) => void
}

type TextName = Exclude<keyof ProfileDraft, 'hours'>

/** A field of the draft by its name. */
const fieldsOf =
  ({ draft, onChange }: PartProps) =>
  (name: TextName) => ({
    value: draft[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      onChange({ [name]: target.value }),
  })

/** What a postcode says of the address: all of it, or how it begins where nothing is typed yet. */
const placed = ({ postalCode, city, address }: Partial<FoundAddress>, typed: string) => ({
  ...(postalCode !== undefined && { postcode: postalCode }),
  ...(address !== undefined
    ? { address }
    : city !== undefined && typed.trim() === '' && { address: `${city} ` }),
})

/** Behind the city that was filled in; after the browser, which selects it all when the field is reached by Tab. */
const goOnTyping = (field: HTMLInputElement) => {
  if (field.value.endsWith(' ')) setTimeout(() => field.setSelectionRange(-1, -1))
}

function Where(props: PartProps) {
  const t = useProfileText()
  const { draft, onChange } = props
  const at = fieldsOf(props)
  const error = (name: 'latitude' | 'longitude') =>
    props.wrong[name] ? t('desk.coordinateWrong') : undefined
  return (
    <fieldset className="grid gap-4">
      <legend className="pb-3 text-xl font-bold">{t('desk.where')}</legend>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <PostcodeField
          value={draft.postcode}
          fills={{ name: 'address', value: draft.address }}
          onChange={(found) => onChange(placed(found, draft.address))}
        />
        <Field
          {...at('address')}
          name="address"
          onFocus={({ target }) => goOnTyping(target)}
          label={t('address')}
          hint={t('desk.addressHint')}
          maxLength={200}
        />
      </div>
      <Field {...at('detail')} label={t('desk.detail')} maxLength={100} />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          {...at('latitude')}
          label={t('desk.latitude')}
          hint={t('desk.coordinatesHint')}
          inputMode="decimal"
          error={error('latitude')}
        />
        <Field
          {...at('longitude')}
          label={t('desk.longitude')}
          inputMode="decimal"
          error={error('longitude')}
        />
      </div>
      <Field {...at('phone')} label={t('phone')} type="tel" maxLength={60} />
    </fieldset>
  )
}

function Others({ isPerPerson, ...props }: PartProps & Pick<EditorProps, 'isPerPerson'>) {
  const t = useProfileText()
  const language = useLanguage()
  const at = fieldsOf(props)
  const { known, wrong } = props
  const error = (name: 'priceLeast' | 'priceMost') =>
    wrong[name] ? t('desk.priceWrong') : undefined
  return (
    <fieldset className="grid gap-4">
      <legend className="pb-3 text-xl font-bold">{t('desk.others')}</legend>
      <Field
        {...at('hoursNote')}
        label={t('desk.hoursNote')}
        hint={t('desk.hoursNoteHint')}
        maxLength={200}
      />
      {known.categories.length > 0 ? (
        <Select {...at('category')} label={t('desk.category')}>
          <option value="">{t('desk.categoryNone')}</option>
          {known.categories.map(({ name, words }) => (
            <option key={name} value={name}>
              {words[language]}
            </option>
          ))}
        </Select>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          {...at('priceLeast')}
          label={`${t(isPerPerson ? 'desk.least' : 'desk.leastPlain')} (${known.currency})`}
          inputMode="decimal"
          error={error('priceLeast')}
        />
        <Field
          {...at('priceMost')}
          label={`${t(isPerPerson ? 'desk.most' : 'desk.mostPlain')} (${known.currency})`}
          inputMode="decimal"
          error={error('priceMost')}
        />
      </div>
      <Field {...at('parking')} label={t('parking')} maxLength={300} />
      <Field {...at('tags')} label={t('desk.tags')} hint={t('desk.tagsHint')} />
      <TextArea {...at('notes')} label={t('notes')} maxLength={1000} counted />
    </fieldset>
  )
}
