import { type ChangeEvent, useId, useState } from 'react'
import { Field } from '../../../../web/kit/field.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { type ReadHall, readHall } from '../../csv-rules.ts'
import { CsvPreview, type Imported, RefusedLines } from './csv-preview.tsx'
import { useOrganiserText } from './text.ts'

interface CsvImportProps {
  readonly concertId: string
  /** Of the hall that is there. */
  readonly name: string
  /** How many it has; 0 without one. */
  readonly seats: number
}

interface ReadFile {
  readonly file: File
  readonly read: ReadHall
}

const example = 'section,row,number,level,x,y,kind\nA,1,1,R,,,\nA,1,2,R,100,40,wheelchair'

/** Lays the hall out from a file: shows what was read, and changes nothing until it is asked to. */
export function CsvImport({ concertId, name: first, seats }: CsvImportProps) {
  const t = useOrganiserText()
  const id = useId()
  const [name, setName] = useState(first)
  const [chosen, setChosen] = useState<ReadFile>()
  const [imported, setImported] = useState<Imported>()
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    if (!file) return
    setImported(undefined)
    const read = readHall(await file.text())
    const refused = 'is' in read ? { seats: [], refused: [{ line: 1, why: read.is.title }] } : read
    setChosen({ file, read: refused })
    target.value = ''
  }
  return (
    <section aria-labelledby={`${id}-title`} className="grid max-w-3xl gap-3">
      <div>
        <h2 id={`${id}-title`} className="text-xl font-bold">
          {t('csv.title')}
        </h2>
        <p className="text-soft">{t('csv.lead')}</p>
      </div>
      <pre className="overflow-x-auto rounded-2xl bg-well px-4 py-3 text-sm" lang="en">
        {example}
      </pre>
      <Field
        label={t('csv.name')}
        required
        maxLength={80}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <div className="grid gap-1.5">
        <label htmlFor={id} className="font-semibold">
          {t('csv.file')}
        </label>
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          onChange={choose}
          className="field file:mr-4 file:min-h-8 file:cursor-pointer file:rounded-lg file:border-0 file:bg-blush file:px-3 file:font-semibold file:text-accent-deep"
        />
      </div>
      {chosen ? (
        <CsvPreview
          {...{ ...chosen, concertId, seats }}
          name={name.trim() || t('csv.defaultName')}
          onClose={() => setChosen(undefined)}
          onDone={(done) => {
            setChosen(undefined)
            setImported(done)
          }}
        />
      ) : null}
      {imported ? <Report {...imported} /> : null}
    </section>
  )
}

function Report({ hall, refused, refusedLines }: Imported) {
  const t = useOrganiserText()
  return (
    <>
      <Notice
        tone={refusedLines > 0 ? 'warn' : 'good'}
        title={t('csv.done', { seats: hall.seats })}
      >
        {refusedLines > 0 ? t('csv.refused', { count: refusedLines }) : null}
      </Notice>
      <RefusedLines refused={refused} />
    </>
  )
}
