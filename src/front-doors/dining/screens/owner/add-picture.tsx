import { type FormEvent, useEffect, useState } from 'react'
import { call } from '../../../../web/call.ts'
import { Submit } from '../../../../web/kit/button.tsx'
import { Field, focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import { useOwnerText } from './text.ts'

const MOST_BYTES = 10_000_000

interface AddPictureProps {
  readonly restaurantId: string
  readonly onAdded: () => void
}

/** Choose a picture, see it, say what it shows, upload it. */
export function AddPicture({ restaurantId, onAdded }: AddPictureProps) {
  const t = useOwnerText()
  const [added, setAdded] = useState(0)
  return (
    <section className="grid gap-5 rounded-3xl border border-line bg-card p-5">
      <h3 className="text-lg font-bold">{t('pictures.add')}</h3>
      <PictureForm
        key={added}
        restaurantId={restaurantId}
        onAdded={() => {
          setAdded(added + 1)
          onAdded()
        }}
      />
    </section>
  )
}

function PictureForm({ restaurantId, onAdded }: AddPictureProps) {
  const t = useOwnerText()
  const [file, setFile] = useState<File>()
  const [alt, setAlt] = useState('')
  const [isTried, setTried] = useState(false)
  const { pending, problem, send } = useSend()
  const isTooLarge = file !== undefined && file.size > MOST_BYTES
  const upload = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!file || isTooLarge || !alt.trim()) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof owner.addImage>('POST /v1/restaurants/:restaurantId/images', {
        params: { restaurantId },
        query: { alt: alt.trim() },
        body: file,
      }),
    )
    if (sent?.ok) onAdded()
  }
  const fileError = isTried && !file ? t('pictures.fileMissing') : undefined
  return (
    <form noValidate onSubmit={upload} className="grid gap-5">
      <Refused problem={problem} />
      <Field
        type="file"
        accept="image/jpeg,image/png,image/webp,image/avif"
        label={t('pictures.choose')}
        hint={t('pictures.chooseHint')}
        required
        error={isTooLarge ? t('pictures.tooLarge') : fileError}
        onChange={(event) => setFile(event.target.files?.[0])}
      />
      <Preview file={file} />
      <Field
        label={t('pictures.alt')}
        hint={t('pictures.altHint')}
        required
        maxLength={200}
        value={alt}
        error={isTried && !alt.trim() ? t('pictures.altMissing') : undefined}
        onChange={(event) => setAlt(event.target.value)}
      />
      <Submit pending={pending}>{t('pictures.upload')}</Submit>
    </form>
  )
}

/** The chosen file, as it looks. */
function Preview({ file }: { file: File | undefined }) {
  const t = useOwnerText()
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!file) return setAddress(undefined)
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return address ? (
    <img
      src={address}
      alt={t('pictures.preview')}
      className="aspect-3/2 w-full rounded-2xl bg-well object-cover"
    />
  ) : null
}
