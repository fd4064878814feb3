import { Link } from '@tanstack/react-router'
import { priceText } from '../../../../kernel/format.ts'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Lot, Mine } from '../lots/lot-queries.ts'
import { WinActions } from '../mine/win-actions.tsx'
import { useRoomText } from './text.ts'

interface ClosedPanelProps {
  readonly lot: Lot
  readonly mine: Mine | undefined
}

/** What has become of a lot; its winner pays from here. */
export function ClosedPanel({ lot, mine }: ClosedPanelProps) {
  const t = useRoomText()
  const language = useLanguage()
  const { stage } = lot
  if (stage === 'closing')
    return <Notice title={t('closed.closing')}>{t('closed.closingLead')}</Notice>
  if (mine?.win)
    return (
      <div className="grid gap-3">
        {mine.win.stage === 'lapsed' ? null : <Notice tone="good" title={t('closed.won')} />}
        {mine.deposit === 'lost' ? (
          <Notice tone="warn">
            {t('deposit.lost', {
              deposit: priceText({ ...lot, amount: lot.terms.deposit }, language),
            })}
          </Notice>
        ) : null}
        <WinActions win={mine.win} />
      </div>
    )
  const wasThere = mine?.bidder != null
  return (
    <div className="grid gap-3">
      <Notice title={t(stage === 'sold' && wasThere ? 'closed.lost' : `closed.${closedOf(stage)}`)}>
        {stage === 'unsold' && lot.reserve === 'not-met' ? t('closed.reserve') : null}
      </Notice>
      <Link to="/auctions" activeOptions={{ exact: true }} className={buttonLook('quiet')}>
        {t('closed.others')}
      </Link>
    </div>
  )
}

const closedOf = (stage: Lot['stage']): 'sold' | 'unsold' | 'withdrawn' =>
  stage === 'unsold' || stage === 'withdrawn' ? stage : 'sold'
