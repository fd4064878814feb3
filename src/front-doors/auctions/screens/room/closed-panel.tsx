import { Link } from '@tanstack/react-router'
import { priceText } from '../../../../kernel/format.ts'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Lot, Mine, Win } from '../lots/lot-queries.ts'
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
        <Outcome win={mine.win} />
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

/** Good news, unless the win is over without a sale; what then is to say, the actions say. */
function Outcome({ win: { kind, stage } }: { readonly win: Win }) {
  const t = useRoomText()
  if (stage === 'to-pay' && kind === 'second-chance') return <Notice title={t('closed.offered')} />
  return stage === 'to-pay' || stage === 'paid' ? (
    <Notice tone="good" title={t('closed.won')} />
  ) : null
}

const closedOf = (stage: Lot['stage']): 'sold' | 'unsold' | 'withdrawn' =>
  stage === 'unsold' || stage === 'withdrawn' ? stage : 'sold'
