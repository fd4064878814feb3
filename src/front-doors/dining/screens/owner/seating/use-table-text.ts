import { useLanguage } from '../../../../../web/language.ts'
import { tablesText } from '../../../tables-text.ts'

/** What a table is called, by its name or number. */
export function useTableText() {
  const language = useLanguage()
  return (name: string): string => tablesText([name])[language]
}
