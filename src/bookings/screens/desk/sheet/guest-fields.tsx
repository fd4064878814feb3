import { Field } from '../../../../web/kit/field.tsx'
import { PhoneLookUp } from '../../guest-history/phone-look-up.tsx'
import { useDayText } from '../text.ts'

export type EnterKind = 'phone' | 'walk-in' | 'block'

/** Whom the desk enters, as typed; all of it may be left out. */
export interface TypedGuest {
  readonly name: string
  readonly phone: string
  readonly note: string
}

export const nobodyTyped: TypedGuest = { name: '', phone: '', note: '' }

/** What was typed, as it is sent: nothing that is empty. */
export const sentGuest = (typed: TypedGuest): Partial<TypedGuest> => ({
  ...(typed.name.trim() && { name: typed.name.trim() }),
  ...(typed.phone.trim() && { phone: typed.phone.trim() }),
  ...(typed.note.trim() && { note: typed.note.trim() }),
})

interface GuestFieldsProps {
  readonly storeId: string
  readonly kind: EnterKind
  readonly typed: TypedGuest
  readonly change: (more: Partial<TypedGuest>) => void
}

/** Name and phone of a guest, whom the store may know already, and a note; of a block the note. */
export function GuestFields({ storeId, kind, typed, change }: GuestFieldsProps) {
  const t = useDayText()
  const field = (name: keyof TypedGuest) => ({
    ...{ label: t(`enter.${name}`), value: typed[name], autoComplete: 'off' },
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  })
  return (
    <>
      {kind === 'block' ? null : (
        <>
          <Field {...field('name')} maxLength={50} />
          <Field {...field('phone')} type="tel" />
          <PhoneLookUp storeId={storeId} phone={typed.phone} />
        </>
      )}
      <Field {...field('note')} maxLength={500} />
    </>
  )
}
