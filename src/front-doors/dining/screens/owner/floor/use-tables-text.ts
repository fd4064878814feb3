import { useLanguage } from '../../../../../web/language.ts'
import { tablesText } from '../../../tables-text.ts'
import type { FloorAnswer } from './floor-queries.ts'

/** What tables are called, by their ids; one that has left the plan is a dash. */
export function useTablesText({ tables }: Pick<FloorAnswer, 'tables'>) {
  const language = useLanguage()
  const nameOf = new Map(tables.map(({ id, name }) => [id, name]))
  return (ids: readonly string[]): string =>
    tablesText(ids.map((id) => nameOf.get(id) ?? '–'))[language]
}
