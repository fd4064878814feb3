import type * as pictures from '../../../../stores/pictures/contract.ts'
import type { PicturesOf } from '../../../../stores/pictures/screens/picture-queries.ts'
import { call } from '../../../../web/call.ts'
import { Field } from '../../../../web/kit/field.tsx'
import { newKey } from '../../../../web/new-key.ts'
import { useSellerText } from './text.ts'

const PICTURES_MOST = 10

interface ChoosePicturesProps {
  readonly files: readonly File[]
  readonly onChoose: (files: readonly File[]) => void
}

/** Pictures of a product that is not there yet: they are sent once it is. */
export function ChoosePictures({ files, onChoose }: ChoosePicturesProps) {
  const t = useSellerText()
  return (
    <div className="grid gap-2">
      <Field
        type="file"
        multiple
        accept="image/jpeg,image/png,image/webp,image/avif"
        label={t('pictures')}
        hint={t('picturesHint')}
        onChange={({ target }) => onChoose([...(target.files ?? [])].slice(0, PICTURES_MOST))}
      />
      {files.length > 0 ? (
        <ol className="text-sm text-soft">
          {files.map(({ name }) => (
            <li key={name}>{name}</li>
          ))}
        </ol>
      ) : null}
    </div>
  )
}

/** Sends pictures in their order, described by the title of their product. Whether all of them were taken. */
export async function sendPictures(
  { storeId, of }: PicturesOf,
  title: string,
  files: readonly File[],
): Promise<boolean> {
  let isDone = true
  for (const [at, file] of files.entries()) {
    const alt = at === 0 ? title : `${title} (${at + 1})`
    const sent = await call<typeof pictures.addPicture>('POST /v1/stores/:storeId/pictures', {
      key: newKey(),
      params: { storeId },
      query: { alt, ...(of && { of }) },
      body: file,
    })
    isDone &&= sent.ok
  }
  return isDone
}
