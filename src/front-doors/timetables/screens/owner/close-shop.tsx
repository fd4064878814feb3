import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useQueryClient } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { type Card, shopsQuery } from '../shops/shop-queries.ts'
import { useRefreshShop } from './owner-queries.ts'
import { useOwnerText } from './text.ts'

interface CloseShopProps {
  readonly shop: Card
  readonly onClose: () => void
}

/** Closes a shop for good, once its name has been typed: it cannot be opened again. */
export function CloseShop({ shop: { id, name }, onClose }: CloseShopProps) {
  const t = useOwnerText()
  const navigate = useNavigate()
  const client = useQueryClient()
  const refresh = useRefreshShop(id)
  const { pending, problem, send } = useSend()
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const isSame = typed.trim() === name.trim()
  const close = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isSame) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof owner.closeShop>('DELETE /v1/shops/:shopId', { params: { shopId: id } }),
    )
    if (!sent?.ok) return
    await client.invalidateQueries({ queryKey: shopsQuery.queryKey })
    await refresh()
    await navigate({
      to: '/my-shops/$shopId',
      params: { shopId: id },
      search: { tab: 'today' },
    })
  }
  return (
    <Dialog title={t('close.dialog', { name })} onClose={onClose}>
      <form onSubmit={close} noValidate className="grid gap-5">
        <p>{t('close.lead')}</p>
        <Refused problem={problem} />
        <Field
          label={t('close.name')}
          hint={t('close.type', { name })}
          required
          autoComplete="off"
          value={typed}
          error={isTried && !isSame ? t('close.wrong') : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
        <DialogActions keep={t('close.keep')} onKeep={onClose}>
          <Button type="submit" kind="danger" pending={pending}>
            {t('close.sure')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
