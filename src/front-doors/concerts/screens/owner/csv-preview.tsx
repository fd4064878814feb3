import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import { call } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useSend } from '../../../../web/use-send.ts'
import type { ReadHall } from '../../csv-rules.ts'
import type * as halls from '../../hall-contract.ts'
import { HallRefused } from './hall-refused.tsx'
import { useRefreshConcert } from './owner-queries.ts'
import { useOrganiserText } from './text.ts'

export type Imported = AnswerOf<typeof halls.importHall>

interface CsvPreviewProps {
  readonly concertId: string
  readonly name: string
  readonly file: File
  /** By the same rules as on the server. */
  readonly read: ReadHall
  /** Of the hall that would be replaced. */
  readonly seats: number
  readonly onClose: () => void
  readonly onDone: (imported: Imported) => void
}

const LINES_MOST = 100

/** What a file would lay out, and the question whether it should. */
export function CsvPreview(props: CsvPreviewProps) {
  const { concertId, name, file, read, seats, onClose, onDone } = props
  const t = useOrganiserText()
  const refresh = useRefreshConcert(concertId)
  const { pending, problem, send } = useSend()
  const isEmpty = read.seats.length === 0
  const lay = async () => {
    const sent = await send(() =>
      call<typeof halls.importHall>('POST /v1/concerts/:concertId/hall/import', {
        params: { concertId },
        query: { name },
        // Some systems call it a spreadsheet's.
        body: new File([file], file.name, { type: 'text/csv' }),
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onDone(sent.answer)
  }
  return (
    <Dialog
      title={isEmpty ? t('csv.noSeats') : t('csv.read', { seats: read.seats.length })}
      onClose={onClose}
      wide
    >
      <p className="break-all text-soft">{file.name}</p>
      {isEmpty ? null : <Counted seats={read.seats} />}
      {read.refused.length > 0 ? (
        <Notice tone="warn">{t('csv.refused', { count: read.refused.length })}</Notice>
      ) : null}
      <RefusedLines refused={read.refused.slice(0, LINES_MOST)} />
      {isEmpty ? null : <p className="font-semibold">{t('csv.replaces', { seats })}</p>}
      <HallRefused problem={problem} />
      <DialogActions keep={t('keep')} onKeep={onClose}>
        {isEmpty ? null : (
          <Button pending={pending} onClick={lay}>
            {t('csv.use')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}

interface Group {
  readonly section: string
  readonly level: string
  readonly count: number
}

/** By section and price level, in the order of the file. */
function groupsOf(seats: ReadHall['seats']): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const { section, level } of seats) {
    const key = JSON.stringify([section, level])
    groups.set(key, { section, level, count: (groups.get(key)?.count ?? 0) + 1 })
  }
  return [...groups.values()]
}

function Counted({ seats }: Pick<ReadHall, 'seats'>) {
  const t = useOrganiserText()
  return (
    <table className="w-full text-left">
      <thead>
        <tr className="text-sm text-soft">
          <th scope="col" className="py-1 font-semibold">
            {t('csv.section')}
          </th>
          <th scope="col" className="font-semibold">
            {t('csv.level')}
          </th>
          <th scope="col" className="text-right font-semibold">
            {t('csv.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {groupsOf(seats).map(({ section, level, count }) => (
          <tr key={JSON.stringify([section, level])} className="border-t border-line">
            <td className="py-1">{section || t('editor.nameless')}</td>
            <td>{level}</td>
            <td className="text-right">{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function RefusedLines({ refused }: Pick<ReadHall, 'refused'>) {
  const t = useOrganiserText()
  const language = useLanguage()
  if (refused.length === 0) return null
  return (
    <table className="w-full text-left text-sm">
      <thead>
        <tr className="text-soft">
          <th scope="col" className="w-20 py-1 font-semibold">
            {t('csv.line')}
          </th>
          <th scope="col" className="font-semibold">
            {t('csv.why')}
          </th>
        </tr>
      </thead>
      <tbody>
        {refused.map(({ line, why }) => (
          <tr key={line} className="border-t border-line">
            <td className="py-1">{line}</td>
            <td>{why[language]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
