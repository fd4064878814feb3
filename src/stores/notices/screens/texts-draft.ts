import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type * as contract from '../contract.ts'

export type TextSettingsAnswer = AnswerOf<typeof contract.getTextSettings>

export type TextsDraft = Pick<TextSettingsAnswer, 'guests' | 'topics' | 'quiet' | 'phones'> & {
  /** As it was typed. */
  readonly most: string
}
