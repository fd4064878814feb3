import type { Engine } from '../../engine.ts'
import type { DoorMailAsk, MailContent } from '../../mail/content.ts'

/** The mails of a front door that are about no order. */
export interface DoorMails {
  /** With who gets it; undefined when it no longer applies. */
  write(engine: Engine, ask: DoorMailAsk): Promise<MailContent | undefined>
}
