import { call } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { TermsForm } from '../../../web/kit/terms-form.tsx'
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
  return (
    <TermsForm
      title={t('desk.terms')}
      lead={t('desk.termsLead')}
      saved={saved}
      on={t('desk.on')}
      steps={[
        { name: 'partiesMost', label: t('desk.partiesMost'), min: 1, max: 100 },
        { name: 'callMinutes', label: t('desk.callMinutes'), min: 1, max: 30 },
      ]}
      words={{ less: t('desk.lessOne'), more: t('desk.moreOne'), save: t('desk.save') }}
      request={(terms) =>
        call<typeof desk.changeLine>('PUT /v1/stores/:storeId/line', {
          ...{ params: { storeId }, body: terms },
        })
      }
      onSaved={async () => {
        await onSaved()
        announce(t('desk.said.saved'))
      }}
    />
  )
}
