import { type FormEvent, useState } from 'react'
import { GuestTerms } from '../../terms/screens/guest-terms.tsx'
import { acceptAsGuest } from '../../terms/screens/terms-queries.ts'
import type { QueryClient } from '../../web/cache.ts'
import { call } from '../../web/call.ts'
import { Submit } from '../../web/kit/button.tsx'
import { Field } from '../../web/kit/field.tsx'
import { Refused } from '../../web/kit/notice.tsx'
import { Stepper } from '../../web/kit/stepper.tsx'
import { useQueryClient } from '../../web/query.ts'
import { becomeGuest, useMe } from '../../web/session.ts'
import { useSend } from '../../web/use-send.ts'
import type * as contract from '../contract.ts'
import { useLineText } from './text.ts'

const PARTY_MOST = 30

/** A party as typed: how many, whom to call, and where. */
export interface TypedParty {
  readonly party: number
  readonly name: string
  readonly phone: string
}

export const emptyParty: TypedParty = { party: 2, name: '', phone: '' }

export const bodyOf = ({ party, name, phone }: TypedParty) => ({
  party,
  ...(name.trim() && { name: name.trim() }),
  ...(phone.trim() && { phone: phone.trim() }),
})

interface PartyFieldsProps {
  readonly typed: TypedParty
  readonly onChange: (typed: TypedParty) => void
  /** Nobody else's name belongs into a shared tablet. */
  readonly isShared?: boolean
}

export function PartyFields({ typed, onChange, isShared = false }: PartyFieldsProps) {
  const t = useLineText()
  return (
    <>
      <Stepper
        {...{ label: t('party'), value: typed.party, min: 1, max: PARTY_MOST }}
        {...{ lessLabel: t('less'), moreLabel: t('more') }}
        mostText={t('partyMost', { most: PARTY_MOST })}
        onChange={(party) => onChange({ ...typed, party })}
      />
      <Field
        label={t('name')}
        value={typed.name}
        maxLength={50}
        autoComplete={isShared ? 'off' : 'name'}
        onChange={({ target }) => onChange({ ...typed, name: target.value })}
      />
      <Field
        label={t('phone')}
        hint={t('phoneHint')}
        type="tel"
        value={typed.phone}
        autoComplete={isShared ? 'off' : 'tel'}
        onChange={({ target }) => onChange({ ...typed, phone: target.value })}
      />
    </>
  )
}

/** A guest who has read the sentence above the button. */
async function becomeAccepted(client: QueryClient) {
  const guest = await becomeGuest(client)
  return guest.ok ? acceptAsGuest(client) : guest
}

interface JoinFormProps {
  readonly storeId: string
  readonly onJoined: () => Promise<void>
}

/** Joins the line, as a guest where nobody is signed in. */
export function JoinForm({ storeId, onJoined }: JoinFormProps) {
  const t = useLineText()
  const me = useMe()
  const client = useQueryClient()
  const { pending, problem, send } = useSend()
  const [typed, setTyped] = useState(emptyParty)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(async () => {
      if (!me || me.isGuest) {
        const guest = me ? await acceptAsGuest(client) : await becomeAccepted(client)
        if (!guest.ok) return guest
      }
      return call<typeof contract.joinLine>('POST /v1/stores/:storeId/line/tickets', {
        params: { storeId },
        body: bodyOf(typed),
      })
    })
    if (sent?.ok) await onJoined()
  }
  return (
    <form className="grid gap-5" onSubmit={submit}>
      <PartyFields typed={typed} onChange={setTyped} />
      <p className="text-sm text-soft">{t('kept')}</p>
      {!me || me.isGuest ? <GuestTerms /> : null}
      <Refused problem={problem} />
      <Submit pending={pending}>{t('join')}</Submit>
    </form>
  )
}
