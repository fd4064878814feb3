import { type FormEvent, useState } from 'react'
import type { Result } from '../../../../web/call.ts'
import { Submit } from '../../../../web/kit/button.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useSend } from '../../../../web/use-send.ts'
import { carriers } from '../../parcels/carrier-rules.ts'
import type { DeskParcel } from './desk-queries.ts'
import { useDeskText } from './text.ts'

interface Shipment {
  readonly carrier: (typeof carriers)[number]
  readonly trackingNumber: string | null
}

interface ShipmentFormProps {
  readonly label: string
  /** What is there; undefined: the carrier that was used last. */
  readonly from?: DeskParcel
  readonly request: (shipment: Shipment) => Promise<{
    readonly sent: Result<unknown>
    readonly refused: { readonly ko: string; readonly en: string } | null
  }>
  readonly onDone: () => Promise<void>
}

const KEPT = 'jari-carrier'
const keptCarrier = (): Shipment['carrier'] =>
  carriers.find((one) => one === localStorage.getItem(KEPT)) ?? 'kr.cjlogistics'

/** Carrier and tracking number. */
export function ShipmentForm({ label, from, request, onDone }: ShipmentFormProps) {
  const t = useDeskText()
  const language = useLanguage()
  const [carrier, setCarrier] = useState(from?.carrier ?? keptCarrier())
  const [number, setNumber] = useState(from?.trackingNumber ?? '')
  const [refused, setRefused] = useState<string>()
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    let said: string | undefined
    const trackingNumber = carrier === 'direct' ? null : number.trim() || null
    const sent = await send(async () => {
      const done = await request({ carrier, trackingNumber })
      said = done.refused?.[language]
      return done.sent
    })
    setRefused(said)
    if (!sent?.ok || said) return
    localStorage.setItem(KEPT, carrier)
    await onDone()
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label={t('carrierLabel')}
          required
          value={carrier}
          onChange={({ target }) => setCarrier(target.value as Shipment['carrier'])}
        >
          {carriers.map((one) => (
            <option key={one} value={one}>
              {t(`carrier.${one}`)}
            </option>
          ))}
        </Select>
        {carrier === 'direct' ? null : (
          <Field
            label={t('number')}
            inputMode="numeric"
            autoComplete="off"
            required
            maxLength={40}
            value={number}
            error={refused}
            onChange={({ target }) => setNumber(target.value)}
          />
        )}
      </div>
      {refused && carrier === 'direct' ? <Notice tone="bad" title={refused} /> : null}
      <Refused problem={problem} />
      <Submit pending={pending} className="justify-self-start">
        {label}
      </Submit>
    </form>
  )
}
