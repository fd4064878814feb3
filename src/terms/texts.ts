import { readFileSync } from 'node:fs'
import type { BusinessDetails } from '../kernel/business.ts'
import type { Language } from '../kernel/language.ts'
import { type TextKind, textKinds } from './kind-rules.ts'

export type Words = Readonly<Record<Language, string>>

/** The first version of every text, with placeholders. These files never change: the next version is published. */
export const firstTexts = Object.fromEntries(
  textKinds.map((kind) => [kind, { ko: readText(kind, 'ko'), en: readText(kind, 'en') }]),
) as Readonly<Record<TextKind, Words>>

function readText(kind: TextKind, language: Language): string {
  return readFileSync(new URL(`./texts/${kind}.${language}.md`, import.meta.url), 'utf8').trim()
}

/** What is said of whoever runs the site, besides the business itself. */
export interface Operator extends BusinessDetails {
  readonly hosting: string
  readonly privacyOfficer: string
}

const unsaid: Words = { ko: '(운영자가 아직 입력하지 않음)', en: '(not said by the operator yet)' }

/** Fills in the operator's details and how long things are kept. */
export function filled(
  text: string,
  { operator, retention }: { readonly operator: Operator; readonly retention: Words },
  language: Language,
): string {
  const values: Readonly<Record<string, string | null>> = {
    ...operator,
    retention: retention[language],
  }
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name] || unsaid[language] : whole,
  )
}
