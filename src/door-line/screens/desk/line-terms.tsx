import { useState } from 'react'
import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Button } from '../../../web/kit/button.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Stepper } from '../../../web/kit/stepper.tsx'
import { useSend } from '../../../web/use-send.ts'
import type * as desk from '../../desk-contract.ts'
import type { Terms } from '../line-queries.ts'
import { useLineText } from '../text.ts'

interface LineTermsProps {
  readonly storeId: string
  readonly saved: Terms
  readonly onSaved: () => Promise<void>
}

/** Whether parties are taken into the line, how many, and how long a call stands. */
export function LineTerms({ storeId, saved, onSaved }: LineTermsProps) {
  const t = useLineText()
  const { pending, problem, send } = useSend()
  const [terms, setTerms] = useState(saved)
  const change = (more: Partial<Terms>) => setTerms({ ...terms, ...more })
  const save = async () => {
    const sent = await send(() =>
      call<typeof desk.changeLine>('PUT /v1/stores/:storeId/line', {
        ...{ params: { storeId }, body: terms },
      }),
    )
    if (!sent?.ok) return
    await onSaved()
    announce(t('desk.said.saved'))
  }
  const steps = { lessLabel: t('desk.lessOne'), moreLabel: t('desk.moreOne') }
  return (
    <section
      aria-labelledby="line-terms"
      className="no-print grid max-w-xl gap-4 border-t border-line pt-6"
    >
      <h2 id="line-terms" className="text-xl font-bold">
        {t('desk.terms')}
      </h2>
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="checkbox"
          className="size-6 shrink-0 accent-accent"
          checked={terms.isOn}
          onChange={({ target }) => change({ isOn: target.checked })}
        />
        {t('desk.on')}
      </label>
      <Stepper
        {...{ label: t('desk.partiesMost'), value: terms.partiesMost, min: 1, max: 100, ...steps }}
        onChange={(partiesMost) => change({ partiesMost })}
      />
      <Stepper
        {...{ label: t('desk.callMinutes'), value: terms.callMinutes, min: 1, max: 30, ...steps }}
        onChange={(callMinutes) => change({ callMinutes })}
      />
      <p className="text-soft">{t('desk.termsLead')}</p>
      <Refused problem={problem} />
      <div>
        <Button pending={pending} onClick={save}>
          {t('desk.save')}
        </Button>
      </div>
    </section>
  )
}
