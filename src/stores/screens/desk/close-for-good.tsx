import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { StoreAnswer } from '../../../web/door.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { useStoresText } from '../text.ts'
import { useChange } from './use-change.ts'

interface CloseForGoodProps {
  readonly store: StoreAnswer
  readonly onClose: () => void
}

/** Closes a store permanently, confirmed by typing its name. */
export function CloseForGood({ store: { id, name }, onClose }: CloseForGoodProps) {
  const t = useStoresText()
  const navigate = useNavigate()
  const { pending, problem, change } = useChange(id)
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const isSame = typed.trim() === name.trim()
  const close = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!isSame) return focusFirstWrong(event.currentTarget)
    if (await change({ closed: true }))
      await navigate({ to: '/desk/$storeId', params: { storeId: id } })
  }
  return (
    <Dialog title={t('closeForGood.dialog', { name })} onClose={onClose}>
      <form onSubmit={close} noValidate className="grid gap-5">
        <p>{t('closeForGood.lead')}</p>
        <Refused problem={problem} />
        <Field
          label={t('form.name')}
          hint={t('closeForGood.type', { name })}
          required
          autoComplete="off"
          value={typed}
          error={isTried && !isSame ? t('closeForGood.wrong') : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
        <DialogActions keep={t('closeForGood.keep')} onKeep={onClose}>
          <Button type="submit" kind="danger" pending={pending}>
            {t('closeForGood.sure')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
