import { Button } from '../../../web/kit/button.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { ItemPicture, type ItemPictureView } from './item-picture.tsx'
import { type ItemDraft, wrongIn } from './menu-draft.ts'
import type { MenuAnswer } from './menu-query.ts'
import { useMenuText } from './text.ts'

interface ItemFieldsProps {
  readonly storeId: string
  readonly picture: ItemPictureView
  readonly item: ItemDraft
  readonly currency: MenuAnswer['currency']
  readonly isTried: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onChange: (item: ItemDraft) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}

/** One item of a menu, to be changed. */
export function ItemFields({
  storeId,
  picture,
  item,
  currency,
  isTried,
  isFirst,
  isLast,
  onChange,
  onMove,
  onRemove,
}: ItemFieldsProps) {
  const t = useMenuText()
  const wrong = isTried ? wrongIn(item, currency) : undefined
  const of = (action: 'up' | 'down' | 'removeItem') => (
    <>
      <span aria-hidden="true">{t(action)}</span>
      <span className="sr-only">{t('of', { name: item.name, action: t(action) })}</span>
    </>
  )
  return (
    <li className="grid gap-3 border-t border-line pt-4">
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Field
          label={t('name')}
          required
          maxLength={80}
          value={item.name}
          error={wrong === 'nameMissing' ? t(wrong) : undefined}
          onChange={({ target }) => onChange({ ...item, name: target.value })}
        />
        <Field
          label={t('price', { currency })}
          inputMode="decimal"
          autoComplete="off"
          value={item.price}
          error={wrong === 'priceWrong' ? t(wrong) : undefined}
          onChange={({ target }) => onChange({ ...item, price: target.value })}
        />
      </div>
      <Field
        label={t('description')}
        maxLength={300}
        value={item.description}
        onChange={({ target }) => onChange({ ...item, description: target.value })}
      />
      <ItemPicture {...{ storeId, picture }} itemId={item.id} name={item.name} />
      <div className="flex flex-wrap items-center gap-2">
        <label className="mr-auto flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            className="size-5"
            checked={item.soldOut}
            onChange={({ target }) => onChange({ ...item, soldOut: target.checked })}
          />
          {t('isSoldOut')}
        </label>
        {isFirst ? null : (
          <Button kind="plain" onClick={() => onMove(-1)}>
            {of('up')}
          </Button>
        )}
        {isLast ? null : (
          <Button kind="plain" onClick={() => onMove(1)}>
            {of('down')}
          </Button>
        )}
        <Button kind="plain" onClick={onRemove}>
          {of('removeItem')}
        </Button>
      </div>
    </li>
  )
}
