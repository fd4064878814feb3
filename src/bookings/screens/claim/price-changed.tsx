import { priceText } from '../../../kernel/format.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useClaimText } from './text.ts'
import type { Claim } from './use-claim.ts'

interface PriceChangedProps<Selection> {
  readonly claim: Pick<Claim<Selection>, 'changed' | 'take' | 'keepOut'> | undefined
}

/** Asks whether to claim at a price that is not the one that was shown. */
export function PriceChanged<Selection>({ claim }: PriceChangedProps<Selection>) {
  const t = useClaimText()
  const language = useLanguage()
  if (!claim?.changed) return null
  const { selection, seen, price, replace, why } = claim.changed
  return (
    <Dialog title={t('changed.title')} onClose={claim.keepOut}>
      {why ? <p>{why}</p> : null}
      <p>
        {t('changed.lead', { seen: priceText(seen, language), price: priceText(price, language) })}
      </p>
      <DialogActions keep={t('changed.keep')} onKeep={claim.keepOut}>
        <Button onClick={() => claim.take(selection, price, replace)}>
          {t('changed.take', { price: priceText(price, language) })}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
